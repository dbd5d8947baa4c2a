import {
  type BlockArgument,
  DenseElementsAttr,
  type Operation,
  type Value,
} from '../../ir/index.js';

/** How large IR is: what counts most comes first. A reduction must make it smaller. */
export type Size = readonly number[];

/**
 * Operations, blocks, block arguments, operands and results, how far from the first argument operands
 * come, attributes, what the attributes hold.
 */
export function sizeOf(root: Operation): Size {
  const size = [0, 0, 0, 0, 0, 0, 0];
  root.walk((op) => {
    size[0]++;
    for (const region of op.regions) {
      size[1] += region.blocks.length;
      for (const block of region.blocks) size[2] += block.args.length;
    }
    size[3] += op.numOperands + op.results.length;
    for (let i = 0; i < op.numOperands; i++) size[4] += distance(op.operand(i));
    size[5] += op.attributes.length;
    for (const { value } of op.attributes) {
      size[6] += value instanceof DenseElementsAttr ? value.bytes.length : `${value}`.length;
    }
  });
  return size;
}

/** Results are further away than any argument. */
function distance(value: Value): number {
  return value.definingOp ? 1 << 16 : (value as BlockArgument).index;
}

export function isSmaller(a: Size, b: Size): boolean {
  const at = a.findIndex((n, i) => n !== b[i]);
  return at >= 0 && a[at] < b[at];
}
