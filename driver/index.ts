export { ImportError } from '../frontend/index.js';
export * from './compile.js';
export * from './host-kernels.js';
export * from './load.js';
export * from './passes.js';
