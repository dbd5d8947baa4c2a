/** The checked syntax tree as text: the shape of `mlir-pdll -x=ast`, without addresses. */
import type {
  CallableDecl,
  ConstraintRef,
  Decl,
  Expr,
  PatternDecl,
  Stmt,
  VariableDecl,
} from './ast.js';
import { typeText } from './types.js';

interface Tree {
  readonly label: string;
  readonly children: readonly Tree[];
}

export function printAst(decls: readonly Decl[]): string {
  const children = decls.map((d) => (d.kind === 'pattern' ? patternTree(d) : callableTree(d)));
  let text = '-Module\n';
  const write = (t: Tree, indent: string, isLast: boolean, bare: boolean) => {
    text += `${indent}${bare ? '' : isLast ? '`-' : '|-'}${t.label}\n`;
    const inner = bare ? indent : indent + (isLast ? '  ' : '| ');
    t.children.forEach((c, i) => {
      write(c, inner, i === t.children.length - 1, isHeading(c));
    });
  };
  children.forEach((c, i) => {
    write(c, ' ', i === children.length - 1, false);
  });
  return text;
}

/** `Operands` and the like stand in backquotes and without a branch. */
function isHeading(t: Tree): boolean {
  return t.label.startsWith('`');
}

function tree(label: string, ...children: (Tree | undefined)[]): Tree {
  return { label, children: children.filter((c) => c !== undefined) };
}

function heading(name: string, children: readonly Tree[]): Tree | undefined {
  return children.length === 0 ? undefined : { label: `\`${name}\``, children };
}

function patternTree(p: PatternDecl): Tree {
  const parts = [
    'PatternDecl',
    p.name && `Name<${p.name.text}>`,
    p.benefit !== undefined && `Benefit<${p.benefit}>`,
    p.recursion && 'Recursion',
  ];
  return tree(parts.filter(Boolean).join(' '), body(p.body));
}

function callableTree(c: CallableDecl): Tree {
  const kind = c.kind === 'constraint' ? 'UserConstraintDecl' : 'UserRewriteDecl';
  return tree(
    `${kind} Name<${c.name.text}> ResultType<${typeText(c.resultType)}>`,
    heading('Inputs', c.params.map(variableTree)),
    heading('Results', c.results.map(variableTree)),
    c.body && body(c.body),
  );
}

function body(stmts: readonly Stmt[]): Tree {
  return tree('CompoundStmt', ...stmts.map(statementTree));
}

function variableTree(v: VariableDecl): Tree {
  return tree(
    `VariableDecl Name<${v.name.text}> Type<${typeText(v.type)}>`,
    v.init && exprTree(v.init),
    heading('Constraints', v.constraints.map(constraintTree)),
  );
}

const CONSTRAINTS: Readonly<Record<ConstraintRef['kind'], string>> = {
  attr: 'AttrConstraintDecl',
  op: 'OpConstraintDecl',
  type: 'TypeConstraintDecl',
  'type-range': 'TypeRangeConstraintDecl',
  value: 'ValueConstraintDecl',
  'value-range': 'ValueRangeConstraintDecl',
  user: 'UserConstraintDecl',
};

function constraintTree(c: ConstraintRef): Tree {
  const name = c.name === undefined ? '' : ` Name<${c.name}>`;
  return tree(CONSTRAINTS[c.kind] + name, c.of && exprTree(c.of));
}

function statementTree(s: Stmt): Tree {
  switch (s.kind) {
    case 'let':
      return tree('LetStmt', variableTree(s.decl));
    case 'return':
      return tree('ReturnStmt', exprTree(s.value));
    case 'erase':
      return tree('EraseStmt', exprTree(s.op));
    case 'replace':
      return tree('ReplaceStmt', exprTree(s.op), heading('ReplValues', s.values.map(exprTree)));
    case 'rewrite':
      return tree('RewriteStmt', exprTree(s.op), body(s.body));
    case 'expr':
      return exprTree(s.value);
    default: {
      const never: never = s;
      return never;
    }
  }
}

function exprTree(e: Expr): Tree {
  const type = `Type<${typeText(e.type)}>`;
  switch (e.kind) {
    case 'ref':
      return tree(`DeclRefExpr ${type}`, e.decl && variableTree(e.decl));
    case 'var':
      return tree(`DeclRefExpr ${type}`, variableTree(e.decl));
    case 'attr':
      return tree(`AttributeExpr Value<"${e.text}">`);
    case 'type':
      return tree(`TypeExpr Value<"${e.text}">`);
    case 'op':
      return tree(
        `OperationExpr ${type}`,
        tree(`OpNameDecl${e.name ? ` Name<${e.name.text}>` : ''}`),
        heading('Operands', (e.operands ?? []).map(exprTree)),
        heading('Result Types', (e.results ?? []).map(exprTree)),
        heading(
          'Attributes',
          e.attributes.map((a) =>
            tree(`NamedAttributeDecl Name<${a.name.text}>`, a.value && exprTree(a.value)),
          ),
        ),
      );
    case 'call':
      return tree(
        `CallExpr ${type}${e.negated ? ' Negated' : ''}`,
        tree(`DeclRefExpr Name<${e.name.text}>`),
        heading('Arguments', e.args.map(exprTree)),
      );
    case 'member':
      return tree(`MemberAccessExpr Member<${e.member.text}> ${type}`, exprTree(e.base));
    case 'tuple':
      return tree(`TupleExpr ${type}`, ...e.elements.map((x) => exprTree(x.value)));
    default: {
      const never: never = e;
      return never;
    }
  }
}
