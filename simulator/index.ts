export * from './board.js';
export { SimulatorFault } from './fault.js';
export type { BoundBy, OpReport, Report } from './report.js';
export type { Step } from './steps.js';
export type { Span, Stage, Timing } from './timing/index.js';
export { type TraceEvent, traceEvents } from './trace.js';
