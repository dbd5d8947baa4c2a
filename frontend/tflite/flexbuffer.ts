/** The options of custom operators: a FlexBuffers map of names to numbers. */

/** Types of values whose number stands in place, and of those that point to it. */
const [NULL, INT, UINT, FLOAT] = [0, 1, 2, 3];
const [INDIRECT_INT, INDIRECT_UINT, INDIRECT_FLOAT] = [6, 7, 8];
const [MAP, BOOL] = [9, 26];

const MOST_KEYS = 1024;

/** The numbers of a map by their names, other values left out; nothing where the bytes are no map. */
export function readOptions(bytes: Uint8Array): ReadonlyMap<string, number> | undefined {
  try {
    return bytes.length < 3 ? undefined : readMap(bytes);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readMap(bytes: Uint8Array): ReadonlyMap<string, number> | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const uint = (at: number, width: number): number => {
    if (width === 1) return view.getUint8(at);
    if (width === 2) return view.getUint16(at, true);
    return width === 4 ? view.getUint32(at, true) : Number(view.getBigUint64(at, true));
  };
  const int = (at: number, width: number): number => {
    if (width === 1) return view.getInt8(at);
    if (width === 2) return view.getInt16(at, true);
    return width === 4 ? view.getInt32(at, true) : Number(view.getBigInt64(at, true));
  };
  const float = (at: number, width: number): number | undefined => {
    if (width < 4) return undefined;
    return width === 4 ? view.getFloat32(at, true) : view.getFloat64(at, true);
  };
  const number = (type: number, at: number, width: number): number | undefined => {
    if (type === INT) return int(at, width);
    if (type === UINT || type === BOOL) return uint(at, width);
    return type === FLOAT ? float(at, width) : undefined;
  };
  const value = (packed: number, at: number, width: number): number | undefined => {
    const type = packed >> 2;
    if (type === NULL) return undefined;
    if (type < INDIRECT_INT || type > INDIRECT_FLOAT) return number(type, at, width);
    const direct = { [INDIRECT_INT]: INT, [INDIRECT_UINT]: UINT, [INDIRECT_FLOAT]: FLOAT }[type]!;
    return number(direct, at - uint(at, width), 1 << (packed & 3));
  };
  const key = (at: number): string => {
    const end = bytes.indexOf(0, at);
    return new TextDecoder().decode(bytes.subarray(at, end < 0 ? bytes.length : end));
  };

  const rootWidth = bytes[bytes.length - 1];
  const rootType = bytes[bytes.length - 2];
  if (![1, 2, 4, 8].includes(rootWidth) || rootType >> 2 !== MAP) return undefined;
  const place = bytes.length - 2 - rootWidth;
  const at = place - uint(place, rootWidth);
  const width = 1 << (rootType & 3);
  const size = uint(at - width, width);
  const keyWidth = uint(at - 2 * width, width);
  const keys = at - 3 * width - uint(at - 3 * width, width);
  if (size > MOST_KEYS || ![1, 2, 4, 8].includes(keyWidth)) return undefined;
  const found = new Map<string, number>();
  for (let i = 0; i < size; i++) {
    const keyAt = keys + i * keyWidth;
    const name = key(keyAt - uint(keyAt, keyWidth));
    const each = value(view.getUint8(at + size * width + i), at + i * width, width);
    if (each !== undefined) found.set(name, each);
  }
  return found;
}
