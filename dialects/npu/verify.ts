/**
 * Invariants of npu beyond the spec and the shared shape rules (C1 …):
 * N1 multipliers and shifts have one entry, or one for each output channel, and equally many;
 * N2 act_min is at most act_max, and both are int8;
 * N3 a unary table has 256 int8 entries; a softmax table 256 int32 ones;
 * N4 the filter of a convolution has all channels of the picture: there are no groups.
 */
import type { Fail, Operation, RankedTensorType } from '../../ir/index.js';
import { arrayAttr, intAttr, isElements, verifySameShape } from '../common/index.js';

type Verify = (op: Operation, fail: Fail) => void;

/** N4 on top of the shape rule of a convolution. */
export function verifyUngrouped(shapes: Verify): Verify {
  return (op, fail) => {
    shapes(op, fail);
    const [ifm, filter] = [op.operand(0), op.operand(1)].map(
      (v) => (v.type as RankedTensorType).shape,
    );
    if (ifm.at(-1) !== filter.at(-1)) {
      fail(
        `the filter must have the ${ifm.at(-1)} channels of the picture, not ${filter.at(-1)} (N4)`,
      );
    }
  };
}

/** N1, N2, N3 on top of an operator's shape rule. */
export function verifyMac(shapes: Verify): Verify {
  return (op, fail) => {
    shapes(op, fail);
    const channels = (op.result().type as RankedTensorType).shape.at(-1)!;
    const [multipliers, shifts] = [arrayAttr(op, 'multipliers'), arrayAttr(op, 'shifts')];
    if (
      multipliers.length !== shifts.length ||
      (multipliers.length !== 1 && multipliers.length !== channels)
    ) {
      fail(
        `needs one multiplier and one shift, or ${channels} of each, not ${multipliers.length} and ${shifts.length} (N1)`,
      );
    }
    const [min, max] = [intAttr(op, 'act_min'), intAttr(op, 'act_max')];
    if (min > max || min < -128 || max > 127)
      fail(`clamps to ${min}…${max}, which is no range of int8 (N2)`);
    if (op.attr('lut')) verifyTable(op, 'lut', 'i8', fail);
  };
}

function verifyTable(op: Operation, name: string, element: string, fail: Fail): void {
  const attr = op.attr(name);
  const type = isElements(attr) ? attr.type : undefined;
  if (!type || type.elementType.toString() !== element || type.elementCount !== 256) {
    fail(`'${name}' must hold 256 elements of ${element} (N3)`);
  }
}

export const verifyLut: Verify = (op, fail) => {
  verifySameShape(op, fail);
  verifyTable(op, 'table', 'i8', fail);
};

export const verifySoftmaxTable: Verify = (op, fail) => {
  verifySameShape(op, fail);
  verifyTable(op, 'table', 'i32', fail);
};
