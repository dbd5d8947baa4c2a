export * from './call.js';
export { runHostKernel } from './npu.js';
export * from './run.js';
