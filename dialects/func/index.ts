import { type FuncHooks, funcDialect } from '../../generated/func.js';
import type { DialectDefinition } from '../../ir/index.js';
import { funcHooks } from './func-op.js';
import { callHooks, returnHooks } from './verify.js';

export * from '../../generated/func.js';
export { functionType } from './verify.js';

export const definition: DialectDefinition = {
  spec: funcDialect,
  hooks: { func: funcHooks, return: returnHooks, call: callHooks } satisfies FuncHooks,
};
