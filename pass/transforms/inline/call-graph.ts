import {
  type Operation,
  type Region,
  SymbolRefAttr,
  type SymbolTables,
} from '../../../ir/index.js';

/** A body that can be called, or `undefined` for whatever the graph does not know. */
export class CallNode {
  readonly region: Region | undefined;
  /** What it calls and what it contains, each once, in order. */
  readonly calls = new Set<CallNode>();
  readonly children = new Set<CallNode>();

  constructor(region: Region | undefined) {
    this.region = region;
  }

  get op(): Operation {
    return this.region!.parent!;
  }
}

/** Who calls whom below an operation. */
export class CallGraph {
  /** Calls every body that stands in no other, as code outside may. */
  private readonly outside = new CallNode(undefined);
  /** Is called where the callee is not known, or has no body. */
  readonly unknown = new CallNode(undefined);
  private readonly nodes = new Map<Region, CallNode>();
  private readonly symbols: SymbolTables;

  constructor(root: Operation, symbols: SymbolTables) {
    this.symbols = symbols;
    this.collect(root, undefined);
    this.connect(root, undefined);
  }

  get all(): IterableIterator<CallNode> {
    return this.nodes.values();
  }

  node(region: Region): CallNode | undefined {
    return this.nodes.get(region);
  }

  /** The body that a call runs. */
  target(call: Operation): CallNode {
    const callee = call.def.hooks.callee!(call);
    const op =
      callee instanceof SymbolRefAttr ? this.symbols.lookup(call, callee) : callee?.definingOp;
    const region = op?.def.hooks.callableRegion?.(op);
    return (region && this.nodes.get(region)) ?? this.unknown;
  }

  private collect(op: Operation, parent: CallNode | undefined): void {
    if (op.def.hooks.callee) return;
    let inner = parent;
    if (op.def.hooks.callableRegion) {
      const region = op.def.hooks.callableRegion(op);
      if (!region) return;
      inner = new CallNode(region);
      this.nodes.set(region, inner);
      (parent ? parent.children : this.outside.calls).add(inner);
    }
    forEachInside(op, (o) => this.collect(o, inner));
  }

  private connect(op: Operation, parent: CallNode | undefined): void {
    if (op.def.hooks.callee) {
      parent?.calls.add(this.target(op));
      return;
    }
    let inner = parent;
    if (op.def.hooks.callableRegion) {
      const region = op.def.hooks.callableRegion(op);
      if (!region) return;
      inner = this.nodes.get(region);
    }
    forEachInside(op, (o) => this.connect(o, inner));
  }

  /** Strongly connected components, callees before callers (Tarjan). */
  components(): CallNode[][] {
    const found: CallNode[][] = [];
    const numbers = new Map<CallNode, number>();
    const open: CallNode[] = [];
    const stack: { node: CallNode; next: CallNode[]; at: number; low: number }[] = [];
    const enter = (node: CallNode) => {
      numbers.set(node, numbers.size + 1);
      open.push(node);
      stack.push({ node, next: [...node.children, ...node.calls], at: 0, low: numbers.size });
    };
    enter(this.outside);
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      if (top.at < top.next.length) {
        const next = top.next[top.at++];
        const number = numbers.get(next);
        if (number === undefined) enter(next);
        else top.low = Math.min(top.low, number);
        continue;
      }
      stack.pop();
      if (stack.length > 0) {
        const below = stack[stack.length - 1];
        below.low = Math.min(below.low, top.low);
      }
      if (top.low !== numbers.get(top.node)) continue;
      const component: CallNode[] = [];
      for (let node: CallNode | undefined; node !== top.node; ) {
        node = open.pop()!;
        numbers.set(node, Number.POSITIVE_INFINITY);
        component.push(node);
      }
      found.push(component.filter((n) => n.region !== undefined));
    }
    return found;
  }
}

export function forEachInside(op: Operation, visit: (op: Operation) => void): void {
  for (const region of op.regions) {
    for (const block of region.blocks) {
      for (let inner = block.firstOp; inner; inner = inner.next) visit(inner);
    }
  }
}
