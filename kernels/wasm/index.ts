// The assembler alone, for a tool that needs a loop of its own and none of the kernels.

export * from './assembler.js';
