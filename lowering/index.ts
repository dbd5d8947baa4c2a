export { hostAttributes, objectToModule, programOf, tensorTypeOf } from './isa-to-object/index.js';
export { registerLowerings } from './passes/index.js';
