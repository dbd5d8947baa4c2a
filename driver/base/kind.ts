/** What a file holds, found from its bytes. */
export type FileKind = 'tflite' | 'object' | 'mlir';

export function kindOf(bytes: Uint8Array): FileKind | undefined {
  const text = (from: number, to: number) =>
    Buffer.from(bytes.subarray(from, to)).toString('latin1');
  if (text(4, 8) === 'TFL3') return 'tflite';
  if (text(0, 4) === '\x7fELF') return 'object';
  // Text has no zero bytes near its start.
  return bytes.subarray(0, 4096).includes(0) ? undefined : 'mlir';
}
