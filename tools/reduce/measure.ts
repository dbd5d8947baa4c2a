import {
  ArrayAttr,
  type Attribute,
  type BlockArgument,
  DenseArrayAttr,
  DenseElementsAttr,
  DenseResourceAttr,
  DictionaryAttr,
  FloatAttr,
  IntegerAttr,
  type Operation,
  type Value,
} from '../../ir/index.js';
import { staticShape } from './reshape.js';

/** How large IR is: what counts most comes first. A reduction must make it smaller. */
export type Size = readonly number[];

/**
 * Operations, blocks, block arguments, operands and results, how far from the first argument operands
 * come, attributes, the dimensions of values, what the attributes hold, and how much of that is not
 * zero.
 */
export function sizeOf(root: Operation): Size {
  const size = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  root.walk((op) => {
    size[0]++;
    for (const region of op.regions) {
      size[1] += region.blocks.length;
      for (const block of region.blocks) {
        size[2] += block.args.length;
        for (const arg of block.args) size[6] += dimensions(arg);
      }
    }
    size[3] += op.numOperands + op.results.length;
    for (let i = 0; i < op.numOperands; i++) size[4] += distance(op.operand(i));
    size[5] += op.attributes.length;
    for (const result of op.results) size[6] += dimensions(result);
    for (const { value } of op.attributes) {
      size[7] += contentOf(value);
      size[8] += weightOf(value);
    }
  });
  return size;
}

/** Results are further away than any argument. */
function distance(value: Value): number {
  return value.definingOp ? 1 << 16 : (value as BlockArgument).index;
}

const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);

const dimensions = ({ type }: Value): number => sum(staticShape(type) ?? []);

/** Bytes of constants, with their dimensions, and characters of the rest. */
function contentOf(attr: Attribute): number {
  if (attr instanceof DenseElementsAttr || attr instanceof DenseResourceAttr) {
    return attr.bytes.length + sum(attr.type.shape ?? []);
  }
  if (attr instanceof ArrayAttr) return 1 + sum(attr.elements.map((e) => 1 + contentOf(e)));
  if (attr instanceof DictionaryAttr) {
    return 1 + sum(attr.entries.map(({ name, value }) => name.length + contentOf(value)));
  }
  return `${attr}`.length;
}

/** Zero is lightest, then one; of a constant its bytes count. */
function weightOf(attr: Attribute): number {
  if (attr instanceof IntegerAttr) return attr.value === 0n ? 0 : attr.value === 1n ? 1 : 2;
  if (attr instanceof FloatAttr) return attr.value === 0 ? 0 : 1;
  if (attr instanceof DenseArrayAttr) return attr.values.filter((v) => Number(v) !== 0).length;
  if (attr instanceof DenseElementsAttr || attr instanceof DenseResourceAttr) {
    return attr.bytes.reduce((n, byte) => n + Number(byte !== 0), 0);
  }
  if (attr instanceof ArrayAttr) return sum(attr.elements.map(weightOf));
  if (attr instanceof DictionaryAttr) return sum(attr.entries.map(({ value }) => weightOf(value)));
  return 0;
}

export function isSmaller(a: Size, b: Size): boolean {
  const at = a.findIndex((n, i) => n !== b[i]);
  return at >= 0 && a[at] < b[at];
}
