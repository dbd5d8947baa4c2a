export * from './access.js';
export * from './check.js';
export * from './cost.js';
export * from './encoding.js';
export * from './nearest.js';
export * from './program.js';
export * from './target.js';
export * from './weights.js';
