import { MESSAGES, type OnnxModel, type OnnxTensor } from './schema.js';
import { OnnxError, WireReader } from './wire.js';

/**
 * Whether bytes may be an .onnx model: its first fields are the version of the format, and then one
 * of those that a model has.
 */
export function looksLikeOnnx(bytes: Uint8Array): boolean {
  // Field 1, a varint: 1 to 127; then a tag of fields 2 … 8, 14, 20 or 25.
  if (bytes.length < 4 || bytes[0] !== 0x08 || bytes[1] === 0 || bytes[1] > 0x7f) return false;
  const tag = bytes[2];
  return [0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42, 0x72, 0xa2, 0xca].includes(tag);
}

/** Reads an .onnx file; tensor data stays in `bytes` (views). Throws OnnxError. */
export function readOnnx(bytes: Uint8Array): OnnxModel {
  const model = new WireReader(MESSAGES, bytes).read('Model') as OnnxModel;
  if (!model.graph)
    throw new OnnxError('the file holds no graph: it is no ONNX model, or cut short.');
  return model;
}

/** Reads a tensor that stands in a file of its own, as recorded inputs and outputs do. Throws OnnxError. */
export function readOnnxTensor(bytes: Uint8Array): OnnxTensor {
  return new WireReader(MESSAGES, bytes).read('Tensor') as OnnxTensor;
}
