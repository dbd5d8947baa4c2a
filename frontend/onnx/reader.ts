import { MESSAGES, type OnnxModel, type OnnxTensor } from './schema.js';
import { OnnxError, WireReader } from './wire.js';

/** Reads an .onnx file; tensor data stays in `bytes` (views). Throws OnnxError. */
export function readOnnx(bytes: Uint8Array): OnnxModel {
  const model = new WireReader(MESSAGES, bytes).read('Model') as OnnxModel;
  if (!model.graph)
    throw new OnnxError('the file holds no graph: it is no ONNX model, or cut short.');
  return model;
}

/** The inputs that a model takes: those that no initializer of the same name fills. */
export function inputNames({ graph }: OnnxModel): string[] {
  const own = new Set((graph?.initializer ?? []).map((t) => t.name));
  return (graph?.input ?? []).map((v) => v.name ?? '').filter((name) => !own.has(name));
}

/** Reads a tensor that stands in a file of its own, as recorded inputs and outputs do. Throws OnnxError. */
export function readOnnxTensor(bytes: Uint8Array): OnnxTensor {
  return new WireReader(MESSAGES, bytes).read('Tensor') as OnnxTensor;
}
