/** The checked syntax tree as text: the shape of `mlir-pdll -x=ast`, without addresses. */
import type {
  CallableDecl,
  ConstraintRef,
  Decl,
  Expr,
  OpExpr,
  PatternDecl,
  Stmt,
  VariableDecl,
} from './ast.js';
import { type PdllType, TYPE_RANGE, typeText, VALUE, VALUE_RANGE } from './types.js';

interface Tree {
  readonly label: string;
  readonly groups: readonly Group[];
}

/** Children that share a heading (`Operands`), or stand first without one. */
interface Group {
  readonly heading: string | undefined;
  readonly items: readonly Tree[];
}

export function printAst(decls: readonly Decl[]): string {
  let text = '';
  const branches = (items: readonly Tree[], indent: string) => {
    items.forEach((item, i) => {
      const last = i === items.length - 1;
      write(item, `${indent}${last ? '`-' : '|-'}`, `${indent}${last ? '  ' : '| '}`);
    });
  };
  const write = ({ label, groups }: Tree, before: string, indent: string) => {
    text += `${before}${label}\n`;
    for (const { heading, items } of groups) {
      if (heading === undefined) branches(items, indent);
      else {
        text += `${indent}\`${heading}\`\n`;
        branches(items, `${indent}  `);
      }
    }
  };
  const items = decls.map((d) => (d.kind === 'pattern' ? patternTree(d) : callableTree(d)));
  write(tree('Module', ...items), '-', ' ');
  return text;
}

/** Children come first, then the groups with headings. */
function tree(label: string, ...children: (Tree | Group | undefined)[]): Tree {
  const plain = children.filter((c): c is Tree => c !== undefined && 'label' in c);
  const headed = children.filter((c): c is Group => c !== undefined && 'items' in c);
  return { label, groups: [{ heading: undefined, items: plain }, ...headed] };
}

function heading(name: string, items: readonly Tree[]): Group | undefined {
  return items.length === 0 ? undefined : { heading: name, items };
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
  // Line ends in foreign code are shown as the reference shows them.
  const code = c.code === undefined ? '' : ` Code<${c.code.replaceAll('\n', '\\0A')}>`;
  const inputs = heading('Inputs', c.params.map(variableTree));
  const results = heading('Results', c.results.map(variableTree));
  const groups: (Group | undefined)[] = [inputs, results];
  if (c.body) groups.push({ heading: undefined, items: [body(c.body, c.resultType)] });
  return {
    label: `${kind} Name<${c.name.text}> ResultType<${typeText(c.resultType)}>${code}`,
    groups: groups.filter((g) => g !== undefined),
  };
}

/** `returns`: of a body that gives something. */
function body(stmts: readonly Stmt[], returns?: PdllType): Tree {
  return tree('CompoundStmt', ...stmts.map((s) => statementTree(s, returns)));
}

function variableTree(v: VariableDecl): Tree {
  return tree(
    `VariableDecl Name<${v.name.text}> Type<${typeText(v.type)}>`,
    v.init && convertedTree(v.init, v.type),
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
  if (c.callee) return callableTree(c.callee);
  if (c.kind === 'op') return tree(CONSTRAINTS.op, opName(c.name));
  return tree(CONSTRAINTS[c.kind], c.of && exprTree(c.of));
}

function statementTree(s: Stmt, returns?: PdllType): Tree {
  switch (s.kind) {
    case 'let':
      return tree('LetStmt', variableTree(s.decl));
    case 'return':
      return tree('ReturnStmt', returns ? convertedTree(s.value, returns) : exprTree(s.value));
    case 'erase':
      return tree('EraseStmt', exprTree(s.op));
    case 'replace':
      return tree(
        'ReplaceStmt',
        exprTree(s.op),
        heading(
          'ReplValues',
          // One operation takes the place as a whole; of several each gives its results.
          s.values.map(s.values.length > 1 ? (v) => convertedTree(v, VALUE_RANGE) : exprTree),
        ),
      );
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
      return operationTree(e);
    case 'call': {
      const { callee, args } = e;
      const kind = callee?.kind === 'rewrite' ? 'Rewrite' : 'Constraint';
      return tree(
        `CallExpr ${type}${e.negated ? ' Negated' : ''}`,
        tree(`DeclRefExpr Type<${kind}>`, callee && callableTree(callee)),
        heading(
          'Arguments',
          args.map((a, i) => convertedTree(a, callee!.params[i].type)),
        ),
      );
    }
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

const opName = (name: string | undefined): Tree =>
  tree(`OpNameDecl${name === undefined ? '' : ` Name<${name}>`}`);

function operationTree(e: OpExpr): Tree {
  const { name, operands, results, attributes } = e;
  // What a match does not list is there as a nameless range.
  const any = (type: 'Value' | 'Type') =>
    e.matches
      ? [
          tree(
            `DeclRefExpr Type<${type}Range>`,
            tree(
              `VariableDecl Name<_> Type<${type}Range>`,
              heading('Constraints', [tree(`${type}RangeConstraintDecl`)]),
            ),
          ),
        ]
      : [];
  return tree(
    `OperationExpr Type<${typeText(e.type)}>`,
    opName(name?.text),
    heading('Operands', operands?.map((o) => convertedTree(o, VALUE_RANGE)) ?? any('Value')),
    heading('Result Types', results?.map((r) => convertedTree(r, TYPE_RANGE)) ?? any('Type')),
    heading(
      'Attributes',
      attributes.map((a) =>
        tree(
          `NamedAttributeDecl Name<${a.name.text}>`,
          a.value ? exprTree(a.value) : tree('AttributeExpr Value<"unit">'),
        ),
      ),
    ),
  );
}

/** An operation where values are expected means its results; a tuple may become a range. */
function convertedTree(e: Expr, to: PdllType): Tree {
  if (e.type.kind === 'op' && to.kind !== 'op') {
    const type = to.kind === 'value-range' && e.type.single ? VALUE : to;
    return tree(`MemberAccessExpr Member<$results> Type<${typeText(type)}>`, exprTree(e));
  }
  if (e.type.kind !== 'tuple') return exprTree(e);
  const made = to.kind === 'tuple' ? withOperations(to, e.type) : to;
  if (typeText(e.type) === typeText(made)) return exprTree(e);
  const kind = to.kind === 'tuple' ? 'TupleExpr' : 'RangeExpr';
  const parts = e.type.elements.map(({ type }, i) => {
    const part = tree(`MemberAccessExpr Member<${i}> Type<${typeText(type)}>`, exprTree(e));
    const wanted = to.kind === 'tuple' ? to.elements[i].type : type;
    if (type.kind !== 'op' || wanted.kind === 'op') return part;
    return tree(`MemberAccessExpr Member<$results> Type<${typeText(wanted)}>`, part);
  });
  return tree(`${kind} Type<${typeText(made)}>`, ...parts);
}

type TupleType = Extract<PdllType, { kind: 'tuple' }>;

/** The type with the operations that are there, where it asks for any. */
function withOperations(to: TupleType, from: TupleType): TupleType {
  const elements = to.elements.map(({ name, type }, i) => {
    const given = from.elements[i].type;
    return { name, type: type.kind === 'op' && given.kind === 'op' ? given : type };
  });
  return { kind: 'tuple', elements };
}
