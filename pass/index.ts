export * from './pass.js';
export * from './pass-manager.js';
export * from './pipeline.js';
