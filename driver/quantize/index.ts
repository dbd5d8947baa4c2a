// A door of its own beside `driver/index.ts`: what quantizes, trains and measures networks.
export * from './evaluate.js';
export * from './float-graph.js';
export * from './network.js';
export { type PtqOptions, quantizeModule } from './ptq.js';
export * from './qat.js';
export * from './sensitivity.js';
