// The .onnx front end's door.
export * from './import.js';
export { OPERATORS } from './operators/index.js';
export * from './reader.js';
export type * from './schema.js';
export { elementTypeOf, type ReadExternal, tensorBytes, tensorTypeOf } from './tensors.js';
export { OnnxError } from './wire.js';
