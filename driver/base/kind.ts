/** What a file holds, found from its bytes. */
export type FileKind = 'tflite' | 'object' | 'mlir';

export function kindOf(bytes: Uint8Array): FileKind | undefined {
  const text = (from: number, to: number) =>
    Buffer.from(bytes.subarray(from, to)).toString('latin1');
  if (text(4, 8) === 'TFL3') return 'tflite';
  if (text(0, 4) === '\x7fELF') return 'object';
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
