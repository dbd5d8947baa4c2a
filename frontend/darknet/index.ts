// The Darknet front end's door: .cfg (text) with .weights.
export { readCfg, type Section } from './cfg.js';
export { importDarknet } from './import.js';
export { OPERATORS } from './operators.js';
export { WeightStream } from './weights.js';
