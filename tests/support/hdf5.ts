/** What a test puts into an HDF5 file: groups of groups and datasets of f32. */
export interface TestGroup {
  readonly [name: string]: TestGroup | TestDataset;
}

export class TestDataset {
  readonly shape: readonly number[];
  readonly values: readonly number[];
  constructor(shape: readonly number[], values: readonly number[]) {
    this.shape = shape;
    this.values = values;
  }
}

/**
 * An HDF5 file in the format's newer form: superblock 2, object headers 2 with links in messages,
 * datasets in one piece. Check sums are left zero.
 */
export function hdf5Of(root: TestGroup): Uint8Array {
  const parts: Buffer[] = [];
  let size = 0;
  const put = (bytes: Buffer): number => {
    const at = size;
    parts.push(bytes);
    size += bytes.length;
    return at;
  };
  put(Buffer.alloc(48));
  const header = (messages: readonly (readonly [number, Buffer])[]): number => {
    const body = Buffer.concat(
      messages.map(([type, data]) => {
        const head = Buffer.alloc(4);
        head.writeUInt8(type, 0);
        head.writeUInt16LE(data.length, 1);
        return Buffer.concat([head, data]);
      }),
    );
    const start = Buffer.from('OHDR\x02\x02\0\0\0\0', 'latin1');
    start.writeUInt32LE(body.length, 6);
    return put(Buffer.concat([start, body, Buffer.alloc(4)]));
  };
  const dataset = ({ shape, values }: TestDataset): number => {
    const at = put(Buffer.from(Float32Array.from(values).buffer));
    const space = Buffer.alloc(4 + 8 * shape.length);
    space.writeUInt8(2, 0);
    space.writeUInt8(shape.length, 1);
    space.writeUInt8(shape.length === 0 ? 0 : 1, 3);
    shape.forEach((d, i) => {
      space.writeBigUInt64LE(BigInt(d), 4 + 8 * i);
    });
    const type = Buffer.from([
      0x11, 0x20, 31, 0, 4, 0, 0, 0, 0, 0, 32, 0, 23, 8, 0, 23, 127, 0, 0, 0,
    ]);
    const layout = Buffer.alloc(18);
    layout.writeUInt8(3, 0);
    layout.writeUInt8(1, 1);
    layout.writeBigUInt64LE(BigInt(at), 2);
    layout.writeBigUInt64LE(BigInt(4 * values.length), 10);
    return header([
      [1, space],
      [3, type],
      [8, layout],
    ]);
  };
  const group = (g: TestGroup): number => {
    const links = Object.entries(g).map(([name, child]): readonly [number, Buffer] => {
      const at = child instanceof TestDataset ? dataset(child) : group(child);
      const address = Buffer.alloc(8);
      address.writeBigUInt64LE(BigInt(at));
      return [6, Buffer.concat([Buffer.from([1, 0, name.length]), Buffer.from(name), address])];
    });
    return header(links);
  };
  const rootAt = group(root);
  const all = Buffer.concat(parts);
  all.write('\x89HDF\r\n\x1a\n\x02\x08\x08\0', 0, 'latin1');
  all.fill(255, 20, 28);
  all.writeBigUInt64LE(BigInt(all.length), 28);
  all.writeBigUInt64LE(BigInt(rootAt), 36);
  return new Uint8Array(all);
}
