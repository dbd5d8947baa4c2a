export * from './call.js';
export * from './run.js';
