import {
  isSymbol,
  type Operation,
  type SymbolRefAttr,
  type SymbolTables,
  symbolRefs,
  symbolVisibility,
} from '../../../ir/index.js';
import { isPure } from '../../../rewrite/index.js';
import { type CallGraph, type CallNode, forEachInside } from './call-graph.js';

/** References of one body: by its own operation's attributes, and by operations inside. */
interface Uses {
  readonly own: Set<CallNode>;
  readonly inner: Map<CallNode, number>;
}

/**
 * How often each body that may be dropped is referred to, so that the last call can take the body
 * itself and a body that nothing calls can go. Counts follow the inlining without looking again at
 * what did not change.
 */
export class NodeUses {
  /** References to the bodies that may go when there are none. */
  private readonly counts = new Map<CallNode, number>();
  private readonly uses = new Map<CallNode, Uses>();
  private readonly graph: CallGraph;
  private readonly symbols: SymbolTables;

  constructor(root: Operation, graph: CallGraph, symbols: SymbolTables) {
    this.graph = graph;
    this.symbols = symbols;
    const alwaysLive = new Set<CallNode>();
    this.findDroppable(root, root.parentOp === undefined, alwaysLive);
    for (const node of alwaysLive) this.counts.delete(node);
    for (const node of graph.all) this.recompute(node);
  }

  private findDroppable(table: Operation, allVisible: boolean, alwaysLive: Set<CallNode>): void {
    if (!table.def.isSymbolTable) return;
    forEachInside(table, (op) => {
      const region = op.def.hooks.callableRegion?.(op);
      const node = region && this.graph.node(region);
      if (node) {
        const visibility = symbolVisibility(op);
        const canGo = visibility === 'private' || (visibility === 'nested' && allVisible);
        if (isSymbol(op) && canGo) this.counts.set(node, 0);
        return;
      }
      if (op.def.isSymbolTable) {
        this.findDroppable(
          op,
          allVisible || (isSymbol(op) && symbolVisibility(op) === 'private'),
          alwaysLive,
        );
      } else {
        this.forEachReference(op, (target) => alwaysLive.add(target));
      }
    });
  }

  /** Visits the bodies that attributes of `op` and of all inside it name. */
  private forEachReference(
    root: Operation,
    visit: (node: CallNode, user: Operation) => void,
  ): void {
    const resolved = new Map<SymbolRefAttr, CallNode | undefined>();
    root.walk((op) => {
      for (const { value } of op.attributes) {
        for (const ref of symbolRefs(value)) {
          if (!resolved.has(ref)) resolved.set(ref, this.nodeOf(root, ref));
          const node = resolved.get(ref);
          if (node) visit(node, op);
        }
      }
    });
  }

  private nodeOf(from: Operation, ref: SymbolRefAttr): CallNode | undefined {
    const op = this.symbols.lookup(from.parentOp ?? from, ref);
    const region = op?.def.hooks.callableRegion?.(op);
    return region && this.graph.node(region);
  }

  private add(node: CallNode, by: number): void {
    const count = this.counts.get(node);
    if (count !== undefined) this.counts.set(node, count + by);
  }

  private drop({ own, inner }: Uses): void {
    for (const node of own) this.add(node, -1);
    for (const [node, count] of inner) this.add(node, -count);
  }

  /** After a body was simplified. */
  recompute(node: CallNode): void {
    const old = this.uses.get(node);
    if (old) this.drop(old);
    const uses: Uses = { own: new Set(), inner: new Map() };
    this.uses.set(node, uses);
    const { op } = node;
    this.forEachReference(op, (target, user) => {
      if (!this.counts.has(target)) return;
      if (user !== op) uses.inner.set(target, (uses.inner.get(target) ?? 0) + 1);
      else if (uses.own.has(target)) return;
      else uses.own.add(target);
      this.add(target, 1);
    });
  }

  /** A call inside `node` goes. */
  dropCall(node: CallNode, call: Operation): void {
    const { inner } = this.uses.get(node)!;
    this.forEachReference(call, (target) => {
      const count = inner.get(target);
      if (count === undefined) return;
      inner.set(target, count - 1);
      this.add(target, -1);
    });
  }

  /** What `callee` refers to `caller` refers to as well, now that it has a copy of it. */
  merge(callee: CallNode, caller: CallNode): void {
    const into = this.uses.get(caller)!.inner;
    for (const [target, count] of this.uses.get(callee)!.inner) {
      into.set(target, (into.get(target) ?? 0) + count);
      this.add(target, count);
    }
  }

  /** A body goes, with all that it refers to. */
  erase(node: CallNode): void {
    for (const child of node.children) this.erase(child);
    this.drop(this.uses.get(node)!);
    this.uses.delete(node);
    this.counts.delete(node);
  }

  isDead(node: CallNode): boolean {
    const { op } = node;
    if (isSymbol(op)) return this.counts.get(node) === 0;
    return isPure(op) && !op.results.some((r) => r.hasUses);
  }

  hasOneUse(node: CallNode): boolean {
    const { op } = node;
    if (isSymbol(op)) return this.counts.get(node) === 1;
    return isPure(op) && op.results.length === 1 && op.result().hasOneUse;
  }
}
