// The TensorFlow front end's door: frozen graphs, and SavedModels with their variables.
export { cosines, melFilters } from './audio.js';
export { readTable } from './bundle.js';
export { importGraphDef, importSavedModel } from './import.js';
export { OPERATORS } from './walk.js';
