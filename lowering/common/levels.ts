/** What may appear at each level, as data; checked after the stage that reaches it. */
import type { Location, Operation } from '../../ir/index.js';
import { checkLegality, type LegalitySpec } from '../../rewrite/index.js';

const SHELL = ['builtin.module', 'func.func', 'func.return'];

/** State between runs is the same at every level that works on tensors. */
const STATE = ['nn.variable', 'nn.read_variable', 'nn.assign_variable'];

export const NPU_LEVEL: LegalitySpec = {
  name: 'npu',
  legalDialects: ['npu'],
  legalOps: [...SHELL, ...STATE],
  illegalDialects: ['qnn', 'nn'],
};

export const MEM_LEVEL: LegalitySpec = { name: 'mem', legalDialects: ['mem'], legalOps: SHELL };

export const ISA_LEVEL: LegalitySpec = { name: 'isa', legalDialects: ['isa'], legalOps: SHELL };

/**
 * Reports the first operation that a level does not allow, with `remedy` behind it; true when there
 * is none.
 */
export function isAtLevel(
  module: Operation,
  level: LegalitySpec,
  error: (loc: Location, message: string) => void,
  remedy = '',
): boolean {
  const [wrong] = checkLegality(module, level);
  if (wrong) error(wrong.loc, wrong.message + remedy);
  return wrong === undefined;
}
