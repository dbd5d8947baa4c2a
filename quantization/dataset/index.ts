export * from './cifar10.js';
export * from './idx.js';
export * from './input.js';
export * from './source.js';
