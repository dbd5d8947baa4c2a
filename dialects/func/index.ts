import { type FuncHooks, funcDialect } from '../../generated/func.js';
import { type DialectDefinition, FunctionType, SymbolRefAttr } from '../../ir/index.js';
import { callIndirectHooks } from './call-indirect.js';
import { funcHooks } from './func-op.js';
import { callHooks, constantHooks, returnHooks } from './verify.js';

export * from '../../generated/func.js';
export { functionType } from './verify.js';

export const definition: DialectDefinition = {
  spec: funcDialect,
  canonicalization: async () => (await import('./canonicalize.js')).patterns,
  materializeConstant(b, value, type) {
    if (!(value instanceof SymbolRefAttr && type instanceof FunctionType)) return undefined;
    const attributes = [{ name: 'value', value }];
    return b.create('func.constant', { attributes, resultTypes: [type] });
  },
  hooks: {
    call: {
      ...callHooks,
      callee: (op) => op.attr('callee') as SymbolRefAttr,
      callArguments: (op) => [0, op.numOperands],
    },
    call_indirect: callIndirectHooks,
    constant: constantHooks,
    func: {
      ...funcHooks,
      callableRegion: (op) => (op.region().isEmpty ? undefined : op.region()),
    },
    return: {
      ...returnHooks,
      inlined: {
        dialects: ['cf'],
        branch: (op, b, to) => void b.create('cf.br', { operands: op.operands, successors: [to] }),
      },
    },
  } satisfies FuncHooks & DialectDefinition['hooks'],
};
