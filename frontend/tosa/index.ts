// The TOSA front end's door: MLIR text in upstream's tosa dialect.
export { importTosa } from './import.js';
export { OPERATORS } from './operators.js';
