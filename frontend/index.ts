export { ImportError, type ImportedOperator } from './import-error.js';
