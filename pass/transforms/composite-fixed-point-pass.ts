import {
  type CompositeFixedPointPassOptions,
  compositeFixedPointPassPass,
} from '../../generated/transforms-passes.js';
import { printToBytes } from '../../ir/index.js';
import type { Pass } from '../pass.js';

export const compositeFixedPointPass: Pass<CompositeFixedPointPassOptions> = {
  ...compositeFixedPointPassPass,
  async run(op, pass) {
    const { name, pipeline: text, maxIterations } = pass.options;
    const { elements } = await pass.parsePipeline(text);
    const pipeline = { anchor: op.name, elements };
    let before = printToBytes(op, { debugInfo: true });
    for (let i = 0; i < maxIterations; i++) {
      if (!(await pass.runPipeline(pipeline, op))) {
        pass.error(op.loc, `the pipeline of '${name}' failed`);
        return;
      }
      const after = printToBytes(op, { debugInfo: true });
      if (before.equals(after)) return;
      before = after;
    }
    const message = `'${name}' did not come to a fixed point in ${maxIterations} iterations`;
    pass.context.emit({ severity: 'warning', loc: op.loc, message, notes: [] });
  },
};
