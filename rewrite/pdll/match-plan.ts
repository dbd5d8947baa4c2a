/**
 * Puts the match graph of a pattern into an order: a program that starts at the root operation and
 * reaches every other operation through operands, or else as a user of a value. Checks of structure come first, native
 * constraints as soon as nothing of the structure is left to check.
 */
import type { DeriveStep, MatchStep, Slot } from '../table.js';
import {
  type GraphCall,
  type GraphNode,
  isRange,
  type MatchGraph,
  type NodeId,
} from './match-graph.js';
import { failAt } from './source.js';

export class MatchPlan {
  readonly steps: MatchStep[] = [];
  /** Slots of matched operations in the order of their discovery, the root first. */
  readonly ops: Slot[] = [];
  slots = 0;
  private readonly graph: MatchGraph;
  private readonly slotOf = new Map<NodeId, Slot>();
  private readonly queue: NodeId[] = [];
  /** Nodes met before they could be computed: compared at the end. */
  private readonly late: { readonly id: NodeId; readonly slot: Slot }[] = [];

  constructor(graph: MatchGraph, root: NodeId) {
    this.graph = graph;
    this.bind(root, this.slot(), false);
    this.drain();
    this.reachUsers();
    this.runBounds();
    this.runCalls();
    this.checkReached();
  }

  slot(): Slot {
    return this.slots++;
  }

  /** The slot of a node, computed by `emit`ted steps if need be; undefined when it is not bound. */
  get(id: NodeId, emit: (step: DeriveStep) => void): Slot | undefined {
    const known = this.slotOf.get(id);
    if (known !== undefined) return known;
    const step = this.derive(id, emit);
    if (!step) return undefined;
    emit(step);
    this.slotOf.set(id, step.to);
    return step.to;
  }

  private node(id: NodeId): GraphNode {
    return this.graph.nodes[id];
  }

  private derive(id: NodeId, emit: (step: DeriveStep) => void): DeriveStep | undefined {
    const node = this.node(id);
    switch (node.k) {
      case 'attr':
        return node.text === undefined
          ? undefined
          : { k: 'const-attr', text: node.text, to: this.slot() };
      case 'type':
        return node.text === undefined
          ? undefined
          : { k: 'const-type', text: node.text, to: this.slot() };
      case 'result': {
        const op = this.get(node.op, emit);
        return op === undefined
          ? undefined
          : { k: 'result', op, index: node.index, to: this.slot() };
      }
      case 'results': {
        const op = this.get(node.op, emit);
        if (op === undefined) return undefined;
        const { group, range } = node;
        if (group !== undefined) {
          return { k: 'member', op, of: 'result', name: group, range, to: this.slot() };
        }
        const to = this.slot();
        if (range) return { k: 'results', op, to };
        emit({ k: 'results', op, to });
        return { k: 'single', of: to, to: this.slot() };
      }
      case 'member': {
        const op = this.get(node.op, emit);
        if (op === undefined) return undefined;
        const { of, name, range } = node;
        return { k: 'member', op, of, name, range, to: this.slot() };
      }
      case 'list': {
        const of = node.of.map((n) => this.get(n, emit));
        if (of.includes(undefined)) return undefined;
        return { k: 'range', of: of as Slot[], to: this.slot() };
      }
      case 'op':
      case 'value':
      case 'call-result':
        return undefined;
      default: {
        const never: never = node;
        return never;
      }
    }
  }

  /** Says that `slot` holds the node. */
  private bind(id: NodeId, slot: Slot, slotIsRange: boolean): void {
    const node = this.node(id);
    const at = this.fit(slot, slotIsRange, isRange(node));
    const known = this.slotOf.get(id);
    if (known !== undefined) {
      if (known !== at) this.steps.push({ k: 'same', a: known, b: at });
      return;
    }
    this.slotOf.set(id, at);
    switch (node.k) {
      case 'op':
        this.queue.push(id);
        this.ops.push(at);
        break;
      case 'value':
        if (node.type !== undefined) this.bindType(node.type, at, node.range);
        break;
      case 'attr':
        if (node.text !== undefined) this.steps.push({ k: 'is-attr', attr: at, text: node.text });
        if (node.type !== undefined) {
          const to = this.slot();
          this.steps.push({ k: 'attr-type', attr: at, to });
          this.bind(node.type, to, false);
        }
        break;
      case 'type':
        if (node.text !== undefined) this.steps.push({ k: 'is-type', type: at, text: node.text });
        break;
      case 'result': {
        const to = this.slot();
        this.steps.push({ k: 'def', value: at, index: node.index, to });
        this.bind(node.op, to, false);
        break;
      }
      case 'results': {
        const to = this.slot();
        const { group } = node;
        this.steps.push({
          k: 'def-group',
          value: at,
          ...(group === undefined ? {} : { group }),
          to,
        });
        this.bind(node.op, to, false);
        break;
      }
      case 'member':
      case 'list':
      case 'call-result': {
        // Known from elsewhere: computed there, compared here.
        this.slotOf.delete(id);
        const own = this.get(id, (s) => this.steps.push(s));
        if (own === undefined) this.late.push({ id, slot: at });
        else this.steps.push({ k: 'same', a: own, b: at });
        break;
      }
      default: {
        const never: never = node;
        throw new Error(`no such node: ${never}`);
      }
    }
  }

  private bindType(type: NodeId, value: Slot, range: boolean): void {
    const to = this.slot();
    this.steps.push({ k: 'type-of', value, to });
    this.bind(type, to, range);
  }

  private fit(slot: Slot, from: boolean, to: boolean): Slot {
    if (from === to) return slot;
    const fitted = this.slot();
    this.steps.push(
      to ? { k: 'range', of: [slot], to: fitted } : { k: 'single', of: slot, to: fitted },
    );
    return fitted;
  }

  private drain(): void {
    for (let id = this.queue.shift(); id !== undefined; id = this.queue.shift()) {
      const node = this.node(id);
      if (node.k !== 'op') continue;
      const op = this.slotOf.get(id)!;
      if (node.name !== undefined && op !== 0) this.steps.push({ k: 'name', op, name: node.name });
      if (node.operands) this.group('operands', op, node.operands);
      if (node.types) this.group('types', op, node.types);
      for (const [name, attr] of node.attrs) {
        const to = this.slot();
        this.steps.push({ k: 'attr', op, name, to });
        this.bind(attr, to, false);
      }
    }
  }

  /** Operations that only their operands connect with what is matched: among the users of those. */
  private reachUsers(): void {
    for (;;) {
      const next = this.nextUser();
      if (!next) return;
      const to = this.slot();
      this.steps.push({ k: 'user', value: next.value, to });
      this.bind(next.op, to, false);
      this.drain();
    }
  }

  private nextUser(): { readonly op: NodeId; readonly value: Slot } | undefined {
    for (const [op, node] of this.graph.nodes.entries()) {
      if (node.k !== 'op' || this.slotOf.has(op)) continue;
      for (const operand of node.operands ?? []) {
        const value = this.get(operand, (s) => this.steps.push(s));
        if (value !== undefined) return { op, value };
      }
    }
    return undefined;
  }

  private group(k: 'operands' | 'types', op: Slot, nodes: readonly NodeId[]): void {
    const ranges = nodes.map((n) => isRange(this.node(n)));
    const to = nodes.map(() => this.slot());
    this.steps.push({ k, op, to, ranges });
    nodes.forEach((n, i) => {
      this.bind(n, to[i], ranges[i]);
    });
  }

  private runBounds(): void {
    for (const { of, attr, type, range } of this.graph.bounds) {
      const slot = this.get(of, (s) => this.steps.push(s));
      if (slot === undefined) failAt(this.node(of).span, 'this value is not bound by the match');
      if (!attr) this.bindType(type, slot, range);
      else {
        const to = this.slot();
        this.steps.push({ k: 'attr-type', attr: slot, to });
        this.bind(type, to, false);
      }
    }
  }

  private runCalls(): void {
    let waiting: readonly GraphCall[] = this.graph.calls;
    for (;;) {
      const left: GraphCall[] = [];
      for (const call of waiting) if (!this.runCall(call)) left.push(call);
      if (left.length === 0) break;
      if (left.length === waiting.length) {
        failAt(left[0].span, `an argument of \`${left[0].name}\` is not bound by the match`);
      }
      waiting = left;
    }
    for (const { id, slot } of this.late) {
      const own = this.get(id, (s) => this.steps.push(s));
      if (own === undefined) failAt(this.node(id).span, 'this value is not bound by the match');
      this.steps.push({ k: 'same', a: own, b: slot });
    }
  }

  private runCall(call: GraphCall): boolean {
    const pending: DeriveStep[] = [];
    const args = call.args.map((a) => this.get(a, (s) => pending.push(s)));
    this.steps.push(...pending);
    if (args.includes(undefined)) return false;
    const to = call.results.map(() => this.slot());
    const { name, negated } = call;
    this.steps.push({
      k: 'constraint',
      name,
      args: args as Slot[],
      to,
      ...(negated ? { negated } : {}),
    });
    call.results.forEach((r, i) => {
      this.slotOf.set(r, to[i]);
    });
    this.drain();
    return true;
  }

  private checkReached(): void {
    this.graph.nodes.forEach((node, id) => {
      if (node.k === 'op' && !this.slotOf.has(id)) {
        failAt(
          node.span,
          'this operation cannot be reached from the root of the pattern: no value connects the two',
        );
      }
    });
  }
}
