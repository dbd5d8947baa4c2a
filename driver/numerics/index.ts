// Whether passes and rules keep what a program computes: it runs before and after on random inputs.
export { NumericsCheck, type NumericsOptions } from './check.js';
