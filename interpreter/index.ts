export * from './call.js';
export { runHostKernel } from './npu.js';
export type { Program } from './program.js';
export * from './run.js';
export { type Observer, runTensorOp } from './tensor-ops.js';
