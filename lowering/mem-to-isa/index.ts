export { memToIsa } from './mem-to-isa.js';
export { memSynchronize } from './synchronize.js';
