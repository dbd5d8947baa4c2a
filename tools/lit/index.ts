export { ConfigReader, LitError } from './config.js';
export type { Toolbox } from './execute.js';
export { probeMachine } from './features.js';
export { ORDERS, type Order, ordered, remember, shardOf } from './order.js';
export { runAll, serveThread } from './pool.js';
export { isFailure, junitXml, resultText, summaryText, timesText } from './report.js';
export type { RunContext, TestResult } from './runner.js';
export { findTests } from './test-file.js';
