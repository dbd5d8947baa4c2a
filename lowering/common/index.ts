export * from './buffer-bytes.js';
export * from './collapse.js';
export * from './levels.js';
export * from './target-of.js';
