export { ImportError, type ImportedOperator } from '../frontend/index.js';
export * from './base/index.js';
export * from './compile.js';
export * from './encode.js';
export * from './evaluate.js';
export * from './host-kernels.js';
export * from './load.js';
export * from './passes/index.js';
export * from './run/index.js';
