export * from './analysis.js';
export * from './instrumentation.js';
export * from './options.js';
export * from './pass.js';
export * from './pass-manager.js';
export * from './pipeline.js';
export * from './pipeline-parser.js';
export * from './registry.js';
