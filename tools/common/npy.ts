/**
 * NumPy's array files, format 1.0 to 3.0 (numpy.org, "A simple file format for NumPy arrays"):
 * magic, version, header length, a Python dictionary as text, then the elements.
 */

/** Element types by the name that objects use for them. */
export type NpyType =
  | 'bool'
  | 'int8'
  | 'uint8'
  | 'int16'
  | 'uint16'
  | 'int32'
  | 'uint32'
  | 'int64'
  | 'uint64'
  | 'float16'
  | 'float32'
  | 'float64';

export interface NpyArray {
  readonly type: NpyType;
  readonly shape: readonly number[];
  /** Elements in row-major order, little endian. */
  readonly bytes: Uint8Array;
}

/** A file that is no array, or not one that is read here: one sentence for people. */
export class NpyError extends Error {}

const MAGIC = '\x93NUMPY';

/** Letter and width of each type in a descriptor such as `<f4`. */
const CODES: Readonly<Record<NpyType, string>> = {
  bool: 'b1',
  int8: 'i1',
  uint8: 'u1',
  int16: 'i2',
  uint16: 'u2',
  int32: 'i4',
  uint32: 'u4',
  int64: 'i8',
  uint64: 'u8',
  float16: 'f2',
  float32: 'f4',
  float64: 'f8',
};
const TYPE_OF = new Map(Object.entries(CODES).map(([type, code]) => [code, type as NpyType]));

export const npyBytes = (type: NpyType): number => Number(CODES[type][1]);

/** Reads an array. Throws NpyError. */
export function readNpy(file: Uint8Array): NpyArray {
  const { header, dataStart } = splitHeader(file);
  const { descr, isFortran, shape } = parseHeader(header);
  const type = TYPE_OF.get(descr.slice(1));
  if (type === undefined || !'<>|='.includes(descr[0])) {
    throw new NpyError(
      `its element type is '${descr}', expected one of ${Object.keys(CODES).join(', ')}; convert it with x.astype`,
    );
  }
  if (isFortran && shape.filter((d) => d > 1).length > 1) {
    throw new NpyError(
      'its elements are in column-major (Fortran) order; save it with numpy.save(path, numpy.ascontiguousarray(x))',
    );
  }
  const width = npyBytes(type);
  const expected = shape.reduce((n, d) => n * d, 1) * width;
  const found = file.length - dataStart;
  if (found !== expected) {
    throw new NpyError(
      `it holds ${found} bytes of elements, ${type} [${shape.join(', ')}] needs ${expected}; the file is ${found < expected ? 'cut short' : 'longer than its header says'}`,
    );
  }
  // A copy: elements need not be aligned in the file.
  const bytes = file.slice(dataStart);
  if (descr[0] === '>') swap(bytes, width);
  return { type, shape, bytes };
}

function splitHeader(file: Uint8Array): { header: string; dataStart: number } {
  const text = (from: number, to: number) =>
    Buffer.from(file.buffer, file.byteOffset, file.length).toString('latin1', from, to);
  if (text(0, 6) !== MAGIC) {
    throw new NpyError('it is not a .npy array; make one with numpy.save(path, x)');
  }
  const [major, minor] = [file[6], file[7]];
  if (!(major >= 1 && major <= 3) || minor !== 0) {
    throw new NpyError(`its format version is ${major}.${minor}, expected 1.0, 2.0 or 3.0`);
  }
  const lengthBytes = major === 1 ? 2 : 4;
  const start = 8 + lengthBytes;
  let length = 0;
  for (let i = lengthBytes - 1; i >= 0; i--) length = length * 256 + (file[8 + i] ?? 0);
  if (start + length > file.length) {
    throw new NpyError(
      `its header needs ${start + length} bytes, the file has ${file.length}: it is cut short`,
    );
  }
  return { header: text(start, start + length), dataStart: start + length };
}

/** `{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }`. */
function parseHeader(header: string) {
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(header)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(header)?.[1];
  const shapeText = /'shape'\s*:\s*\(([\d\s,L]*)\)/.exec(header)?.[1];
  if (descr === undefined) {
    throw new NpyError(
      "its header has no simple element type 'descr': structured and object arrays are not read",
    );
  }
  if (order === undefined || shapeText === undefined) {
    throw new NpyError("its header lacks 'fortran_order' or 'shape': the file is damaged");
  }
  const shape = shapeText
    .split(',')
    .map((s) => s.trim().replace(/L$/, ''))
    .filter((s) => s !== '')
    .map(Number);
  if (!shape.every((d) => Number.isSafeInteger(d))) {
    throw new NpyError(`its shape (${shapeText}) is not made of whole numbers`);
  }
  return { descr, isFortran: order === 'True', shape };
}

/** Turns the byte order of every element. */
function swap(bytes: Uint8Array, width: number): void {
  for (let at = 0; at < bytes.length; at += width) bytes.subarray(at, at + width).reverse();
}

/** The file of an array, format 1.0; data starts at a multiple of 64 as NumPy has it. */
export function writeNpy({ type, shape, bytes }: NpyArray): Uint8Array {
  const order = npyBytes(type) === 1 ? '|' : '<';
  const dims = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const header = `{'descr': '${order}${CODES[type]}', 'fortran_order': False, 'shape': (${dims}), }`;
  const padded = 64 * Math.ceil((10 + header.length + 1) / 64) - 10;
  const head = Buffer.from(`${MAGIC}\x01\0\0\0${header.padEnd(padded - 1)}\n`, 'latin1');
  head.writeUInt16LE(padded, 8);
  const file = new Uint8Array(head.length + bytes.length);
  file.set(head);
  file.set(bytes, head.length);
  return file;
}
