// The Keras front end's door: .h5 of model.save, and .keras archives.
export { importH5, importKeras } from './import.js';
export { readH5, readKeras } from './model.js';
export { OPERATORS } from './operators.js';
