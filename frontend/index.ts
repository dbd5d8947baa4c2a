export { ImportError, type ImportedOperator } from './common/index.js';
