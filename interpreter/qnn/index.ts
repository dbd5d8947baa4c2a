/** Reference semantics of qnn: TensorFlow Lite's integer arithmetic, one function an operator. */
import type { Semantics } from '../call.js';
import { elementwise } from './elementwise.js';
import { movement } from './movement.js';
import { recurrent } from './recurrent.js';
import { reduction } from './reduction.js';
import { window } from './window.js';

export { pairOf } from './common.js';
export { convStage, fullyConnectedStage } from './window.js';

export const qnn: Readonly<Record<string, Semantics>> = {
  ...elementwise,
  ...movement,
  ...recurrent,
  ...reduction,
  ...window,
};
