export { hostAttributes, objectToModule, tensorTypeOf } from './from-object.js';
export { programOf } from './to-program.js';
