/** Protocol buffers for tests: messages as nested lists of fields. */

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value % 0x80) | 0x80, ...varint(Math.floor(value / 0x80))];
}

/** A field of a number. */
export const number = (field: number, value: number): Uint8Array =>
  Uint8Array.from([...varint(8 * field), ...varint(value)]);

/** A field of bytes, of a text, or of a message. */
export function message(field: number, ...parts: readonly (Uint8Array | string)[]): Uint8Array {
  const body = Buffer.concat(parts.map((p) => (typeof p === 'string' ? Buffer.from(p) : p)));
  return Buffer.concat([Buffer.from([...varint(8 * field + 2), ...varint(body.length)]), body]);
}

/** A packed field of float32. */
export const floats = (field: number, values: Float32Array): Uint8Array =>
  message(field, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
