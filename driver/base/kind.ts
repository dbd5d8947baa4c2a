/** What a file holds, found from its bytes. */
export type FileKind = 'tflite' | 'onnx' | 'object' | 'mlir';

export function kindOf(bytes: Uint8Array): FileKind | undefined {
  const text = (from: number, to: number) =>
    Buffer.from(bytes.subarray(from, to)).toString('latin1');
  if (text(4, 8) === 'TFL3') return 'tflite';
  if (text(0, 4) === '\x7fELF') return 'object';
  if (isOnnx(bytes)) return 'onnx';
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

/** Fields of an ONNX model that are numbers, and those that have a length, by number. */
const ONNX_NUMBERS = new Set([1, 5]);
const ONNX_PARTS = new Set([2, 3, 4, 6, 7, 8, 14, 20, 25]);
const [VARINT, LENGTH] = [0, 2];

/** An ONNX model is protocol buffers whose outermost fields are all of its own, with a graph and its version. */
function isOnnx(bytes: Uint8Array): boolean {
  let at = 0;
  const seen = new Set<number>();
  const varint = (): number => {
    let value = 0;
    for (let i = 0; i < 10; i++) {
      const byte = bytes[at++];
      if (byte === undefined) return Number.NaN;
      value += (byte & 0x7f) * 2 ** (7 * i);
      if (byte < 0x80) return value;
    }
    return Number.NaN;
  };
  while (at < bytes.length) {
    const tag = varint();
    const [field, wire] = [Math.floor(tag / 8), tag % 8];
    const value = varint();
    const isKnown =
      (wire === VARINT && ONNX_NUMBERS.has(field)) || (wire === LENGTH && ONNX_PARTS.has(field));
    if (!isKnown || Number.isNaN(value)) return false;
    seen.add(field);
    if (wire === LENGTH) at += value;
    // Enough to tell; the rest is for the reader to find at fault.
    if (seen.has(1) && seen.has(7)) return true;
  }
  return false;
}
