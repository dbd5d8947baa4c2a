/** Turns the rewrite section of a pattern into steps over the slots of its match. */
import type { ResultTypes, RewriteStep, Slot } from '../table.js';
import type { CallableDecl, Expr, MemberExpr, OpExpr, Stmt, VariableDecl } from './ast.js';
import type { MatchGraph, MatchValue } from './match-graph.js';
import type { MatchPlan } from './match-plan.js';
import { findGroup, type SpecTable } from './op-shapes.js';
import { failAt, type Span } from './source.js';
import type { PdllType } from './types.js';

/** What an expression of a rewrite section means. */
type RewriteValue = Slot | { readonly tuple: readonly RewriteValue[] };

export class RewriteLowering {
  readonly steps: RewriteStep[] = [];
  private readonly graph: MatchGraph;
  private readonly plan: MatchPlan;
  private readonly specs: SpecTable;
  private env = new Map<VariableDecl, RewriteValue>();
  /** New operations whose types are those of what they replace. */
  private readonly replaces = new Map<OpExpr, ResultTypes>();

  constructor(graph: MatchGraph, plan: MatchPlan, specs: SpecTable) {
    this.graph = graph;
    this.plan = plan;
    this.specs = specs;
  }

  /** The rewrite statement that ends a pattern; `root` is the slot of the operation it names. */
  terminator(stmt: Stmt, root: Slot): void {
    if (stmt.kind === 'erase') this.steps.push({ k: 'erase', op: root });
    else if (stmt.kind === 'replace') this.replace(root, stmt.values);
    else if (stmt.kind === 'rewrite') this.block(stmt.body);
  }

  private block(body: readonly Stmt[]): void {
    this.findReplacements(body);
    for (const stmt of body) this.statement(stmt);
  }

  /** `let n = op<…>(…); … replace root with n;`: n has the result types of root. */
  private findReplacements(body: readonly Stmt[]): void {
    for (const stmt of body) {
      if (stmt.kind !== 'replace' || stmt.op.kind !== 'ref') continue;
      // Only what the match bound is at hand when the new operation is made.
      const bound = this.graph.lookup(stmt.op.decl!);
      if (typeof bound !== 'number') continue;
      const op = this.plan.get(bound, (s) => this.steps.push(s));
      if (op === undefined) continue;
      stmt.values.forEach((value, index) => {
        const made = value.kind === 'ref' ? value.decl?.init : value;
        if (made?.kind !== 'op' || made.results) return;
        this.replaces.set(made, replacedTypes(op, index, stmt.values.length));
      });
    }
  }

  private statement(stmt: Stmt): void {
    switch (stmt.kind) {
      case 'let': {
        const { decl } = stmt;
        const value = this.eval(decl.init!);
        this.env.set(decl, this.convert(value, decl.init!.type, decl.type));
        break;
      }
      case 'expr':
      case 'return':
        this.eval(stmt.value);
        break;
      case 'erase':
        this.steps.push({ k: 'erase', op: this.slot(stmt.op) });
        break;
      case 'replace':
        this.replace(this.slot(stmt.op), stmt.values);
        break;
      case 'rewrite':
        this.block(stmt.body);
        break;
      default: {
        const never: never = stmt;
        throw new Error(`no such statement: ${never}`);
      }
    }
  }

  private replace(op: Slot, values: readonly Expr[]): void {
    const slots = values.map((value, index) => {
      if (value.kind === 'op' && !value.results) {
        this.replaces.set(value, replacedTypes(op, index, values.length));
      }
      // Of several replacements an operation gives one value; alone it gives all of them.
      const range = values.length === 1;
      const v = this.eval(value);
      return this.single(
        this.convert(v, value.type, { kind: range ? 'value-range' : 'value' }),
        value.span,
      );
    });
    this.steps.push({ k: 'replace', op, values: slots });
  }

  private slot(e: Expr): Slot {
    return this.single(this.eval(e), e.span);
  }

  private single(value: RewriteValue, span: Span): Slot {
    if (typeof value !== 'number') failAt(span, 'expected a single value, not a tuple');
    return value;
  }

  private eval(e: Expr): RewriteValue {
    switch (e.kind) {
      case 'ref': {
        const own = this.env.get(e.decl!);
        return own === undefined ? this.matched(this.graph.lookup(e.decl!)!, e) : own;
      }
      case 'attr':
      case 'type': {
        const to = this.plan.slot();
        this.steps.push({ k: e.kind === 'attr' ? 'const-attr' : 'const-type', text: e.text, to });
        return to;
      }
      case 'op':
        return this.create(e);
      case 'call':
        return this.call(
          e.callee!,
          e.args.map((a, i) => this.convert(this.eval(a), a.type, e.callee!.params[i].type)),
          e.span,
        );
      case 'member':
        return this.member(e);
      case 'tuple':
        return { tuple: e.elements.map(({ value }) => this.eval(value)) };
      case 'var':
        throw new Error('an inline variable in a rewrite passed the checker');
      default: {
        const never: never = e;
        return never;
      }
    }
  }

  /** A value that the match section made. */
  private matched(value: MatchValue, e: Expr & { kind: 'ref' }): RewriteValue {
    if (typeof value !== 'number') return { tuple: value.tuple.map((v) => this.matched(v, e)) };
    const slot = this.plan.get(value, (s) => this.steps.push(s));
    if (slot === undefined) failAt(e.span, `\`${e.name}\` is not bound by the match`);
    return slot;
  }

  private convert(value: RewriteValue, from: PdllType, to: PdllType): RewriteValue {
    if (typeof value !== 'number') {
      if (to.kind === 'tuple') return value;
      const elements = from.kind === 'tuple' ? from.elements : [];
      const one: PdllType =
        to.kind === 'type-range' ? { kind: 'type-range' } : { kind: 'value-range' };
      const of = value.tuple.map((v, i) => this.convert(v, elements[i].type, one) as Slot);
      const slot = this.plan.slot();
      this.steps.push({ k: 'range', of, to: slot });
      return slot;
    }
    if (from.kind === 'op' && (to.kind === 'value' || to.kind === 'value-range')) {
      const all = this.plan.slot();
      this.steps.push({ k: 'results', op: value, to: all });
      return to.kind === 'value' ? this.only(all) : all;
    }
    if (
      (from.kind === 'value-range' && to.kind === 'value') ||
      (from.kind === 'type-range' && to.kind === 'type')
    ) {
      return this.only(value);
    }
    return value;
  }

  private only(range: Slot): Slot {
    const to = this.plan.slot();
    this.steps.push({ k: 'single', of: range, to });
    return to;
  }

  private create(e: OpExpr): Slot {
    const several = (e.operands?.length ?? 0) > 1;
    const operands = (e.operands ?? []).map((o) => {
      // An operation among several operands gives one value; alone it gives them all.
      const wanted: PdllType = { kind: several && o.type.kind === 'op' ? 'value' : 'value-range' };
      return this.convert(this.eval(o), o.type, wanted) as Slot;
    });
    const attrs = e.attributes.map(({ name, value }) => {
      if (value) return [name.text, this.slot(value)] as const;
      const to = this.plan.slot();
      this.steps.push({ k: 'const-attr', text: 'unit', to });
      return [name.text, to] as const;
    });
    const types: ResultTypes = e.results
      ? {
          from: 'slots',
          slots: e.results.map(
            (r) => this.convert(this.eval(r), r.type, { kind: 'type-range' }) as Slot,
          ),
        }
      : (this.replaces.get(e) ?? { from: 'spec' });
    const to = this.plan.slot();
    this.steps.push({ k: 'create', name: e.name!.text, operands, attrs, types, to });
    return to;
  }

  private call(callee: CallableDecl, args: readonly RewriteValue[], span: Span): RewriteValue {
    if (callee.body) return this.inline(callee, args);
    const to = callee.results.map(() => this.plan.slot());
    const flat = args.map((a) => this.single(a, span));
    this.steps.push({ k: 'call', name: callee.name.text, args: flat, to });
    return to.length === 1 ? to[0] : { tuple: to };
  }

  private inline(callee: CallableDecl, args: readonly RewriteValue[]): RewriteValue {
    // A body may be inlined several times: its variables are new each time.
    const outer = this.env;
    this.env = new Map(outer);
    callee.params.forEach((p, i) => {
      this.env.set(p, args[i]);
    });
    let value: RewriteValue = { tuple: [] };
    this.findReplacements(callee.body!);
    for (const stmt of callee.body!) {
      if (stmt.kind === 'return') {
        value = this.convert(this.eval(stmt.value), stmt.value.type, callee.resultType);
      } else this.statement(stmt);
    }
    this.env = outer;
    return value;
  }

  private member(e: MemberExpr): RewriteValue {
    const base = this.eval(e.base);
    const { text } = e.member;
    const { type } = e.base;
    const index = /^\d+$/.test(text) ? Number(text) : undefined;
    if (type.kind === 'tuple' && typeof base !== 'number') {
      return base.tuple[index ?? type.elements.findIndex((x) => x.name === text)];
    }
    const op = base as Slot;
    const to = this.plan.slot();
    const range = e.type.kind === 'value-range';
    const spec =
      type.kind === 'op' && type.name !== undefined ? this.specs.get(type.name) : undefined;
    if (index !== undefined && !range) {
      this.steps.push({ k: 'result', op, index, to });
    } else if (e.type.kind === 'attr') {
      this.steps.push({ k: 'member', op, of: 'attribute', name: text, range: false, to });
    } else {
      const group = index === undefined ? findGroup(spec!, text)! : spec!.results[index];
      const of = spec!.results.includes(group) ? 'result' : 'operand';
      this.steps.push({ k: 'member', op, of, name: group.name, range, to });
    }
    return to;
  }
}

function replacedTypes(op: Slot, index: number, count: number): ResultTypes {
  return count === 1 ? { from: 'replaced', op } : { from: 'replaced', op, index };
}
