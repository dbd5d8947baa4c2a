// The ncnn front end's door: .param (text) with .bin.
export { BinStream } from './bin.js';
export { importNcnn } from './import.js';
export { OPERATORS } from './operators.js';
export { type NcnnLayer, readParam } from './param.js';
