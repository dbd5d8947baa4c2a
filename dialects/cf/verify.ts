/**
 * Invariants of cf beyond the spec:
 * CF1 there are as many case values as case blocks;
 * CF2 case values have the type of the flag;
 * CF3 there is a group of operands for each case block.
 */
import { DenseElementsAttr, type Fail, type Operation } from '../../ir/index.js';
import { sizesOf } from './switch.js';

export function verifySwitch(op: Operation, fail: Fail): void {
  const cases = op.successors.length - 1;
  const segments = sizesOf(op, 'case_operand_segments');
  const sum = segments.reduce((a, b) => a + b, 0);
  const attr = op.attr('case_values');
  if (attr instanceof DenseElementsAttr) {
    const element = attr.type.elementType;
    if (element !== op.operand(0).type) {
      fail(
        `'flag' type ('${op.operand(0).type}') should match case value type ('${element}') (CF2)`,
      );
    }
    if (attr.type.elementCount !== cases) {
      fail(
        `number of case values (${attr.type.elementCount}) should match number of case destinations (${cases}) (CF1)`,
      );
    }
  } else if (cases > 0) {
    fail(`has ${cases} case destinations and no case values (CF1)`);
  }
  const given = sizesOf(op, 'operandSegmentSizes')[2] ?? 0;
  if (segments.length !== cases || sum !== given) {
    fail(
      `has groups of ${segments.join(', ') || 'no'} operands for ${cases} case destinations with ${given} operands (CF3)`,
    );
  }
}
