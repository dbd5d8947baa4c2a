import { ByteReader, elementCount, FormatError, inflateZlib } from '../common/index.js';
import type { Hdf5File } from './file.js';
import { type Datatype, type Filters, type Layout, unsupported } from './messages.js';

/** Elements: little-endian bytes (a view into the file where that can be), or texts. */
export type Data =
  | {
      readonly kind: 'numbers';
      readonly type: Datatype & { kind: 'integer' | 'float' };
      readonly bytes: Uint8Array;
    }
  | { readonly kind: 'text'; readonly values: readonly string[] };

interface Request {
  readonly type: Datatype;
  readonly shape: readonly number[];
  readonly layout: Layout;
  readonly filters: Filters;
  readonly path: string;
  readonly maxSize: number;
  readonly file: Hdf5File;
}

/** Reads the elements of a dataset or an attribute. */
export function readData(q: Request): Data {
  const { type, path } = q;
  const count = elementCount(q.shape, path);
  if (count * type.size > q.maxSize) {
    throw new FormatError(
      path,
      undefined,
      `found ${count * type.size} bytes, allowed are ${q.maxSize}`,
      'if you trust the file, allow more with --max-file-size',
    );
  }
  if (type.kind === 'other') unsupported(path, `elements of the kind ${type.what}`);
  const bytes = elementsOf(q, count * type.size);
  if (type.kind === 'string' || type.kind === 'text') {
    return { kind: 'text', values: Array.from({ length: count }, (_, i) => textAt(q, bytes, i)) };
  }
  return { kind: 'numbers', type, bytes: type.isBig ? swapped(bytes, type.size) : bytes };
}

function elementsOf(q: Request, size: number): Uint8Array {
  const { layout, path, file } = q;
  if (layout.kind === 'compact') {
    if (layout.data.length < size)
      throw new FormatError(path, undefined, `found ${layout.data.length} bytes, expected ${size}`);
    return layout.data.subarray(0, size);
  }
  if (layout.kind === 'contiguous') {
    return layout.at === undefined ? new Uint8Array(size) : file.take(layout.at, size, path);
  }
  return assembled(q, layout, size);
}

function textAt({ type, file, path }: Request, bytes: Uint8Array, i: number): string {
  const one = bytes.subarray(i * type.size, (i + 1) * type.size);
  if (type.kind === 'string') return new TextDecoder().decode(one).replace(/\0+$/, '');
  const r = new ByteReader(one, path);
  const length = r.u32();
  const at = r.uint(file.widths.offset);
  if (length === 0) return '';
  return new TextDecoder().decode(file.heapObject(at, r.u32(), path).subarray(0, length));
}

function swapped(bytes: Uint8Array, size: number): Uint8Array {
  const out = bytes.slice();
  for (let at = 0; at < out.length; at += size) out.subarray(at, at + size).reverse();
  return out;
}

/** Puts chunks together; those that are missing are zeros. */
function assembled(q: Request, layout: Layout & { kind: 'chunked' }, size: number): Uint8Array {
  const { shape, type, path, file } = q;
  const rank = shape.length;
  const chunk = layout.chunk.slice(0, -1);
  if (chunk.length !== rank) throw new FormatError(path, undefined, 'found chunks of another rank');
  const out = new Uint8Array(size);
  if (layout.tree === undefined || size === 0) return out;
  const chunkSize = elementCount(chunk, path) * type.size;
  if (chunkSize > q.maxSize)
    throw new FormatError(path, undefined, `found chunks of ${chunkSize} bytes`);
  file.walkTree(layout.tree, 1, 8 + 8 * (rank + 1), path, (key, child) => {
    const [stored, mask] = [key.u32(), key.u32()];
    const start = shape.map(() => key.uint(8));
    if (start.some((s, d) => s >= shape[d] || s % chunk[d] !== 0))
      key.fail('found a chunk outside its dataset');
    const data = unfiltered(q, file.take(child, stored, path), mask, chunkSize);
    place(data, chunk, start, out, shape, type.size);
  });
  return out;
}

function unfiltered(
  { filters, path }: Request,
  stored: Uint8Array,
  mask: number,
  size: number,
): Uint8Array {
  let data = stored;
  for (let i = filters.length - 1; i >= 0; i--) {
    const { id, parameter } = filters[i];
    if (mask & (1 << i)) continue;
    if (id === 1)
      data = inflateZlib(data, size + (filters.slice(0, i).some((f) => f.id === 3) ? 4 : 0), path);
    else if (id === 2) data = unshuffled(data, parameter);
    else if (id === 3) data = data.subarray(0, -4);
    else unsupported(path, `the filter ${id}`);
  }
  if (data.length !== size)
    throw new FormatError(
      path,
      undefined,
      `found a chunk of ${data.length} bytes, expected ${size}`,
    );
  return data;
}

/** Bytes of equal significance stand together; back to elements. */
function unshuffled(data: Uint8Array, width: number): Uint8Array {
  if (width <= 1) return data;
  const count = Math.floor(data.length / width);
  const out = data.slice();
  for (let b = 0; b < width; b++)
    for (let i = 0; i < count; i++) out[i * width + b] = data[b * count + i];
  return out;
}

/** Copies a chunk to its place, row by row; what lies beyond the dataset is left out. */
function place(
  data: Uint8Array,
  chunk: readonly number[],
  start: readonly number[],
  out: Uint8Array,
  shape: readonly number[],
  width: number,
): void {
  const rank = shape.length;
  if (rank === 0) {
    out.set(data);
    return;
  }
  const last = rank - 1;
  const row = Math.min(chunk[last], shape[last] - start[last]) * width;
  const index = chunk.map(() => 0);
  for (let from = 0; from < data.length; from += chunk[last] * width) {
    if (index.every((i, d) => d === last || start[d] + i < shape[d])) {
      const at = shape.reduce((n, size, d) => n * size + start[d] + (d === last ? 0 : index[d]), 0);
      out.set(data.subarray(from, from + row), at * width);
    }
    for (let d = last - 1; d >= 0; d--) {
      if (++index[d] < chunk[d]) break;
      index[d] = 0;
    }
  }
}
