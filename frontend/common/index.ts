// What all front ends share: the graph that they build, its report, and constants found on demand.
export * from './constants.js';
export * from './graph-builder.js';
export * from './import-error.js';
export * from './report.js';
