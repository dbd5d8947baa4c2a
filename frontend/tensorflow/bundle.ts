// Variables of a SavedModel: `variables.index` is a table of sorted keys (LevelDB's SSTable) whose values
// say where in `variables.data-…` the elements of each variable are.

import { RankedTensorType } from '../../ir/index.js';
import { ByteReader, elementCount, FormatError, type Weights, widthOf } from '../common/index.js';
import { readMessage } from '../protobuf/index.js';
import {
  BUNDLE_ENTRY,
  BUNDLE_HEADER,
  elementTypeOf,
  OBJECT_GRAPH,
  STRING,
  sizesOf,
} from './schema.js';

const FOOTER = 48;
const MAGIC = [0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb];
const MOST_ENTRIES = 1 << 20;
const OBJECT_GRAPH_KEY = '_CHECKPOINTABLE_OBJECT_GRAPH';

function varint(r: ByteReader): number {
  let [value, scale] = [0, 1];
  for (let i = 0; i < 8; i++, scale *= 128) {
    const byte = r.u8();
    value += (byte & 127) * scale;
    if (byte < 128) return value;
  }
  return r.fail('found a size beyond 2^53');
}

/** The keys and values of an SSTable. Throws FormatError. */
export function readTable(bytes: Uint8Array, where: string): Map<string, Uint8Array> {
  const r = new ByteReader(bytes, where);
  const end = bytes.subarray(-8);
  if (bytes.length < FOOTER || MAGIC.some((b, i) => end[i] !== b))
    r.fail('found no table of variables');
  const footer = r.at(bytes.length - FOOTER);
  varint(footer);
  varint(footer);
  const found = new Map<string, Uint8Array>();
  for (const [, handle] of blockEntries(r, footer)) {
    for (const [key, value] of blockEntries(r, new ByteReader(handle, where))) {
      found.set(key, value);
      if (found.size > MOST_ENTRIES) r.fail('found too many variables');
    }
  }
  return found;
}

/** The entries of the block that a handle (offset, size) leads to; keys share beginnings. */
function blockEntries(r: ByteReader, handle: ByteReader): [string, Uint8Array][] {
  const [offset, size] = [varint(handle), varint(handle)];
  const bytes = r.at(offset).take(size + 1);
  if (bytes[size] !== 0) r.fail('found a packed table', 'save the model anew', offset);
  const block = new ByteReader(bytes.subarray(0, size), r.where);
  const restarts = block.at(Math.max(0, size - 4)).u32();
  const end = size - 4 - 4 * restarts;
  if (end < 0) r.fail('found a damaged table', undefined, offset);
  const entries: [string, Uint8Array][] = [];
  let key = new Uint8Array();
  while (block.offset < end) {
    const [shared, own, length] = [varint(block), varint(block), varint(block)];
    if (shared > key.length) block.fail('found a key that shares more than there is');
    const next = new Uint8Array(shared + own);
    next.set(key.subarray(0, shared));
    next.set(block.take(own), shared);
    key = next;
    entries.push([new TextDecoder().decode(key), block.take(length)]);
  }
  return entries;
}

/** Variables by their names. */
export type Variables = (name: string) => Weights | undefined;

/** The variables of a SavedModel whose files `read` gives. Throws FormatError. */
export function readBundle(
  prefix: string,
  read: (path: string) => Uint8Array | undefined,
  maxSize: number,
): Variables {
  const index = read(`${prefix}.index`);
  if (!index) return () => undefined;
  const table = readTable(index, `${prefix}.index`);
  const header = readMessage(table.get('') ?? new Uint8Array(), BUNDLE_HEADER, `${prefix}.index`);
  const shards = header.shards ?? 1;
  if (header.endianness === 1)
    throw new FormatError(`${prefix}.index`, undefined, 'found big-endian variables');
  const data = new Map<number, Uint8Array>();
  const shard = (number: number): Uint8Array => {
    const five = (n: number) => `${n}`.padStart(5, '0');
    const path = `${prefix}.data-${five(number)}-of-${five(shards)}`;
    const bytes = data.get(number) ?? read(path);
    if (!bytes)
      throw new FormatError(path, undefined, 'found no such file', 'put it beside the .index');
    data.set(number, bytes);
    return bytes;
  };
  const bytesOf = (key: string) => {
    const value = table.get(key);
    if (!value) return undefined;
    const entry = readMessage(value, BUNDLE_ENTRY, `${prefix}.index: ${key}`);
    const { offset = 0, size = 0 } = entry;
    if (entry.slices.length > 0)
      throw new FormatError(
        key,
        undefined,
        'found a variable in slices',
        'save the model unsliced',
      );
    if (size > maxSize) throw new FormatError(key, undefined, `found a variable of ${size} bytes`);
    const r = new ByteReader(shard(entry.shard ?? 0), `${prefix}.data: ${key}`);
    return { entry, bytes: r.seek(offset).take(size) };
  };
  const keys = checkpointKeys(bytesOf(OBJECT_GRAPH_KEY)?.bytes, prefix);
  return (name) => {
    const found = bytesOf(keys.get(name) ?? name);
    if (!found) return undefined;
    const element = elementTypeOf(found.entry.dtype);
    const shape = sizesOf(found.entry.shape) ?? [];
    if (!element || found.entry.dtype === STRING)
      throw new FormatError(name, undefined, `found a variable of the type ${found.entry.dtype}`);
    if (elementCount(shape, name) * widthOf(element) !== found.bytes.length) {
      throw new FormatError(
        name,
        undefined,
        `found ${found.bytes.length} bytes for [${shape.join(', ')}]`,
      );
    }
    return { type: RankedTensorType.get(shape, element), bytes: found.bytes };
  };
}

/** Keys of variables by their names: objects are saved under the paths that lead to them. */
function checkpointKeys(stored: Uint8Array | undefined, prefix: string): Map<string, string> {
  const found = new Map<string, string>();
  if (!stored) return found;
  // A scalar of text: its length, a check sum, the bytes.
  const r = new ByteReader(stored, `${prefix}.data: objects`);
  const size = varint(r);
  const graph = readMessage(r.skip(4).take(size), OBJECT_GRAPH, `${prefix}: objects`);
  for (const { attributes } of graph.nodes) {
    for (const { fullName, checkpointKey } of attributes) {
      if (fullName !== undefined && checkpointKey !== undefined) found.set(fullName, checkpointKey);
    }
  }
  return found;
}
