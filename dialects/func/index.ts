import { type FuncHooks, funcDialect } from '../../generated/func.js';
import type { DialectDefinition, SymbolRefAttr } from '../../ir/index.js';
import { funcHooks } from './func-op.js';
import { callHooks, returnHooks } from './verify.js';

export * from '../../generated/func.js';
export { functionType } from './verify.js';

export const definition: DialectDefinition = {
  spec: funcDialect,
  hooks: {
    func: { ...funcHooks, callableRegion: (op) => (op.region().isEmpty ? undefined : op.region()) },
    return: {
      ...returnHooks,
      inlined: {
        dialects: ['cf'],
        branch: (op, b, to) => void b.create('cf.br', { operands: op.operands, successors: [to] }),
      },
    },
    call: {
      ...callHooks,
      callee: (op) => op.attr('callee') as SymbolRefAttr,
      callArguments: (op) => [0, op.numOperands],
    },
  } satisfies FuncHooks & DialectDefinition['hooks'],
};
