import { type CfHooks, cfDialect } from '../../generated/cf.js';
import {
  DenseArrayAttr,
  type DialectDefinition,
  IntegerAttr,
  type IntegerType,
  type Operation,
} from '../../ir/index.js';
import { caseValues, parseSwitch, printSwitch, sizesOf, switchOperands } from './switch.js';
import { verifySwitch } from './verify.js';

export * from '../../generated/cf.js';

/** Operands of the branch of a condition: the true ones stand behind it, then the false ones. */
function condOperands(op: Operation, index: number): readonly [number, number] {
  const [, yes = 0, no = 0] = sizesOf(op, 'operandSegmentSizes');
  return index === 0 ? [1, 1 + yes] : [1 + yes, 1 + yes + no];
}

export const definition: DialectDefinition = {
  spec: cfDialect,
  dependentDialects: ['arith'],
  canonicalization: async () => (await import('./canonicalize.js')).patterns,
  hooks: {
    br: {
      successorOperands: (op) => [0, op.numOperands],
      successorFor: (op) => op.successors[0],
    },
    cond_br: {
      successorOperands: condOperands,
      successorFor(op, [condition]) {
        if (!(condition instanceof IntegerAttr)) return undefined;
        return op.successors[condition.value !== 0n ? 0 : 1];
      },
    },
    switch: {
      parse: parseSwitch,
      print: printSwitch,
      verify: verifySwitch,
      successorOperands: switchOperands,
      resizeSuccessorOperands(op, index, size) {
        if (index === 0) return;
        const sizes = sizesOf(op, 'case_operand_segments').with(index - 1, size);
        op.setAttr('case_operand_segments', DenseArrayAttr.i32(sizes));
      },
      successorFor(op, [flag]) {
        if (!(flag instanceof IntegerAttr)) return undefined;
        const { width } = flag.type as IntegerType;
        const at = caseValues(op).indexOf(BigInt.asUintN(width, flag.value));
        return op.successors[at + 1];
      },
    },
  } satisfies CfHooks & DialectDefinition['hooks'],
};
