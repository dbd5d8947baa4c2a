// What all front ends share: the graph that they build, its report, constants found on demand, and
// checked readers of the containers that several formats are made of.
export * from './bytes.js';
export * from './channels-first.js';
export * from './constants.js';
export * from './front-end.js';
export * from './graph-builder.js';
export * from './import-error.js';
export * from './inflate.js';
export * from './json.js';
export * from './net.js';
export * from './report.js';
export * from './table.js';
export * from './weights.js';
export * from './yolo.js';
export * from './zip.js';
