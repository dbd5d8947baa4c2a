// A door of its own beside `driver/index.ts`: an object runs without the compiler.
export * from './module.js';
export * from './object.js';
export type * from './runnable.js';
