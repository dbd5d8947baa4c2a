import {
  type SymbolPrivatizeOptions,
  symbolPrivatizePass,
} from '../../generated/transforms-passes.js';
import { isSymbol, StringAttr, symbolName } from '../../ir/index.js';
import type { Pass } from '../pass.js';

export const symbolPrivatize: Pass<SymbolPrivatizeOptions> = {
  ...symbolPrivatizePass,
  run(root, pass) {
    const excluded = new Set(pass.options.exclude);
    for (const region of root.regions) {
      for (const block of region.blocks) {
        for (let op = block.firstOp; op; op = op.next) {
          if (!isSymbol(op) || excluded.has(symbolName(op)!)) continue;
          op.setAttr('sym_visibility', StringAttr.get('private'));
        }
      }
    }
  },
};
