import type { IterationNode, Node } from 'ohm-js';
import type {
  CallableDecl,
  ConstraintRef,
  Decl,
  Expr,
  Ident,
  Include,
  Module,
  PatternDecl,
  Stmt,
  VariableDecl,
} from './ast.js';
import { GRAMMAR } from './grammar.js';
import { failAt, type Source, type Span } from './source.js';
import { blanksAt, splitDeclarations } from './split.js';
import { UNIT } from './types.js';

/** Reads one file of rules; throws DiagnosticError. */
export function parsePdll(source: Source): Module {
  const items = [...parseItems(source)];
  return { span: { source, start: 0, end: source.text.length }, items };
}

/** Reads one declaration after the other: an error in one is thrown when its turn comes. */
export function* parseItems(source: Source): IterableIterator<Include | Decl> {
  for (const [start, end] of splitDeclarations(source.text)) {
    current = source;
    offset = start;
    const match = GRAMMAR.match(source.text.slice(start, end));
    if (match.failed()) syntaxError(match as unknown as Failed);
    yield* semantics(match).items() as (Include | Decl)[];
  }
}

/** The source being read, and where the piece of it begins: Ohm's actions have no place for it. */
let current: Source = { file: '', text: '' };
let offset = 0;

/** Ohm's typings leave out what it documents for failed matches. */
interface Failed {
  getRightmostFailurePosition(): number;
  getRightmostFailures(): { toString(): string }[];
}

function syntaxError(match: Failed): never {
  const failed = offset + match.getRightmostFailurePosition();
  // What is missing at the end of a piece is missing before what follows.
  const at = failed + blanksAt(current.text, failed);
  const expected = new Set(
    match
      .getRightmostFailures()
      .map((f) => f.toString())
      .filter((text) => !text.startsWith('not ') && !/space|comment|letter|digit|alnum/.test(text)),
  );
  const rest = current.text.slice(at);
  const found = /^(\w+|\S)/.exec(rest)?.[0];
  const what = found === undefined ? 'the end of the file' : `'${found}'`;
  const list = [...expected].map((e) => e.replace(/^"(.*)"$/, "'$1'"));
  const span = { source: current, start: at, end: at };
  if (list.length === 0) failAt(span, `unexpected ${what}`);
  const last = list.pop();
  const wanted = `${list.length > 0 ? `${list.join(', ')} or ` : ''}${last}`;
  failAt(span, `expected ${wanted}, but found ${what}`);
}

const semantics = GRAMMAR.createSemantics();

function span(node: Node): Span {
  const { startIdx, endIdx } = node.source;
  return { source: current, start: offset + startIdx, end: offset + endIdx };
}

function ident(node: Node): Ident {
  return { text: node.sourceString, span: span(node) };
}

function list<T>(node: Node, attribute: string): T[] {
  return node.asIteration().children.map((c: Node) => c[attribute]() as T);
}

function maybe<T>(node: IterationNode | Node, attribute: string): T | undefined {
  return node.children[0]?.[attribute]();
}

/** The text of a string literal without its quotes and escapes. */
function unquote(text: string): string {
  return text.slice(1, -1).replace(/\\(?:([0-9a-fA-F]{2})|(.))/gs, (_, hex, c) => {
    if (hex) return String.fromCharCode(Number.parseInt(hex, 16));
    return c === 'n' ? '\n' : c === 't' ? '\t' : c;
  });
}

function variable(
  name: Ident,
  constraints: readonly ConstraintRef[],
  init: Expr | undefined,
  at: Span,
): VariableDecl {
  return { name, constraints, init, span: at, type: UNIT };
}

function operation(node: Node, name: Node, operands: Node, attributes: Node, results: Node): Expr {
  return {
    kind: 'op',
    name: maybe(name.children[1], 'ident'),
    operands: maybe(operands, 'exprs'),
    attributes: maybe(attributes, 'entries') ?? [],
    results: maybe(results, 'exprs'),
    matches: true,
    span: span(node),
    type: UNIT,
  };
}

semantics.addOperation<(Include | Decl)[]>('items', {
  Module: (items, _end) => items.children.map((i: Node) => i.item()),
});

semantics.addOperation<Include | PatternDecl | CallableDecl>('item', {
  Include(_include, path): Include {
    return { kind: 'include', path: unquote(path.sourceString), span: span(path) };
  },
  Pattern(_pattern, name, metadata, body): PatternDecl {
    const data: Metadata[] = maybe(metadata, 'metadata') ?? [];
    for (const what of ['benefit', 'recursion'] as const) {
      const again = data.filter((d) => d[what] !== undefined)[1];
      if (again) failAt(again.span, `the pattern has its ${what} already`);
    }
    return {
      kind: 'pattern',
      name: maybe(name, 'ident'),
      benefit: data.find((d) => d.benefit !== undefined)?.benefit,
      recursion: data.some((d) => d.recursion),
      body: body.statements(),
      span: span(this),
    };
  },
  Callable(keyword, name, _open, params, _close, results, body): CallableDecl {
    return {
      kind: keyword.sourceString === 'Rewrite' ? 'rewrite' : 'constraint',
      name: ident(name),
      params: list(params, 'variable'),
      results: maybe(results, 'variables') ?? [],
      ...body.callableBody(),
      span: span(this),
      resultType: UNIT,
    };
  },
});

semantics.addOperation<Ident>('ident', {
  PatternName: (name) => ident(name),
  Member: (_dot, member) => ident(member),
  opName(_first, _dots, _rest) {
    return ident(this);
  },
});

interface Metadata {
  readonly benefit?: number;
  readonly recursion?: boolean;
  readonly span: Span;
}

semantics.addOperation<Metadata[]>('metadata', {
  Metadata: (_with, items) => list(items, 'metadataItem'),
});

semantics.addOperation<Metadata>('metadataItem', {
  MetadataItem_benefit(_benefit, _open, n, _close) {
    const benefit = Number(n.sourceString);
    if (benefit > 0xffff)
      failAt(span(n), 'expected pattern benefit to fit within a 16-bit integer');
    return { benefit, span: span(this) };
  },
  MetadataItem_recursion(_recursion) {
    return { recursion: true, span: span(this) };
  },
});

semantics.addOperation<Stmt[]>('statements', {
  PatternBody_block: (_open, body, _close) => body.children.map((s: Node) => s.statement()),
  PatternBody_lambda: (_arrow, body) => [body.statement()],
});

semantics.addOperation<{ code?: string; body?: Stmt[] }>('callableBody', {
  CallableBody_external: (_semi) => ({ code: undefined, body: undefined }),
  CallableBody_code: (code, _semi) => ({ code: code.sourceString.slice(2, -2), body: undefined }),
  CallableBody_block: (_open, body, _close) => ({
    code: undefined,
    body: body.children.map((s: Node) => s.statement()),
  }),
  CallableBody_lambda: (_arrow, body) => ({ code: undefined, body: [body.statement()] }),
});

semantics.addOperation<VariableDecl>('variable', {
  Argument(name, _colon, constraints) {
    return variable(ident(name), constraints.constraints(), undefined, span(this));
  },
  Result_named(name, _colon, constraints) {
    return variable(ident(name), constraints.constraints(), undefined, span(this));
  },
  Result_plain(constraints) {
    const name = { text: '', span: span(this) };
    return variable(name, constraints.constraints(), undefined, span(this));
  },
});

const NAMED_RESULT = 'a single result has no name: `-> Attr`';

semantics.addOperation<VariableDecl[]>('variables', {
  Results: (_arrow, results) => results.variables(),
  ResultList(_open, results, _close) {
    const found: VariableDecl[] = list(results, 'variable');
    if (found.length === 1 && found[0].name.text !== '') {
      failAt(found[0].span, NAMED_RESULT);
    }
    return found;
  },
  Result(result) {
    const found: VariableDecl = result.variable();
    if (found.name.text !== '') failAt(found.span, NAMED_RESULT);
    return [found];
  },
});

semantics.addOperation<Stmt>('statement', {
  Let(_let, name, constraints, value, _semi) {
    const decl = variable(
      ident(name),
      maybe(constraints, 'constraints') ?? [],
      maybe(value, 'expr'),
      span(name),
    );
    return { kind: 'let', decl, span: span(this) };
  },
  Return(_return, value, _semi) {
    return { kind: 'return', value: value.expr(), span: span(this) };
  },
  Lambda_value(value, _semi) {
    return { kind: 'return', value: value.expr(), span: span(this) };
  },
  EraseOrReplace_erase(_erase, op, _semi) {
    return { kind: 'erase', op: op.expr(), span: span(this) };
  },
  EraseOrReplace_replace(_replace, op, _with, values, _semi) {
    return { kind: 'replace', op: op.expr(), values: values.exprs(), span: span(this) };
  },
  Rewrite(_rewrite, op, _with, _open, body, _close, _semi) {
    const statements = body.children.map((s: Node) => s.statement());
    return { kind: 'rewrite', op: op.expr(), body: statements, span: span(this) };
  },
  ExpressionStatement(value, _semi) {
    return { kind: 'expr', value: value.expr(), span: span(this) };
  },
});

semantics.addOperation<Expr[]>('exprs', {
  Replacement_list: (_open, values, _close) => list(values, 'expr'),
  Replacement_one: (value) => [value.expr()],
  Operands: (_open, values, _close) => list(values, 'expr'),
  OperationResults: (_arrow, _open, values, _close) => list(values, 'expr'),
});

semantics.addOperation<ConstraintRef[]>('constraints', {
  LetType: (_colon, constraints) => constraints.constraints(),
  ConstraintList_list: (_open, constraints, _close) => list(constraints, 'constraint'),
  ConstraintList_one: (constraint) => [constraint.constraint()],
});

function constraint(
  node: Node,
  kind: ConstraintRef['kind'],
  of: Expr | undefined = undefined,
  name: string | undefined = undefined,
): ConstraintRef {
  return { kind, name, of, span: span(node), callee: undefined };
}

semantics.addOperation<ConstraintRef>('constraint', {
  Constraint_attr(_attr, of) {
    return constraint(this, 'attr', maybe(of, 'expr'));
  },
  Constraint_type(_type) {
    return constraint(this, 'type');
  },
  Constraint_typeRange(_type) {
    return constraint(this, 'type-range');
  },
  Constraint_value(_value, of) {
    return constraint(this, 'value', maybe(of, 'expr'));
  },
  Constraint_valueRange(_value, of) {
    return constraint(this, 'value-range', maybe(of, 'expr'));
  },
  Constraint_op(_op, name) {
    return constraint(this, 'op', undefined, name.children[0]?.children[1].sourceString);
  },
  Constraint_user(name) {
    return constraint(this, 'user', undefined, name.sourceString);
  },
});

semantics.addOperation<Expr>('expr', {
  LetValue: (_equals, value) => value.expr(),
  Of: (_open, value, _close) => value.expr(),
  Expression(primary, members) {
    return members.children.reduce<Expr>(
      (base, member) => ({
        kind: 'member',
        base,
        member: member.ident(),
        span: { ...span(member), start: base.span.start },
        type: UNIT,
      }),
      primary.expr(),
    );
  },
  Primary_attr(_attr, _open, text, _close) {
    return { kind: 'attr', text: unquote(text.sourceString), span: span(this), type: UNIT };
  },
  Primary_type(_type, _open, text, _close) {
    return { kind: 'type', text: unquote(text.sourceString), span: span(this), type: UNIT };
  },
  Operation(_op, name, operands, attributes, results) {
    return operation(this, name, operands, attributes, results);
  },
  Primary_tuple(_open, elements, _close) {
    return { kind: 'tuple', elements: list(elements, 'element'), span: span(this), type: UNIT };
  },
  Primary_negated(_not, name, _open, args, _close) {
    return call(this, name, args, true);
  },
  Primary_call(name, args) {
    return call(this, name, args.children[1], false);
  },
  Primary_var(name, _colon, constraints) {
    const decl = variable(ident(name), constraints.constraints(), undefined, span(name));
    return { kind: 'var', decl, span: span(this), type: UNIT };
  },
  Primary_ref(name) {
    return { kind: 'ref', name: name.sourceString, span: span(this), type: UNIT, decl: undefined };
  },
});

function call(node: Node, name: Node, args: Node, negated: boolean): Expr {
  return {
    kind: 'call',
    name: ident(name),
    args: list(args, 'expr'),
    negated,
    span: span(node),
    type: UNIT,
    callee: undefined,
  };
}

semantics.addOperation<{ name: Ident | undefined; value: Expr }>('element', {
  TupleElement_named: (name, _equals, value) => ({ name: ident(name), value: value.expr() }),
  TupleElement_plain: (value) => ({ name: undefined, value: value.expr() }),
});

semantics.addOperation<object[]>('entries', {
  Attributes: (_open, entries, _close) => list(entries, 'entry'),
});

function attributeName(node: Node): Ident {
  const { text, span: at } = ident(node);
  return { text: text.startsWith('"') ? unquote(text) : text, span: at };
}

semantics.addOperation<{ name: Ident; value: Expr | undefined }>('entry', {
  AttributeEntry_value: (name, _equals, value) => ({
    name: attributeName(name),
    value: value.expr(),
  }),
  AttributeEntry_unit: (name) => ({ name: attributeName(name), value: undefined }),
});
