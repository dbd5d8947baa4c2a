import { formOf } from '../../frontend/formats.js';

/** What a file holds, found from its bytes: `model` is one of a front end's formats that is no IR text. */
export type FileKind = 'model' | 'object' | 'mlir';

/** What is said of a file of no known kind. */
export const UNKNOWN_FORMAT =
  'the format is not known: expected a model (.tflite, .onnx, .pb, .h5, .keras, .prototxt, .cfg, .param, .pt, .pt2), an .npu object or MLIR text';

export function kindOf(bytes: Uint8Array): FileKind | undefined {
  const head = Buffer.from(bytes.subarray(0, 4)).toString('latin1');
  if (head === '\x7fELF') return 'object';
  const form = formOf(bytes);
  if (form && !form.isIr) return 'model';
  return isText(bytes.subarray(0, 4096)) ? 'mlir' : undefined;
}

/** Text may have zero bytes, which are blanks, but no other control characters. */
function isText(bytes: Uint8Array): boolean {
  return !(
    bytes.includes(0) &&
    bytes.some((b) => b < SPACE && b !== 0 && !/\s/.test(String.fromCharCode(b)))
  );
}

const SPACE = 32;
