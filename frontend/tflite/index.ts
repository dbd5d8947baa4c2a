// The .tflite front end's door.

export * from './import.js';
export * from './reader.js';
export type { Opcode, OptionsOf, OptionTable, TensorType } from './schema.js';
export { OPCODES, TENSOR_TYPES } from './schema.js';
