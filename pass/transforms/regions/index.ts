import type { Operation } from '../../../ir/index.js';
import { eraseDeadValues } from './dead-values.js';
import { dropRedundantArguments, mergeIdenticalBlocks } from './merge-blocks.js';
import { eraseUnreachableBlocks } from './unreachable.js';

export { blocksInPostOrder, eraseUnreachableBlocks, walkRegions } from './unreachable.js';

/** Simplifies the regions inside `root`, as canonicalization does; true when something changed. */
export function simplifyRegions(root: Operation, level: 'normal' | 'aggressive'): boolean {
  let changed = eraseUnreachableBlocks(root) > 0;
  if (eraseDeadValues(root)) changed = true;
  if (level === 'normal') return changed;
  if (mergeIdenticalBlocks(root)) changed = true;
  if (dropRedundantArguments(root)) changed = true;
  return changed;
}
