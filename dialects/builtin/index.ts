import { type BuiltinHooks, builtinDialect } from '../../generated/builtin.js';
import type { DialectDefinition, Fail, Operation } from '../../ir/index.js';
import { foldCast, verifyCast } from './cast.js';

export * from '../../generated/builtin.js';

/** What a module carries beside its own attributes is named after a dialect. */
function verifyModule(op: Operation, fail: Fail): void {
  for (const { name } of op.attributes) {
    if (name.includes('.') || op.def.inherentAttrs.has(name)) continue;
    fail(`can only contain attributes with dialect-prefixed names, found: '${name}'`);
  }
}

export const definition: DialectDefinition = {
  spec: builtinDialect,
  hooks: {
    module: { defaultDialect: 'builtin', verify: verifyModule },
    unrealized_conversion_cast: { fold: foldCast, verify: verifyCast },
  } satisfies BuiltinHooks,
};
