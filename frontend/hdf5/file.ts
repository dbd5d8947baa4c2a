// An HDF5 file as groups, datasets and attributes. Own reader: h5wasm (the C library as WebAssembly)
// adds 4.2 MB and 170 ms of start to every use and answers damage with null; jsfive throws whatever a
// wrong offset gives and reads numbers into arrays of numbers. What Keras writes needs the oldest forms
// of the format only, and its numbers can stay views into the file.

import { ByteReader, FormatError, HOSTILE, latin1 } from '../common/index.js';
import { type Data, readData } from './data.js';
import {
  address,
  type Datatype,
  type Filters,
  type Layout,
  readDataspace,
  readDatatype,
  readFilters,
  readLayout,
  type Widths,
} from './messages.js';

const SIGNATURE = '\x89HDF\r\n\x1a\n';
/** Object headers, nodes and heap objects that are read in all. */
const MOST_PARTS = 1 << 20;
const MOST_DEPTH = 32;

/** A message of an object header, its data still bytes. */
interface HeaderMessage {
  readonly type: number;
  readonly reader: ByteReader;
  readonly isShared: boolean;
}

/** A dataset: its elements are read when they are asked for. */
export interface Hdf5Dataset {
  readonly shape: readonly number[];
  readonly type: Datatype;
  /** The elements. */
  data(): Data;
}

/** A group, or the part of a dataset that attributes hang on. */
export class Hdf5Object {
  private readonly file: Hdf5File;
  private readonly messages: readonly HeaderMessage[];
  private readonly depth: number;
  readonly path: string;
  private links: ReadonlyMap<string, number> | undefined;

  constructor(file: Hdf5File, at: number, path: string, depth = 0) {
    if (depth > MOST_DEPTH)
      throw new FormatError(path, undefined, 'found groups nested too deep', HOSTILE);
    this.file = file;
    this.path = path;
    this.depth = depth;
    this.messages = file.header(at, path);
  }

  /** Names of what is in the group. */
  get names(): readonly string[] {
    return [...this.children().keys()];
  }

  private children(): ReadonlyMap<string, number> {
    this.links ??= this.file.links(this.messages, this.path);
    return this.links;
  }

  /** What a path leads to, from here; undefined where there is nothing. */
  find(path: string): Hdf5Object | undefined {
    let found: Hdf5Object | undefined = this;
    for (const name of path.split('/').filter((n) => n !== '' && n !== '.')) {
      const at: number | undefined = found?.children().get(name);
      if (at === undefined) return undefined;
      found = new Hdf5Object(this.file, at, `${found!.path}/${name}`, found!.depth + 1);
    }
    return found;
  }

  /** The dataset that this is; undefined for a group. */
  get dataset(): Hdf5Dataset | undefined {
    const { file, path } = this;
    const layout = this.message(8);
    if (!layout) return undefined;
    const [type, space, filters] = [this.message(3), this.message(1), this.message(11)];
    if (!type || !space)
      throw new FormatError(path, undefined, 'found a dataset without a type or a shape');
    const datatype = readDatatype(type);
    const shape = readDataspace(space, file.widths);
    return {
      shape,
      type: datatype,
      data: () =>
        file.data(
          datatype,
          shape,
          readLayout(layout, file.widths),
          filters ? readFilters(filters) : [],
          path,
        ),
    };
  }

  private message(type: number): ByteReader | undefined {
    const found = this.messages.find((m) => m.type === type);
    if (found?.isShared) {
      throw new FormatError(
        this.path,
        undefined,
        'found a shared type, which is not supported',
        'save the file anew with h5py',
      );
    }
    return found?.reader.at(0);
  }

  /** The elements of an attribute; undefined where there is none of the name. */
  attribute(name: string): Data | undefined {
    for (const { type, reader } of this.messages) {
      if (type === 21 && this.file.hasDense(reader.at(0))) {
        throw new FormatError(
          this.path,
          undefined,
          'found attributes in a form that is not supported',
          "save the file without libver='latest'",
        );
      }
      if (type !== 12) continue;
      const found = this.file.attribute(reader.at(0), name, this.path);
      if (found) return found;
    }
    return undefined;
  }

  /** A text attribute. Throws FormatError where it is none. */
  text(name: string): string | undefined {
    const data = this.attribute(name);
    if (!data) return undefined;
    if (data.kind !== 'text' || data.values.length !== 1) {
      throw new FormatError(this.path, undefined, `found no text in the attribute '${name}'`);
    }
    return data.values[0];
  }

  /** A list of texts, in one attribute or in several that are numbered. */
  texts(name: string): readonly string[] | undefined {
    const whole = this.attribute(name);
    if (whole) return whole.kind === 'text' ? whole.values : [];
    const parts: string[] = [];
    for (let i = 0; ; i++) {
      const part = this.attribute(`${name}${i}`);
      if (part?.kind !== 'text') return i === 0 ? undefined : parts;
      parts.push(...part.values);
    }
  }
}

/** An HDF5 file. Every read is checked; throws FormatError. */
export class Hdf5File {
  readonly where: string;
  readonly widths: Widths;
  readonly root: Hdf5Object;
  private readonly reader: ByteReader;
  private readonly maxSize: number;
  private parts = 0;

  constructor(bytes: Uint8Array, where: string, maxSize: number) {
    this.where = where;
    this.maxSize = maxSize;
    if (latin1(bytes.subarray(0, 8)) !== SIGNATURE)
      throw new FormatError(where, 0, 'found no HDF5 signature');
    this.reader = new ByteReader(bytes, where);
    const r = this.at(8);
    const version = r.u8();
    if (version > 3)
      r.fail(`found the superblock version ${version}`, 'save the file with an older HDF5');
    if (version < 2) r.skip(4);
    this.widths = { offset: r.u8(), length: r.u8() };
    const { offset, length } = this.widths;
    if (![4, 8].includes(offset) || ![4, 8].includes(length))
      r.fail('found offsets of an unknown width');
    r.skip(version < 2 ? 9 + (version === 1 ? 4 : 0) : 1);
    if (r.uint(offset) !== 0) r.fail('found a file that does not start at its beginning');
    r.skip(version < 2 ? 4 * offset : 2 * offset);
    this.root = new Hdf5Object(this, r.uint(offset), where);
  }

  private at(offset: number, where = this.where): ByteReader {
    if (++this.parts > MOST_PARTS)
      throw new FormatError(where, offset, 'found more parts than a model has', HOSTILE);
    return this.reader.at(offset, where);
  }

  /** The messages of the object header at an address, continuation blocks included. */
  header(at: number, path: string): HeaderMessage[] {
    const r = this.at(at, path);
    const messages: HeaderMessage[] = [];
    const isNew = latin1(r.bytes.subarray(at, at + 4)) === 'OHDR';
    let hasOrder = false;
    const blocks: { start: number; size: number }[] = [];
    if (isNew) {
      r.skip(5);
      const flags = r.u8();
      if (flags & 32) r.skip(16);
      if (flags & 16) r.skip(4);
      hasOrder = (flags & 4) !== 0;
      const size = r.uint(1 << (flags & 3));
      blocks.push({ start: r.offset, size });
    } else {
      if (r.u8() !== 1) r.fail('found no object where one should be', undefined, at);
      r.skip(7);
      const size = r.u32();
      blocks.push({ start: at + 16, size });
    }
    for (let b = 0; b < blocks.length; b++) {
      const block = this.at(blocks[b].start, path);
      const bytes = block.take(blocks[b].size);
      const inner = new ByteReader(bytes, path);
      if (isNew && b > 0) inner.skip(4);
      const end = isNew && b > 0 ? bytes.length - 4 : bytes.length;
      while (end - inner.offset >= (isNew ? 4 : 8)) {
        const type = isNew ? inner.u8() : inner.u16();
        const size = inner.u16();
        const flags = inner.u8();
        inner.skip(isNew ? (hasOrder ? 2 : 0) : 3);
        const data = new ByteReader(inner.take(size), path);
        if (type === 16) {
          const start = address(data, this.widths);
          if (start !== undefined) blocks.push({ start, size: data.uint(this.widths.length) });
        } else messages.push({ type, reader: data, isShared: (flags & 2) !== 0 });
        if (messages.length > 1 << 16 || blocks.length > 1 << 12)
          r.fail('found too many messages', HOSTILE);
      }
    }
    return messages;
  }

  hasDense(info: ByteReader): boolean {
    info.skip(1);
    const flags = info.u8();
    if (flags & 1) info.skip(2);
    return address(info, this.widths) !== undefined;
  }

  /** Names in a group and the addresses of their objects. */
  links(messages: readonly HeaderMessage[], path: string): Map<string, number> {
    const found = new Map<string, number>();
    for (const { type, reader } of messages) {
      const r = reader.at(0);
      if (type === 17) this.oldLinks(r, path, found);
      if (type === 6) this.link(r, found);
      if (type === 2) {
        r.skip(1);
        if (r.u8() & 1) r.skip(8);
        if (address(r, this.widths) !== undefined) {
          r.fail(
            'found a group in a form that is not supported',
            "save the file without libver='latest'",
          );
        }
      }
    }
    return found;
  }

  /** A link message (IV.A.2.g); soft and external links lead nowhere here. */
  private link(r: ByteReader, found: Map<string, number>): void {
    r.skip(1);
    const flags = r.u8();
    const kind = flags & 8 ? r.u8() : 0;
    if (flags & 4) r.skip(8);
    if (flags & 16) r.skip(1);
    const name = r.text(r.uint(1 << (flags & 3)));
    if (kind === 0) found.set(name, r.uint(this.widths.offset));
  }

  /** A symbol table (III.A, III.B, III.D): a tree of nodes, names in a heap. */
  private oldLinks(r: ByteReader, path: string, found: Map<string, number>): void {
    const [tree, heap] = [r.uint(this.widths.offset), r.uint(this.widths.offset)];
    const head = this.at(heap, path);
    if (head.text(4) !== 'HEAP') head.fail('found no heap of names', undefined, heap);
    head.skip(4);
    const size = head.uint(this.widths.length);
    head.skip(this.widths.length);
    const names = this.at(head.uint(this.widths.offset), path).take(size);
    this.walkTree(tree, 0, this.widths.length, path, (_, child) => {
      const node = this.at(child, path);
      if (node.text(4) !== 'SNOD') node.fail('found no node of names', undefined, child);
      node.skip(2);
      for (let count = node.u16(); count > 0; count--) {
        const at = node.uint(this.widths.offset);
        const end = names.indexOf(0, at);
        if (end < 0) node.fail('found a name outside its heap');
        found.set(new TextDecoder().decode(names.subarray(at, end)), node.uint(this.widths.offset));
        node.skip(24);
      }
    });
  }

  /** Visits what the leaves of a version 1 B-tree lead to, each with the key before it. */
  walkTree(
    root: number,
    type: number,
    keySize: number,
    path: string,
    visit: (key: ByteReader, child: number) => void,
  ): void {
    const walk = (at: number, most: number) => {
      const r = this.at(at, path);
      if (r.text(4) !== 'TREE' || r.u8() !== type)
        r.fail('found no tree where one should be', undefined, at);
      const level = r.u8();
      if (level > most)
        r.fail(`found a node of level ${level}, expected at most ${most}`, HOSTILE, at);
      const count = r.u16();
      r.skip(2 * this.widths.offset);
      for (let i = 0; i < count; i++) {
        const key = new ByteReader(r.take(keySize), path);
        const child = r.uint(this.widths.offset);
        if (level === 0) visit(key, child);
        else walk(child, level - 1);
      }
    };
    walk(root, 16);
  }

  /** The attribute that a message holds, when it has the name (IV.A.2.m). */
  attribute(r: ByteReader, name: string, path: string): Data | undefined {
    const version = r.u8();
    r.skip(1);
    const [nameSize, typeSize, spaceSize] = [r.u16(), r.u16(), r.u16()];
    if (version === 3) r.skip(1);
    const step = (n: number) => r.take(version === 1 ? Math.ceil(n / 8) * 8 : n);
    const found = new TextDecoder()
      .decode(step(nameSize).subarray(0, nameSize))
      .replace(/\0.*$/s, '');
    if (found !== name) return undefined;
    const type = readDatatype(new ByteReader(step(typeSize), path));
    const shape = readDataspace(new ByteReader(step(spaceSize), path), this.widths);
    return this.data(
      type,
      shape,
      { kind: 'compact', data: r.take(r.left) },
      [],
      `${path}, attribute '${name}'`,
    );
  }

  data(
    type: Datatype,
    shape: readonly number[],
    layout: Layout,
    filters: Filters,
    path: string,
  ): Data {
    return readData({ type, shape, layout, filters, path, maxSize: this.maxSize, file: this });
  }

  /** The bytes at an address. */
  take(at: number, size: number, path: string): Uint8Array {
    return this.at(at, path).take(size);
  }

  /** An object of a global heap (III.E). */
  heapObject(at: number, index: number, path: string): Uint8Array {
    const r = this.at(at, path);
    if (r.text(4) !== 'GCOL') r.fail('found no heap of texts', undefined, at);
    r.skip(4);
    const end = at + r.uint(this.widths.length);
    while (r.offset + 16 <= end) {
      const number = r.u16();
      r.skip(6);
      const size = r.uint(this.widths.length);
      if (number === index) return r.take(size);
      if (number === 0) break;
      r.skip(Math.ceil(size / 8) * 8);
    }
    return r.fail(`found no text ${index} in its heap`);
  }
}
