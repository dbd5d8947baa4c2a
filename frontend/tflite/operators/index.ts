/**
 * The operator table of the TFLite front end: one row an operator, saying what it becomes. The rows
 * stand in one file a group; `custom.ts` has those of custom operators, by their names.
 */
import type { TfliteOperator } from '../index.js';
import type { Row, Rows } from './common.js';
import { custom } from './custom.js';
import { elementwise } from './elementwise.js';
import { movement } from './movement.js';
import { reduction } from './reduction.js';
import { state } from './state.js';
import { window } from './window.js';

export type { Row, Source, Variable } from './common.js';

export const OPERATORS: Rows = { ...elementwise, ...movement, ...reduction, ...state, ...window };

/** The row of an operator; a custom one has it by its name. */
export const rowOf = (op: TfliteOperator): Row | undefined =>
  op.opcode === 'CUSTOM'
    ? custom.get(op.customName ?? '')
    : (OPERATORS[op.opcode] as Row | undefined);
