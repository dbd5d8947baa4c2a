export * from './fake-quantize.js';
export * from './losses.js';
export * from './tape.js';
export type { TapeTensor } from './tensor.js';
