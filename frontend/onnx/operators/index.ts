/** The operator table of the ONNX front end: domain, then operator. */
import { control } from './control.js';
import { elementwise } from './elementwise.js';
import { loss } from './loss.js';
import { movement } from './movement.js';
import { picture } from './picture.js';
import { product } from './product.js';
import { quantization } from './quantization.js';
import { recurrent } from './recurrent.js';
import { reduction } from './reduction.js';
import type { Rows } from './row.js';
import { window } from './window.js';

export const OPERATORS: Readonly<Record<string, Rows | undefined>> = {
  '': {
    ...control,
    ...elementwise,
    ...loss,
    ...movement,
    ...picture,
    ...product,
    ...quantization,
    ...recurrent,
    ...reduction,
    ...window,
  },
};
