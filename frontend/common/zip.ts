import { ByteReader, FormatError, HOSTILE } from './bytes.js';
import { inflateRaw } from './inflate.js';

/** A file inside an archive. */
export interface ZipEntry {
  readonly name: string;
  /** Bytes when unpacked. */
  readonly size: number;
}

interface Place extends ZipEntry {
  readonly method: number;
  readonly packedSize: number;
  /** Offset of its local header. */
  readonly header: number;
  readonly checksum: number;
}

const [LOCAL, CENTRAL, END, END64, LOCATOR64] = [
  0x04034b50, 0x02014b50, 0x06054b50, 0x06064b50, 0x07064b50,
];
const MOST_ENTRIES = 1 << 18;

/**
 * The directory of a zip archive, 64-bit forms included. All that its files unpack to may have
 * `maxSize` bytes together. Throws FormatError.
 */
export class ZipArchive {
  private readonly bytes: Uint8Array;
  private readonly places = new Map<string, Place>();
  private readonly where: string;

  constructor(bytes: Uint8Array, where: string, maxSize: number) {
    this.bytes = bytes;
    this.where = where;
    const { offset, count, size } = this.directory();
    const reader = new ByteReader(bytes.subarray(0, offset + size), where).seek(offset);
    let total = 0;
    for (let i = 0; i < count; i++) {
      const place = readPlace(reader);
      total += place.size;
      this.places.set(place.name, place);
    }
    if (total > maxSize) {
      throw new FormatError(
        where,
        undefined,
        `found ${total} bytes when unpacked, allowed are ${maxSize}`,
        'if you trust the file, allow more with --max-file-size',
      );
    }
    this.refuseOverlaps();
  }

  get entries(): readonly ZipEntry[] {
    return [...this.places.values()];
  }

  has(name: string): boolean {
    return this.places.has(name);
  }

  /** The bytes of a file: a view where it is stored, new ones where it is packed. */
  read(name: string): Uint8Array {
    const place = this.places.get(name);
    if (!place) throw new FormatError(this.where, undefined, `found no file '${name}' in it`);
    const { packedSize, method, size } = place;
    const packed = this.data(place).take(packedSize);
    const what = `${this.where}, file '${name}'`;
    if (method !== 0 && method !== 8) {
      throw new FormatError(
        what,
        undefined,
        `found the packing method ${method}`,
        'pack it with deflate',
      );
    }
    if (method === 0 && packedSize !== size)
      throw new FormatError(what, place.header, 'found two sizes');
    const data = method === 0 ? packed : inflateRaw(packed, size, what);
    if (crc32(data) !== place.checksum) {
      throw new FormatError(what, place.header, 'found a wrong check sum');
    }
    return data;
  }

  private data({ header }: Place): ByteReader {
    const local = new ByteReader(this.bytes, this.where).seek(header);
    if (local.u32() !== LOCAL)
      local.fail('found no file where the directory says', undefined, header);
    local.skip(22);
    const [nameSize, extraSize] = [local.u16(), local.u16()];
    return local.skip(nameSize + extraSize);
  }

  /** Files that share their packed bytes are how a small archive becomes a huge one. */
  private refuseOverlaps(): void {
    let end = 0;
    for (const place of [...this.places.values()].sort((a, b) => a.header - b.header)) {
      if (place.header < end) {
        throw new FormatError(
          this.where,
          place.header,
          `found '${place.name}' inside another file`,
          HOSTILE,
        );
      }
      end = place.header + 30 + place.packedSize;
    }
  }

  private directory(): { offset: number; count: number; size: number } {
    const { bytes, where } = this;
    const reader = new ByteReader(bytes, where);
    let at = bytes.length - 22;
    const lowest = Math.max(0, at - 0xffff);
    while (at >= lowest && reader.seek(at).u32() !== END) at--;
    if (at < lowest) throw new FormatError(where, undefined, 'found no directory of the archive');
    reader.seek(at + 10);
    let [count, size, offset] = [reader.u16(), reader.u32(), reader.u32()];
    if (at >= 20 && reader.seek(at - 20).u32() === LOCATOR64) {
      reader.skip(4);
      reader.seek(reader.u64());
      if (reader.u32() !== END64) reader.fail('found no 64-bit directory where it should be');
      reader.skip(28);
      [count, size, offset] = [reader.u64(), reader.u64(), reader.u64()];
    }
    if (count > MOST_ENTRIES || offset + size > bytes.length) {
      throw new FormatError(
        where,
        at,
        `found a directory of ${count} files that is not inside the file`,
      );
    }
    return { offset, count, size };
  }
}

function readPlace(reader: ByteReader): Place {
  const at = reader.offset;
  if (reader.u32() !== CENTRAL) reader.fail('found no entry of the directory', undefined, at);
  reader.skip(4);
  const flags = reader.u16();
  const method = reader.u16();
  if (flags & 1) reader.fail('found an encrypted file', 'save it without a password', at);
  reader.skip(4);
  const checksum = reader.u32();
  let [packedSize, size] = [reader.u32(), reader.u32()];
  const [nameSize, extraSize, commentSize] = [reader.u16(), reader.u16(), reader.u16()];
  reader.skip(8);
  let header = reader.u32();
  const name = reader.text(nameSize);
  const extra = new ByteReader(reader.take(extraSize), reader.where);
  while (extra.left >= 4) {
    const [id, length] = [extra.u16(), extra.u16()];
    const field = new ByteReader(extra.take(length), reader.where);
    if (id !== 1) continue;
    if (size === 0xffffffff) size = field.u64();
    if (packedSize === 0xffffffff) packedSize = field.u64();
    if (header === 0xffffffff) header = field.u64();
  }
  reader.skip(commentSize);
  // DEFLATE packs to a 1032nd at best.
  if (size > 1032 * packedSize + 64)
    reader.fail(`found '${name}' with an impossible size`, HOSTILE, at);
  return { name, size, method, packedSize, header, checksum };
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, i) => {
  let c = i;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) c = CRC_TABLE[(c ^ bytes[i]) & 255] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}
