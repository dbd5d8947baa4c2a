/** Reference semantics of nn: one function an operator, by group. */
import type { Semantics } from '../call.js';
import { detection } from './detection.js';
import { elementwise } from './elementwise.js';
import { movement } from './movement.js';
import { recurrent } from './recurrent.js';
import { reduction } from './reduction.js';
import { signal } from './signal.js';
import { window } from './window.js';

export const nn: Record<string, Semantics> = {
  ...detection,
  ...elementwise,
  ...movement,
  ...recurrent,
  ...reduction,
  ...signal,
  ...window,
};
