export { ImportError } from './import-error.js';
