/** What may appear at each level, as data; checked after the stage that reaches it. */
import type { LegalitySpec } from '../../rewrite/index.js';

const SHELL = ['builtin.module', 'func.func', 'func.return'];

export const NPU_LEVEL: LegalitySpec = {
  name: 'npu',
  legalDialects: ['npu'],
  legalOps: SHELL,
  illegalDialects: ['qnn', 'nn'],
};

export const MEM_LEVEL: LegalitySpec = { name: 'mem', legalDialects: ['mem'], legalOps: SHELL };

export const ISA_LEVEL: LegalitySpec = { name: 'isa', legalDialects: ['isa'], legalOps: SHELL };
