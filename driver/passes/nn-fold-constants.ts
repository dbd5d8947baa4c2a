import { constantValue, type Elements } from '../../dialects/common/index.js';
import { nnFoldConstantsPass } from '../../generated/lowering-passes.js';
import { OpBuilder, type Operation, RankedTensorType } from '../../ir/index.js';
import type { Pass } from '../../pass/index.js';
import { evaluateOp } from '../evaluate.js';

/** A result may be this much larger than all that it is made of; beyond it stays computed. */
const MAX_GROWTH = 4;
const SMALL = 1 << 16;

const countOf = (elements: Elements) => elements.type.elementCount;

/** The operands, where all are constant and folding does not make the program larger. */
function constantOperands(op: Operation): Elements[] | undefined {
  if (op.def.dialect !== 'nn' || op.numOperands === 0 || op.regions.length > 0) return undefined;
  if (!op.hasTrait('Pure') || op.hasTrait('ConstantLike')) return undefined;
  const operands = op.operands.map(constantValue);
  if (operands.some((o) => o === undefined)) return undefined;
  const given = (operands as Elements[]).reduce((sum, o) => sum + countOf(o), 0);
  const made = op.resultTypes.reduce(
    (sum, type) =>
      sum +
      (type instanceof RankedTensorType && type.hasStaticShape ? type.elementCount : Infinity),
    0,
  );
  return made <= Math.max(SMALL, MAX_GROWTH * given) ? (operands as Elements[]) : undefined;
}

/** nn operations on constants become constants, by their reference semantics. */
export const nnFoldConstants: Pass = {
  ...nnFoldConstantsPass,
  run(root, pass) {
    const { context } = pass;
    root.walk((op) => {
      const operands = constantOperands(op);
      if (!operands) return;
      const results = evaluateOp(op, operands);
      const builder = OpBuilder.before(context, op);
      op.results.forEach((result, i) => {
        const made = builder.create('nn.constant', {
          attributes: [{ name: 'value', value: results[i] }],
          resultTypes: [result.type],
          loc: op.loc,
        });
        result.replaceAllUsesWith(made.result());
      });
      const makers = op.operands.map((v) => v.definingOp!);
      op.erase();
      for (const maker of new Set(makers)) if (!maker.result().hasUses) maker.erase();
      pass.count('num-folded');
    });
  },
};
