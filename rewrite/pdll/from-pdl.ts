/** Patterns of the pdl dialect as a rule table: the same match graph that the rule language becomes. */
import {
  ArrayAttr,
  type Context,
  DiagnosticError,
  IntegerAttr,
  type Location,
  type Operation,
  StringAttr,
  segments,
  type Value,
} from '../../ir/index.js';
import type {
  NativeSignature,
  PatternData,
  ResultTypes,
  RewriteStep,
  RuleTable,
  Slot,
} from '../table.js';
import { type GraphNode, MatchGraph, type NodeId } from './match-graph.js';
import { MatchPlan } from './match-plan.js';
import type { Span } from './source.js';

/** The patterns inside `root`. Throws DiagnosticError for those that cannot be run. */
export function tableOfPdl(context: Context, root: Operation): RuleTable {
  const patterns: PatternData[] = [];
  const constraints = new Map<string, NativeSignature>();
  const rewrites = new Map<string, NativeSignature>();
  root.walk((op) => {
    if (op.name === 'pdl.pattern') patterns.push(new PatternReader(context, op).read());
    const into =
      op.name === 'pdl.apply_native_constraint'
        ? constraints
        : op.name === 'pdl.apply_native_rewrite' || (op.name === 'pdl.rewrite' && op.attr('name'))
          ? rewrites
          : undefined;
    if (!into) return;
    const name = stringOf(op, 'name')!;
    const args = op.operands.map((v) => String(v.type));
    into.set(name, { name, args, results: op.results.map((r) => String(r.type)) });
  });
  return {
    version: 1,
    source: root.loc.toString(),
    patterns,
    constraints: [...constraints.values()],
    rewrites: [...rewrites.values()],
  };
}

function stringOf(op: Operation, name: string): string | undefined {
  const attr = op.attr(name);
  return attr instanceof StringAttr ? attr.value : undefined;
}

function indexOf(op: Operation): number | undefined {
  const attr = op.attr('index');
  return attr instanceof IntegerAttr ? attr.number : undefined;
}

function groupsOf(op: Operation): readonly (readonly Value[])[] {
  const groups = segments(op, op.def.spec!.operands, op.numOperands, 'operand');
  return typeof groups === 'string' ? [] : groups.map((g) => op.operands.slice(...g));
}

/** The IR has no text of rules: what is wrong is told at the pattern. */
const NOWHERE: Span = { source: { file: '', text: '' }, start: 0, end: 0 };

type NewNode = GraphNode extends infer N ? (N extends GraphNode ? Omit<N, 'span'> : never) : never;

class PatternReader {
  private readonly context: Context;
  private readonly pattern: Operation;
  private readonly rewrite: Operation;
  private readonly graph = new MatchGraph(new Map());
  private readonly nodes = new Map<Value, NodeId>();
  private readonly slots = new Map<Value, Slot>();
  private readonly steps: RewriteStep[] = [];

  constructor(context: Context, pattern: Operation) {
    this.context = context;
    this.pattern = pattern;
    this.rewrite = pattern.region().front.ops.at(-1)!;
  }

  read(): PatternData {
    const { pattern, rewrite, graph, steps } = this;
    for (const op of pattern.region().front.ops) if (op !== rewrite) this.match(op);
    const [[root] = [], args = []] = groupsOf(rewrite);
    const start = root ? this.nodes.get(root)! : this.anyRoot();
    let plan: MatchPlan;
    try {
      plan = new MatchPlan(graph, start);
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      return this.fail(pattern.loc, error.diagnostic.message);
    }
    for (const [value, node] of this.nodes) {
      const slot = graph.nodes[node].k === 'op' ? plan.get(node, (s) => steps.push(s)) : undefined;
      if (slot !== undefined) this.slots.set(value, slot);
    }
    const external = stringOf(rewrite, 'name');
    if (external !== undefined) {
      const given = [...(root ? [0] : []), ...args.map((v) => this.slot(v, plan))];
      steps.push({ k: 'call', name: external, args: given, to: [] });
    } else for (const op of rewrite.region().front.ops) this.change(op, plan);
    const { name } = graph.nodes[start] as { readonly name: string | undefined };
    const benefit = pattern.attr('benefit');
    const at = pattern.loc.toString();
    return {
      name: stringOf(pattern, 'sym_name') ?? at,
      at,
      ...(name === undefined ? {} : { root: name }),
      benefit: benefit instanceof IntegerAttr ? benefit.number : 0,
      slots: plan.slots,
      matched: [...plan.ops].reverse(),
      match: plan.steps,
      rewrite: steps,
    };
  }

  private fail(loc: Location, message: string): never {
    throw new DiagnosticError(loc, message);
  }

  /** Where nothing is said: the operation that no other takes a result of, the last of several. */
  private anyRoot(): NodeId {
    const ops = this.pattern.region().front.ops.filter((op) => op.name === 'pdl.operation');
    const isTaken = (op: Operation) =>
      op
        .result()
        .users()
        .some((u) => u.name === 'pdl.result' || u.name === 'pdl.results');
    return this.nodes.get((ops.findLast((op) => !isTaken(op)) ?? ops[0]).result())!;
  }

  //===--------------------------------------------------------------------===//
  // The match part
  //===--------------------------------------------------------------------===//

  private node(value: Value): NodeId {
    return this.nodes.get(value)!;
  }

  private add(node: NewNode): NodeId {
    return this.graph.add({ ...node, span: NOWHERE } as GraphNode);
  }

  private match(op: Operation): void {
    if (op.name === 'pdl.apply_native_constraint') {
      const results = op.results.map((r) =>
        this.add({ k: 'call-result', range: String(r.type).startsWith('!pdl.range') }),
      );
      this.graph.calls.push({
        name: stringOf(op, 'name')!,
        args: op.operands.map((v) => this.node(v)),
        results,
        negated: (op.attr('isNegated') as IntegerAttr | undefined)?.value === 1n,
        span: NOWHERE,
      });
      op.results.forEach((r, i) => {
        this.nodes.set(r, results[i]);
      });
      return;
    }
    this.nodes.set(op.result(), this.add(this.matched(op)));
  }

  private matched(op: Operation): NewNode {
    const type = op.numOperands > 0 ? this.nodes.get(op.operand(0)) : undefined;
    switch (op.name) {
      case 'pdl.operand':
        return { k: 'value', range: false, type };
      case 'pdl.operands':
        return { k: 'value', range: true, type };
      case 'pdl.attribute':
        return { k: 'attr', text: op.attr('value')?.toString(), type };
      case 'pdl.type':
        return { k: 'type', range: false, text: op.attr('constantType')?.toString() };
      case 'pdl.types': {
        const types = op.attr('constantTypes');
        if (!(types instanceof ArrayAttr)) return { k: 'type', range: true, text: undefined };
        const of = types.elements.map((t) =>
          this.add({ k: 'type', range: false, text: t.toString() }),
        );
        return { k: 'list', of };
      }
      case 'pdl.result':
        return { k: 'result', op: this.node(op.operand(0)), index: indexOf(op)! };
      case 'pdl.results': {
        const range = String(op.result().type) !== '!pdl.value';
        return { k: 'results', op: this.node(op.operand(0)), group: this.group(op), range };
      }
      case 'pdl.operation': {
        const [operands, attributes, types] = groupsOf(op);
        const names = (op.attr('attributeValueNames') as ArrayAttr).elements;
        return {
          k: 'op',
          name: stringOf(op, 'opName'),
          operands: operands.map((v) => this.node(v)),
          attrs: attributes.map((v, i) => [(names[i] as StringAttr).value, this.node(v)]),
          types: types.map((v) => this.node(v)),
        };
      }
      default:
        return this.fail(op.loc, `'${op.name}' cannot stand in the match part of a pattern`);
    }
  }

  /** Name of the result group that `pdl.results` asks for; undefined: all results. */
  private group(op: Operation): string | undefined {
    const index = indexOf(op);
    if (index === undefined) return undefined;
    const name = stringOf(op.operand(0).definingOp!, 'opName');
    const spec = name === undefined ? undefined : this.context.op(name).spec;
    const results = spec?.results.map((r) => r.name);
    if (results?.[index]) return results[index];
    if (index === 0) return undefined;
    return this.fail(op.loc, `the results of '${name ?? 'any operation'}' have no group ${index}`);
  }

  //===--------------------------------------------------------------------===//
  // The rewrite
  //===--------------------------------------------------------------------===//

  private slot(value: Value, plan: MatchPlan): Slot {
    const own = this.slots.get(value);
    if (own !== undefined) return own;
    const node = this.nodes.get(value);
    const slot = node === undefined ? undefined : plan.get(node, (s) => this.steps.push(s));
    if (slot === undefined) {
      return this.fail(value.definingOp?.loc ?? this.pattern.loc, 'the match does not bind this');
    }
    this.slots.set(value, slot);
    return slot;
  }

  private change(op: Operation, plan: MatchPlan): void {
    const { steps } = this;
    const slot = (v: Value) => this.slot(v, plan);
    const made = (): Slot => {
      const to = plan.slot();
      this.slots.set(op.result(), to);
      return to;
    };
    switch (op.name) {
      case 'pdl.attribute':
        steps.push({ k: 'const-attr', text: op.attr('value')!.toString(), to: made() });
        break;
      case 'pdl.type':
        steps.push({ k: 'const-type', text: this.constantType(op), to: made() });
        break;
      case 'pdl.types': {
        const types = (op.attr('constantTypes') as ArrayAttr | undefined)?.elements ?? [];
        const of = types.map((t) => {
          const to = plan.slot();
          steps.push({ k: 'const-type', text: t.toString(), to });
          return to;
        });
        steps.push({ k: 'range', of, to: made() });
        break;
      }
      case 'pdl.range':
        steps.push({ k: 'range', of: op.operands.map(slot), to: made() });
        break;
      case 'pdl.result':
        steps.push({ k: 'result', op: slot(op.operand(0)), index: indexOf(op)!, to: made() });
        break;
      case 'pdl.results': {
        const name = this.group(op);
        const range = String(op.result().type) !== '!pdl.value';
        const of = slot(op.operand(0));
        if (name === undefined) steps.push({ k: 'results', op: of, to: made() });
        else steps.push({ k: 'member', op: of, of: 'result', name, range, to: made() });
        break;
      }
      case 'pdl.operation': {
        const [operands, attributes, types] = groupsOf(op);
        const names = (op.attr('attributeValueNames') as ArrayAttr).elements;
        const attrs = attributes.map((v, i) => [(names[i] as StringAttr).value, slot(v)] as const);
        const given = operands.map(slot);
        const results = this.resultTypes(op, types.map(slot), slot);
        const name = stringOf(op, 'opName')!;
        steps.push({ k: 'create', name, operands: given, attrs, types: results, to: made() });
        break;
      }
      case 'pdl.apply_native_rewrite': {
        const to = op.results.map((r) => {
          const own = plan.slot();
          this.slots.set(r, own);
          return own;
        });
        const name = stringOf(op, 'name')!;
        steps.push({ k: 'call', name, args: op.operands.map(slot), to });
        break;
      }
      case 'pdl.replace': {
        const [[old], by, values] = groupsOf(op);
        steps.push({ k: 'replace', op: slot(old), values: [...by, ...values].map(slot) });
        break;
      }
      case 'pdl.erase':
        steps.push({ k: 'erase', op: slot(op.operand(0)) });
        break;
      default:
        this.fail(op.loc, `'${op.name}' cannot stand in a rewrite`);
    }
  }

  private constantType(op: Operation): string {
    const type = op.attr('constantType');
    return type?.toString() ?? this.fail(op.loc, 'a type of a rewrite is a constant');
  }

  /** Given, or those of what the operation replaces, or what its spec says. */
  private resultTypes(
    op: Operation,
    types: readonly Slot[],
    slot: (v: Value) => Slot,
  ): ResultTypes {
    if (types.length > 0) return { from: 'slots', slots: types };
    const replaces = op
      .result()
      .users()
      .find((u) => u.name === 'pdl.replace' && u.operand(0) !== op.result());
    if (replaces && this.nodes.has(replaces.operand(0))) {
      return { from: 'replaced', op: slot(replaces.operand(0)) };
    }
    return { from: 'spec' };
  }
}
