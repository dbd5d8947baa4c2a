// The PyTorch front end's door: TorchScript archives, exported programs, and files of weights.
export { OPERATORS } from './calls.js';
export { importExported } from './import-export.js';
export { importScript } from './import-script.js';
export { refuseWeights } from './import-weights.js';
export { readPickle } from './pickle.js';
export { parseScript } from './script-parser.js';
export { readSafetensors, readStateDict } from './tensors.js';
