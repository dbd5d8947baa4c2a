export * from './phases.js';
export * from './reducer.js';
