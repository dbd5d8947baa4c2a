export { ImportError } from '../frontend/import-error.js';
export * from './compile.js';
export * from './host-kernels.js';
export * from './load.js';
export * from './passes.js';
