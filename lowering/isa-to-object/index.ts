export { hostAttributes, objectToModule } from './from-object.js';
export { programOf } from './to-program.js';
