/**
 * Lists of uses are made when somebody asks for one. Text that is read, verified and printed again
 * needs none, and making them costs as much as the rest of the graph. Until then the operations of
 * a text hold their operands as plain values; the first question about a use, and the first change
 * of the graph, puts the operands of everything read so far into the lists, in the text's order.
 */
import type { Operation } from './operation.js';

/** Number of texts whose operands are in no list yet. */
export let pendingUses = 0;
let pending: WeakRef<Operation>[] = [];

/** Leaves the operands inside `root` out of the lists until `linkUses`. */
export function deferUses(root: Operation): void {
  // Those of texts that nobody holds any more are dropped now and then.
  if (pending.length > 64) pending = pending.filter((ref) => ref.deref() !== undefined);
  pending.push(new WeakRef(root));
  pendingUses = pending.length;
}

/** Puts all operands that are not yet into the lists of uses. */
export function linkUses(): void {
  const roots = pending;
  pending = [];
  pendingUses = 0;
  for (const root of roots) root.deref()?.walk((op) => op.linkOperands());
}
