import type { Operation } from '../../../ir/index.js';
import { eraseDead } from './dead-values.js';
import { dropRedundantArguments, mergeIdenticalBlocks } from './merge-blocks.js';

export { blocksInPostOrder, eraseUnreachableBlocks, walkRegions } from './unreachable.js';

/**
 * Simplifies the regions inside `root`, as canonicalization does; true when something changed. Those of
 * isolated operations for which `isNew` is false are known to be simple.
 */
export function simplifyRegions(
  root: Operation,
  level: 'normal' | 'aggressive',
  isNew: (isolated: Operation) => boolean,
): boolean {
  let changed = eraseDead(root, isNew);
  if (level === 'normal') return changed;
  if (mergeIdenticalBlocks(root)) changed = true;
  if (dropRedundantArguments(root)) changed = true;
  return changed;
}
