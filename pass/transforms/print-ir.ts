import { type PrintIROptions, printIrPass } from '../../generated/transforms-passes.js';
import { printOperation } from '../../ir/index.js';
import type { Pass } from '../pass.js';

export const printIr: Pass<PrintIROptions> = {
  ...printIrPass,
  run(root, pass) {
    const { label } = pass.options;
    pass.print(
      `// -----// IR Dump${label === '' ? '' : ` ${label}`} //----- //\n${printOperation(root)}\n`,
    );
    pass.preserveAll();
  },
};
