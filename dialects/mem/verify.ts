/**
 * Invariants of mem beyond the spec:
 * M1 an address is not negative; only on-chip buffers have one;
 * M2 a view has as many bytes as its source, in the same memory;
 * M3 a MAC block's buffers are pictures n, h, w, c; its output block lies inside the output, its
 *    channels inside the input;
 * M4 a copy's boxes lie inside their buffers, and `perm` is a permutation of the dimensions.
 */
import {
  type Fail,
  IntegerAttr,
  type MemRefType,
  type Operation,
  StringAttr,
  segments,
} from '../../ir/index.js';
import { arrayAttr, intAttr } from '../common/index.js';

/** The memory that a buffer lies in. */
export function spaceOf(type: MemRefType): string {
  return type.memorySpace instanceof StringAttr ? type.memorySpace.value : '';
}

/** M1. */
export function verifyBuffer(op: Operation, fail: Fail): void {
  const address = op.attr('address');
  const type = op.result().type as MemRefType;
  if (spaceOf(type) !== 'sram') fail(`lies in "${spaceOf(type)}", buffers lie in "sram" (M1)`);
  if (address instanceof IntegerAttr && address.value < 0n) {
    fail(`has the address ${address.value}, which is negative (M1)`);
  }
}

/** M2. */
export function verifyView(op: Operation, fail: Fail): void {
  const [from, to] = [op.operand(0).type as MemRefType, op.result().type as MemRefType];
  if (
    from.elementCount !== to.elementCount ||
    from.elementType !== to.elementType ||
    spaceOf(from) !== spaceOf(to)
  ) {
    fail(`reads ${from} as ${to}, which has other bytes (M2)`);
  }
}

function operandNamed(op: Operation, name: string): MemRefType | undefined {
  const { operands } = op.def.spec!;
  const groups = segments(op, operands, op.numOperands, 'operand');
  if (typeof groups === 'string') return undefined;
  const [start, end] = groups[operands.findIndex((o) => o.name === name)];
  return start < end ? (op.operand(start).type as MemRefType) : undefined;
}

/** M3. */
export function verifyMacBlock(op: Operation, fail: Fail): void {
  const [ifm, ofm] = [operandNamed(op, 'ifm'), operandNamed(op, 'ofm')];
  if (!ifm || !ofm) return;
  if (ifm.shape.length !== 4 || ofm.shape.length !== 4) {
    fail('works on pictures of four dimensions (n, h, w, c) (M3)');
    return;
  }
  const offset = arrayAttr(op, 'ofm_offset');
  const size = arrayAttr(op, 'ofm_size');
  if (offset.some((o, d) => o < 0 || size[d] < 1 || o + size[d] > ofm.shape[d])) {
    fail(`writes [${size}] at [${offset}], outside ${ofm} (M3)`);
  }
  const [n, , , c] = arrayAttr(op, 'ifm_offset');
  const channels = intAttr(op, 'ifm_channels');
  if (n < 0 || n >= ifm.shape[0] || c < 0 || channels < 1 || c + channels > ifm.shape[3]) {
    fail(`reads channels ${c} to ${c + channels - 1} of picture ${n}, outside ${ifm} (M3)`);
  }
}

/** M4. */
export function verifyCopy(op: Operation, fail: Fail): void {
  const [source, target] = [operandNamed(op, 'source')!, operandNamed(op, 'target')!];
  const [size, perm] = [arrayAttr(op, 'size'), arrayAttr(op, 'perm')];
  const [from, to] = [arrayAttr(op, 'source_offset'), arrayAttr(op, 'target_offset')];
  const rank = source.shape.length;
  const sorted = [...perm].sort((a, b) => a - b);
  if (
    size.length !== rank ||
    from.length !== rank ||
    perm.length !== rank ||
    sorted.some((p, i) => p !== i)
  ) {
    fail(
      `size, source_offset and perm need one entry for each of ${rank} dimensions, perm a permutation (M4)`,
    );
    return;
  }
  if (to.length !== target.shape.length || target.shape.length !== rank) {
    fail(
      `target_offset needs one entry for each of ${target.shape.length} dimensions, source and target the same rank (M4)`,
    );
    return;
  }
  if (size.some((s, d) => s < 1 || from[d] < 0 || from[d] + s > source.shape[d])) {
    fail(`reads [${size}] at [${from}], outside ${source} (M4)`);
  }
  if (perm.some((p, d) => to[d] < 0 || to[d] + size[p] > target.shape[d])) {
    fail(`writes at [${to}], outside ${target} (M4)`);
  }
}
