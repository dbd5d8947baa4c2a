export { ImportError, type ImportedOperator } from '../frontend/index.js';
export * from './compile.js';
export * from './encode.js';
export * from './host-kernels.js';
export * from './load.js';
export * from './passes.js';
export * from './runnable.js';
export * from './text/index.js';
export * from './version/index.js';
