/**
 * The description inside an object (`.npu.info`): JSON, versioned, its shape checked field by field.
 */
import { ObjectError } from './elf.js';
import { decodeUtf8 } from './elf-reader.js';
import type { ElementType, HostCall, SourceOp, StateTensor, TensorPlace } from './program.js';

/** Version of the description; another one is refused. */
export const INFO_VERSION = 1;

export interface ObjectInfo {
  readonly version: number;
  readonly producer: string;
  readonly model: string;
  readonly target: string;
  readonly machineVersion: number;
  readonly sramBytes: number;
  /** CRC-32 of commands and constants. */
  readonly checksum: number;
  readonly inputs: readonly TensorPlace[];
  readonly outputs: readonly TensorPlace[];
  readonly state: readonly StateTensor[];
  readonly ops: readonly SourceOp[];
  readonly hostCalls: readonly HostCall[];
}

const ELEMENT_BYTES: Readonly<Record<ElementType, number>> = {
  float16: 2,
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
  int64: 8,
  uint64: 8,
  float32: 4,
  float64: 8,
  bool: 1,
};

/** Bytes of one element. */
export function elementBytes(type: ElementType): number {
  return ELEMENT_BYTES[type];
}

/** Number of elements of a place. */
export function placeElements(place: TensorPlace): number {
  return place.shape.reduce((n, d) => n * d, 1);
}

/** Bytes of a dense copy. */
export function placeBytes(place: TensorPlace): number {
  return placeElements(place) * elementBytes(place.type);
}

/** The strides of a place in bytes. */
export function placeStrides(place: TensorPlace): readonly number[] {
  if (place.strides) return place.strides;
  const strides = new Array<number>(place.shape.length);
  let stride = elementBytes(place.type);
  for (let d = place.shape.length - 1; d >= 0; d--) {
    strides[d] = stride;
    stride *= place.shape[d];
  }
  return strides;
}

/** The strided box that a place covers. */
export function placeBox(place: TensorPlace) {
  const strides = placeStrides(place);
  return {
    space: place.space,
    address: place.address,
    run: elementBytes(place.type),
    dims: place.shape.map((count, d) => ({ count, stride: strides[d] })),
  };
}

// ---- shape checks -----------------------------------------------------------------------------

/** Reads a value at a path of the JSON text, or throws ObjectError. */
type Reader<T> = (value: unknown, path: string) => T;

function fail(path: string, value: unknown, expected: string): never {
  const text = JSON.stringify(value) ?? 'nothing';
  const found = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  throw new ObjectError(`.npu.info: ${path} is ${found}, expected ${expected}`);
}

const text: Reader<string> = (value, path) =>
  typeof value === 'string' ? value : fail(path, value, 'a text');

function integer(min: number, max: number): Reader<number> {
  return (value, path) =>
    Number.isInteger(value) && (value as number) >= min && (value as number) <= max
      ? (value as number)
      : fail(path, value, `a whole number from ${min} to ${max}`);
}

const finite: Reader<number> = (value, path) =>
  typeof value === 'number' && Number.isFinite(value) ? value : fail(path, value, 'a number');

function list<T>(item: Reader<T>): Reader<T[]> {
  return (value, path) =>
    Array.isArray(value)
      ? value.map((v, i) => item(v, `${path}[${i}]`))
      : fail(path, value, 'a list');
}

function oneOf<T extends string>(...cases: readonly T[]): Reader<T> {
  return (value, path) =>
    cases.includes(value as T) ? (value as T) : fail(path, value, `one of ${cases.join(', ')}`);
}

function optional<T>(item: Reader<T>): Reader<T | undefined> {
  return (value, path) => (value === undefined ? undefined : item(value, path));
}

const anyObject: Reader<Record<string, unknown>> = (value, path) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : fail(path, value, 'an object');

/** An object with exactly these members; absent optional ones are left out. */
function object<T>(members: { readonly [K in keyof T]-?: Reader<T[K]> }): Reader<T> {
  const names = Object.keys(members) as (keyof T & string)[];
  return (value, path) => {
    const source = anyObject(value, path);
    const extra = Object.keys(source).find((key) => !names.includes(key as keyof T & string));
    if (extra !== undefined) fail(`${path}.${extra}`, source[extra], 'no such member');
    const result: Partial<T> = {};
    for (const name of names) {
      const read = members[name](source[name], `${path}.${name}`);
      if (read !== undefined) result[name] = read;
    }
    return result as T;
  };
}

const WORD = 2 ** 32 - 1;
const MAX_RANK = 16;

const placeMembers = {
  name: text,
  space: oneOf('sram', 'off-chip'),
  address: integer(0, WORD),
  symbol: optional(text),
  shape: list(integer(0, WORD)),
  strides: optional(list(integer(0, WORD))),
  type: oneOf(...(Object.keys(ELEMENT_BYTES) as ElementType[])),
  scales: optional(list(finite)),
  zeroPoints: optional(list(integer(-(2 ** 31), 2 ** 31 - 1))),
  axis: optional(integer(0, MAX_RANK - 1)),
};

const place = ranked(object<TensorPlace>(placeMembers));
const stateTensor = ranked(object<StateTensor>({ ...placeMembers, fill: integer(-128, 127) }));

/** A place whose strides belong to its shape. */
function ranked<T extends TensorPlace>(read: Reader<T>): Reader<T> {
  return (value, path) => checkRank(read(value, path), path);
}

function checkRank<T extends TensorPlace>(p: T, path: string): T {
  if (p.shape.length > MAX_RANK) {
    fail(`${path}.shape`, p.shape, `at most ${MAX_RANK} dimensions`);
  }
  if (p.strides && p.strides.length !== p.shape.length) {
    fail(`${path}.strides`, p.strides, `${p.shape.length} strides, one a dimension`);
  }
  return p;
}

const sourceOp = object<SourceOp>({
  name: text,
  kind: text,
  engine: oneOf('npu', 'host', 'none'),
  output: optional(place),
  lastInstruction: optional(integer(0, WORD)),
  note: optional(text),
});

const hostCall = object<HostCall>({
  kernel: text,
  attributes: anyObject,
  inputs: list(place),
  outputs: list(place),
  operations: integer(0, Number.MAX_SAFE_INTEGER),
  reason: text,
});

const info = object<ObjectInfo>({
  version: integer(INFO_VERSION, INFO_VERSION),
  producer: text,
  model: text,
  target: text,
  machineVersion: integer(0, WORD),
  sramBytes: integer(0, WORD),
  checksum: integer(0, WORD),
  inputs: list(place),
  outputs: list(place),
  state: list(stateTensor),
  ops: list(sourceOp),
  hostCalls: list(hostCall),
});

/** Reads the description. Throws ObjectError. */
export function parseInfo(bytes: Uint8Array): ObjectInfo {
  const source = decodeUtf8(bytes, '.npu.info');
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    throw new ObjectError('.npu.info is not JSON; the file is damaged, compile the model again');
  }
  return info(value, 'description');
}

/** CRC-32 (IEEE 802.3) of the pieces one after the other. */
export function crc32(...pieces: readonly Uint8Array[]): number {
  let crc = 0xffffffff;
  for (const piece of pieces) {
    for (let i = 0; i < piece.length; i++) crc = CRC_TABLE[(crc ^ piece[i]) & 0xff] ^ (crc >>> 8);
  }
  return ~crc >>> 0;
}

const CRC_TABLE = Int32Array.from({ length: 256 }, (_, i) => {
  let c = i;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});
