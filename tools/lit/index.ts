export { ConfigReader, LitError } from './config.js';
export type { Toolbox } from './execute.js';
export { type Machine, probeMachine } from './features.js';
export { type RunContext, runTest, type TestResult } from './runner.js';
export { findTests } from './test-file.js';
