/** Bytes as hex digits, and back: piece by piece, so that what the engine makes on the way stays small. */

/** Characters or bytes a piece. */
const PIECE = 1 << 14;

/** The bytes that source[from, to) stands for; undefined unless it is pairs of hex digits. */
export function bytesOfHex(source: string, from: number, to: number): Uint8Array | undefined {
  const size = (to - from) / 2;
  if (!Number.isInteger(size) || size < 0) return undefined;
  const bytes = new Uint8Array(size);
  const buffer = Buffer.from(bytes.buffer);
  for (let at = from, filled = 0; at < to; at += PIECE) {
    const end = Math.min(at + PIECE, to);
    filled += buffer.write(source.slice(at, end), filled, 'hex');
    // What is no digit ends a piece early.
    if (filled * 2 !== end - from) return undefined;
  }
  return bytes;
}

/** Hands the digits of the bytes to `write`, capital letters, in pieces. */
export function hexOfBytes(bytes: Uint8Array, write: (digits: string) => void): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < bytes.length; at += PIECE) {
    write(buffer.toString('hex', at, Math.min(at + PIECE, bytes.length)).toUpperCase());
  }
}
