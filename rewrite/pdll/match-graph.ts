/**
 * The match section of a pattern as a graph, the shape of MLIR's PDL dialect: operations with the
 * values, types and attributes around them, and calls of native constraints. Where a name stands
 * in two places, both mean one node. Constraints written in PDLL are inlined.
 */
import type {
  CallableDecl,
  CallExpr,
  Expr,
  MemberExpr,
  OpExpr,
  Stmt,
  VariableDecl,
} from './ast.js';
import { findGroup, hasOneResult, type SpecTable } from './op-shapes.js';
import { failAt, type Span } from './source.js';
import type { PdllType } from './types.js';

export type NodeId = number;

export type GraphNode = { readonly span: Span } & (
  | {
      readonly k: 'op';
      readonly name: string | undefined;
      readonly operands: readonly NodeId[] | undefined;
      readonly attrs: readonly (readonly [name: string, value: NodeId])[];
      readonly types: readonly NodeId[] | undefined;
    }
  | { readonly k: 'value'; readonly range: boolean; type: NodeId | undefined }
  | { readonly k: 'type'; readonly range: boolean; readonly text: string | undefined }
  | { readonly k: 'attr'; readonly text: string | undefined; type: NodeId | undefined }
  | { readonly k: 'result'; readonly op: NodeId; readonly index: number }
  /** The results of a group, or all; `range: false`: there must be one. */
  | {
      readonly k: 'results';
      readonly op: NodeId;
      readonly group: string | undefined;
      readonly range: boolean;
    }
  | {
      readonly k: 'member';
      readonly op: NodeId;
      readonly of: 'operand' | 'attribute';
      readonly name: string;
      readonly range: boolean;
    }
  | { readonly k: 'list'; readonly of: readonly NodeId[] }
  | { readonly k: 'call-result'; readonly range: boolean }
);

export interface GraphCall {
  readonly name: string;
  readonly args: readonly NodeId[];
  readonly results: readonly NodeId[];
  readonly negated: boolean;
  readonly span: Span;
}

export interface TypeBound {
  readonly of: NodeId;
  readonly attr: boolean;
  readonly type: NodeId;
  readonly range: boolean;
}

/** What an expression of a match section means. */
export type MatchValue = NodeId | { readonly tuple: readonly MatchValue[] };

export function isRange(node: GraphNode): boolean {
  return node.k === 'list' || ('range' in node && node.range);
}

export class MatchGraph {
  readonly nodes: GraphNode[] = [];
  readonly calls: GraphCall[] = [];
  /** Types that are demanded of nodes which come from elsewhere. */
  readonly bounds: TypeBound[] = [];
  private readonly specs: SpecTable;
  private env = new Map<VariableDecl, MatchValue>();

  constructor(specs: SpecTable) {
    this.specs = specs;
  }

  /** The meaning of a variable of the match section. */
  lookup(decl: VariableDecl): MatchValue | undefined {
    return this.env.get(decl);
  }

  statement(stmt: Stmt): void {
    if (stmt.kind === 'let') this.declare(stmt.decl);
    else if (stmt.kind === 'expr') this.eval(stmt.value);
  }

  eval(e: Expr): MatchValue {
    switch (e.kind) {
      case 'ref':
        return this.env.get(e.decl!)!;
      case 'var':
        return this.declare(e.decl);
      case 'attr':
        return this.add({ k: 'attr', text: e.text, type: undefined, span: e.span });
      case 'type':
        return this.add({ k: 'type', range: false, text: e.text, span: e.span });
      case 'op':
        return this.operation(e);
      case 'call':
        return this.call(e);
      case 'member':
        return this.member(e);
      case 'tuple':
        return { tuple: e.elements.map(({ value }) => this.eval(value)) };
      default: {
        const never: never = e;
        return never;
      }
    }
  }

  /** An expression as one node of the wanted type. */
  node(e: Expr, wanted: PdllType): NodeId {
    return this.convert(this.eval(e), e.type, wanted, e.span);
  }

  add(node: GraphNode): NodeId {
    this.nodes.push(node);
    return this.nodes.length - 1;
  }

  private fresh(type: PdllType, span: Span): MatchValue {
    switch (type.kind) {
      case 'attr':
        return this.add({ k: 'attr', text: undefined, type: undefined, span });
      case 'type':
      case 'type-range':
        return this.add({ k: 'type', range: type.kind === 'type-range', text: undefined, span });
      case 'value':
      case 'value-range':
        return this.add({ k: 'value', range: type.kind === 'value-range', type: undefined, span });
      case 'op':
        return this.add({
          k: 'op',
          name: type.name,
          operands: undefined,
          attrs: [],
          types: undefined,
          span,
        });
      case 'tuple':
        return { tuple: type.elements.map((e) => this.fresh(e.type, span)) };
      default: {
        const never: never = type;
        return never;
      }
    }
  }

  private declare(decl: VariableDecl): MatchValue {
    const { init, type, span } = decl;
    const value = init
      ? type.kind === 'tuple'
        ? this.eval(init)
        : this.node(init, type)
      : this.fresh(type, span);
    if (type.kind === 'op' && typeof value === 'number') this.name(value, type.name);
    this.env.set(decl, value);
    this.constrain(decl, value);
    return value;
  }

  /** An operation of any name is one of this name after all. */
  private name(op: NodeId, name: string | undefined): void {
    const node = this.nodes[op];
    if (node.k === 'op' && node.name === undefined && name !== undefined) {
      this.nodes[op] = { ...node, name };
    }
  }

  /** `Value<t>`, `Attr<t>` and user constraints on a variable. */
  private constrain(decl: VariableDecl, value: MatchValue): void {
    if (typeof value !== 'number') return;
    for (const c of decl.constraints) {
      if (c.of) {
        const node = this.nodes[value];
        const range = c.kind === 'value-range';
        const type = this.node(c.of, { kind: range ? 'type-range' : 'type' });
        if ((node.k === 'value' || node.k === 'attr') && node.type === undefined) node.type = type;
        else this.bounds.push({ of: value, attr: c.kind === 'attr', type, range });
      }
      if (c.callee) {
        const arg = this.convert(value, decl.type, c.callee.params[0].type, c.span);
        this.apply(c.callee, [arg], false, c.span);
      }
    }
  }

  private convert(value: MatchValue, from: PdllType, to: PdllType, span: Span): NodeId {
    if (typeof value !== 'number') {
      const elements = from.kind === 'tuple' ? from.elements : [];
      const of = value.tuple.map((v, i) =>
        this.convert(v, elements[i].type, elements[i].type, span),
      );
      return this.add({ k: 'list', of, span });
    }
    if (from.kind === 'op' && (to.kind === 'value' || to.kind === 'value-range')) {
      return this.results(value, from, to.kind === 'value-range', span);
    }
    return value;
  }

  private results(op: NodeId, type: PdllType, range: boolean, span: Span): NodeId {
    const single = hasOneResult(type.kind === 'op' ? type.name : undefined, this.specs);
    return this.add({ k: 'results', op, group: undefined, range: range && !single, span });
  }

  private operation(e: OpExpr): NodeId {
    const single = (e.operands?.length ?? 0) > 1;
    const operands = e.operands?.map((o) => {
      // An operation among several operands gives one value; alone it gives them all.
      const wanted: PdllType =
        o.type.kind === 'op' && single ? { kind: 'value' } : { kind: 'value-range' };
      return this.node(o, wanted);
    });
    const attrs = e.attributes.map(({ name, value }) => {
      const node = value
        ? this.node(value, { kind: 'attr' })
        : this.add({ k: 'attr', text: 'unit', type: undefined, span: name.span });
      return [name.text, node] as const;
    });
    const types = e.results?.map((r) => this.node(r, { kind: 'type-range' }));
    return this.add({ k: 'op', name: e.name?.text, operands, attrs, types, span: e.span });
  }

  private call(e: CallExpr): MatchValue {
    const callee = e.callee!;
    const args = e.args.map((a, i) => {
      const { type } = callee.params[i];
      return type.kind === 'tuple' ? this.eval(a) : this.node(a, type);
    });
    return this.apply(callee, args, e.negated, e.span);
  }

  private apply(
    callee: CallableDecl,
    args: readonly MatchValue[],
    negated: boolean,
    span: Span,
  ): MatchValue {
    if (callee.body) return this.inline(callee, args);
    const results = callee.results.map((r) =>
      this.add({
        k: 'call-result',
        range: r.type.kind === 'value-range' || r.type.kind === 'type-range',
        span,
      }),
    );
    const flat = args.map((a) => {
      if (typeof a !== 'number') failAt(span, 'a native constraint takes no tuples');
      return a;
    });
    this.calls.push({ name: callee.name.text, args: flat, results, negated, span });
    return results.length === 1 ? results[0] : { tuple: results };
  }

  private inline(callee: CallableDecl, args: readonly MatchValue[]): MatchValue {
    // A body may be inlined several times: its variables are new each time.
    const outer = this.env;
    this.env = new Map(outer);
    callee.params.forEach((p, i) => {
      this.env.set(p, args[i]);
      this.constrain(p, args[i]);
    });
    let value: MatchValue = { tuple: [] };
    for (const stmt of callee.body!) {
      if (stmt.kind === 'return') {
        const wanted = callee.resultType;
        value = wanted.kind === 'tuple' ? this.eval(stmt.value) : this.node(stmt.value, wanted);
      } else this.statement(stmt);
    }
    this.env = outer;
    return value;
  }

  private member(e: MemberExpr): MatchValue {
    const base = this.eval(e.base);
    const { text } = e.member;
    const { type } = e.base;
    if (type.kind === 'tuple' && typeof base !== 'number') {
      const at = /^\d+$/.test(text)
        ? Number(text)
        : type.elements.findIndex((x) => x.name === text);
      return base.tuple[at];
    }
    const op = base as NodeId;
    const spec =
      type.kind === 'op' && type.name !== undefined ? this.specs.get(type.name) : undefined;
    const { span } = e;
    if (/^\d+$/.test(text)) {
      const index = Number(text);
      if (e.type.kind === 'value') return this.add({ k: 'result', op, index, span });
      return this.add({ k: 'results', op, group: spec!.results[index].name, range: true, span });
    }
    if (e.type.kind === 'attr') {
      return this.add({ k: 'member', op, of: 'attribute', name: text, range: false, span });
    }
    const range = e.type.kind === 'value-range';
    const group = findGroup(spec!, text)!;
    if (spec!.results.includes(group))
      return this.add({ k: 'results', op, group: text, range, span });
    return this.add({ k: 'member', op, of: 'operand', name: text, range, span });
  }
}
