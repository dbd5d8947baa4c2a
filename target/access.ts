/** What an instruction touches in memory: for costs, bounds and the race check. */
import { type Box, type Dimension, denseBox, type Space } from './boxes.js';
import type { Fields, Instruction } from './encoding.js';
import { blockBox, patchBoxes } from './patch.js';

/** When an instruction reads a box: a MAC engine's weights come ahead of its patch. */
export type ReadRole = 'input' | 'weights' | 'table';

export interface Access {
  readonly reads: readonly (Box & { readonly role: ReadRole })[];
  readonly writes: readonly Box[];
}
/** A box of VEC's element-wise instructions. */
function elementBox(
  address: number,
  f: Fields,
  stride0: number,
  stride1: number,
  stride2: number,
): Box {
  const outer = [
    { count: f.d0, stride: stride0 },
    { count: f.d1, stride: stride1 },
  ];
  // An inner stride of 0 repeats one element, which is read once for the whole inner row.
  return { space: 'sram', address, run: stride2 === 0 ? 1 : f.d2, dims: outer };
}

/** A side of a DMA transfer. */
export function transferBox(side: 'src' | 'dst', f: Fields): Box {
  const stride0 = f[`${side}_stride0`];
  const dims: Dimension[] = [
    { count: f.n2, stride: f[`${side}_stride2`] },
    { count: f.n1, stride: f[`${side}_stride1`] },
  ];
  const space: Space = f[`${side}_space`] ? 'off-chip' : 'sram';
  const address = f[`${side}_addr`];
  return stride0 === 1
    ? { space, address, run: f.run, dims }
    : { space, address, run: 1, dims: [...dims, { count: f.run, stride: stride0 }] };
}

/** Input box of vec.reduce_mean; its run is the contiguous extent that feeds the lanes. */
export function reductionBox(f: Fields): Box {
  const dims: Dimension[] = [
    { count: f.k0, stride: f.in_stride_k0 },
    { count: f.k1, stride: f.in_stride_k1 },
    { count: f.r0, stride: f.in_stride_r0 },
  ];
  const inner = { count: f.r1, stride: f.in_stride_r1 };
  const kept = { count: f.k2, stride: f.in_stride_k2 };
  if (kept.stride === 1) {
    return { space: 'sram', address: f.in_addr, run: f.k2, dims: [...dims, inner] };
  }
  if (inner.stride === 1) {
    return { space: 'sram', address: f.in_addr, run: f.r1, dims: [...dims, kept] };
  }
  return { space: 'sram', address: f.in_addr, run: 1, dims: [...dims, kept, inner] };
}
/** Everything an instruction reads and writes. sys.host is not covered: its call names its operands. */
export function accessOf(instruction: Instruction): Access {
  const { mnemonic, fields: f } = instruction;
  const input = (box: Box) => ({ ...box, role: 'input' as const });
  const table = (address: number, bytes: number) => ({
    ...denseBox('off-chip', address, bytes),
    role: 'table' as const,
  });
  switch (mnemonic) {
    case 'mac.conv':
    case 'mac.dwconv': {
      const weights = denseBox(
        f.weights_in_sram ? 'sram' : 'off-chip',
        f.weights_addr,
        f.reuse_weights ? 0 : f.weights_bytes,
      );
      return {
        reads: [
          ...(f.reuse_ifm ? [] : patchBoxes(instruction).map(input)),
          { ...weights, role: 'weights' },
          ...(f.lut && f.last ? [table(f.lut_addr, 256)] : []),
        ],
        writes: f.last ? [blockBox(f, f.oc)] : [],
      };
    }
    case 'vec.add':
    case 'vec.sub':
    case 'vec.mul':
    case 'vec.max':
    case 'vec.min':
      return {
        reads: [
          input(elementBox(f.in1_addr, f, f.in1_stride0, f.in1_stride1, f.in1_stride2)),
          input(elementBox(f.in2_addr, f, f.in2_stride0, f.in2_stride1, f.in2_stride2)),
        ],
        writes: [elementBox(f.out_addr, f, f.out_stride0, f.out_stride1, 1)],
      };
    case 'vec.lut':
      return {
        reads: [
          input(elementBox(f.in_addr, f, f.in_stride0, f.in_stride1, 1)),
          table(f.lut_addr, 256),
        ],
        writes: [elementBox(f.out_addr, f, f.out_stride0, f.out_stride1, 1)],
      };
    case 'vec.pool_max':
    case 'vec.pool_avg':
      return {
        reads: patchBoxes(instruction).map(input),
        writes: [blockBox(f, f.channels)],
      };
    case 'vec.reduce_mean':
      return {
        reads: [input(reductionBox(f))],
        writes: [
          {
            space: 'sram',
            address: f.out_addr,
            run: 1,
            dims: [
              { count: f.k0, stride: f.out_stride_k0 },
              { count: f.k1, stride: f.out_stride_k1 },
              { count: f.k2, stride: f.out_stride_k2 },
            ],
          },
        ],
      };
    case 'vec.softmax': {
      const rows = (address: number, stride: number): Box => ({
        space: 'sram',
        address,
        run: f.depth,
        dims: [{ count: f.rows, stride }],
      });
      return {
        reads: [input(rows(f.in_addr, f.in_row_stride)), table(f.table_addr, 1024)],
        writes: [rows(f.out_addr, f.out_row_stride)],
      };
    }
    case 'dma.copy':
      return { reads: [input(transferBox('src', f))], writes: [transferBox('dst', f)] };
    case 'dma.fill':
      return { reads: [], writes: [transferBox('dst', f)] };
    default:
      return { reads: [], writes: [] };
  }
}
