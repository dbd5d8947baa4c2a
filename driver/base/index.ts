// A door of its own beside `driver/index.ts`: what tools ask before they know whether they need the
// passes, targets and encoders that the driver strings together. npu-opt starts with this alone.
export * from './kind.js';
export * from './text.js';
export * from './version.js';
