export * from './actions.js';
export * from './ir-printing.js';
export * from './remarks.js';
export * from './reproducer.js';
export * from './statistics.js';
export * from './timing.js';
