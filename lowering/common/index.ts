export * from './target-of.js';
