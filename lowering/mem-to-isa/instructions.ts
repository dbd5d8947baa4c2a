/** The machine instruction of each mem block: every field but the waits. */
import { arrayAttr, intAttr } from '../../dialects/common/index.js';
import { spaceOf } from '../../dialects/mem/index.js';
import {
  DiagnosticError,
  IntegerAttr,
  type MemRefType,
  type Operation,
  segments,
  type Value,
} from '../../ir/index.js';
import {
  collapse,
  copyLoops,
  denseStrides,
  elementBytes,
  elementwiseLoops,
  type Loop,
  MAX_RUN,
  reductionLoops,
} from '../common/index.js';

/** Fields, and the constants whose addresses some of them hold. */
export interface BlockInstruction {
  readonly mnemonic: string;
  readonly fields: Readonly<Record<string, number>>;
  readonly symbols: Readonly<Record<string, Value>>;
}

/** The operand group of a declared name. */
export function named(op: Operation, name: string): Value[] {
  const { operands } = op.def.spec!;
  const groups = segments(op, operands, op.numOperands, 'operand');
  if (typeof groups === 'string') throw new Error(groups);
  return op.operands.slice(...groups[operands.findIndex((o) => o.name === name)]);
}

/** The operation that owns the bytes of a value: a buffer or a constant, through views. */
export function storageOf(value: Value): Operation {
  let op = value.definingOp!;
  while (op.name === 'mem.view') op = op.operand(0).definingOp!;
  return op;
}

/** On-chip address of a buffer; allocation has set it. */
export function addressOf(value: Value): number {
  const op = storageOf(value);
  const address = op.attr('address');
  if (!(address instanceof IntegerAttr)) {
    throw new DiagnosticError(op.loc, `'${op.name}' has no address: run --mem-allocate first`);
  }
  return address.number;
}

const shapeOf = (value: Value) => (value.type as MemRefType).shape;
const isSram = (value: Value) => spaceOf(value.type as MemRefType) === 'sram';

/** The outermost loops of three, missing ones of extent one. */
function three(loops: readonly Loop[]): [Loop, Loop, Loop] {
  const one: Loop = { extent: 1, strides: loops[0].strides.map(() => 0) };
  if (loops.length > 3) throw new Error(`needs ${loops.length} loops, the machine has three`);
  const padded = [...Array.from({ length: 3 - loops.length }, () => one), ...loops];
  return padded as [Loop, Loop, Loop];
}

/** Offset and valid length of a window's patch along one axis. */
function clip(start: number, extent: number, size: number) {
  const first = Math.max(0, start);
  const end = Math.min(size, start + extent);
  return {
    pad: Math.max(0, -start),
    first: Math.min(first, size - 1),
    valid: Math.max(0, end - first),
  };
}

function mac(op: Operation): BlockInstruction {
  const depthwise = op.name === 'mem.depthwise_conv2d';
  const [[ifm], [weights], [ofm], [lut]] = ['ifm', 'weights', 'ofm', 'lut'].map((n) =>
    named(op, n),
  );
  const [, h, w, c] = shapeOf(ifm);
  const [, oh, ow, oc] = shapeOf(ofm);
  const [n, y, x, c0] = arrayAttr(op, 'ifm_offset');
  const [on, oy, ox, oc0] = arrayAttr(op, 'ofm_offset');
  const [, rows, cols, channels] = arrayAttr(op, 'ofm_size');
  const [kernel_h, kernel_w] = arrayAttr(op, 'kernel');
  const [stride_h, stride_w] = arrayAttr(op, 'stride');
  const [dilation_h, dilation_w] = arrayAttr(op, 'dilation');
  const vertical = clip(y, (rows - 1) * stride_h + (kernel_h - 1) * dilation_h + 1, h);
  const horizontal = clip(x, (cols - 1) * stride_w + (kernel_w - 1) * dilation_w + 1, w);
  const flag = (name: string) => (op.attr(name) ? 1 : 0);
  const ic = intAttr(op, 'ifm_channels');
  return {
    mnemonic: depthwise ? 'mac.dwconv' : 'mac.conv',
    fields: {
      ifm_addr: addressOf(ifm) + ((n * h + vertical.first) * w + horizontal.first) * c + c0,
      pad_top: vertical.pad,
      pad_left: horizontal.pad,
      ifm_rows: vertical.valid,
      ifm_cols: horizontal.valid,
      ofm_addr: addressOf(ofm) + ((on * oh + oy) * ow + ox) * oc + oc0,
      rows,
      cols,
      weights_addr: isSram(weights) ? addressOf(weights) : 0,
      weights_in_sram: isSram(weights) ? 1 : 0,
      weights_bytes: (weights.type as MemRefType).elementCount,
      first: flag('first'),
      last: flag('last'),
      reuse_ifm: flag('reuse_ifm'),
      reuse_weights: flag('reuse_weights'),
      keep_weights: flag('keep_weights'),
      lut: lut ? 1 : 0,
      ifm_row_stride: w * c,
      ifm_col_stride: c,
      ofm_row_stride: ow * oc,
      ofm_col_stride: oc,
      kernel_h,
      kernel_w,
      ...(depthwise ? { depth_multiplier: channels / ic } : { ic }),
      oc: channels,
      stride_h,
      stride_w,
      dilation_h,
      dilation_w,
      ifm_zp: intAttr(op, 'ifm_zp'),
      ofm_zp: intAttr(op, 'ofm_zp'),
      act_min: intAttr(op, 'act_min'),
      act_max: intAttr(op, 'act_max'),
      lut_addr: 0,
    },
    symbols: {
      ...(isSram(weights) ? {} : { weights_addr: weights }),
      ...(lut ? { lut_addr: lut } : {}),
    },
  };
}

/** A sum or a product; a product has no rescaling of its operands: those fields stay zero. */
function binary(op: Operation): BlockInstruction {
  const [[lhs], [rhs], [ofm]] = ['lhs', 'rhs', 'ofm'].map((n) => named(op, n));
  const [d0, d1, d2] = three(elementwiseLoops(shapeOf(ofm), [shapeOf(lhs), shapeOf(rhs)]));
  const given = (name: string) => (op.attr(name) ? intAttr(op, name) : 0);
  const side = (to: string, from: string) => ({
    [`${to}_zp`]: intAttr(op, `${from}_zp`),
    [`${to}_multiplier`]: given(`${from}_multiplier`),
    [`${to}_shift`]: given(`${from}_shift`),
  });
  return {
    mnemonic: op.name.replace('mem.', 'vec.'),
    fields: {
      in1_addr: addressOf(lhs),
      in2_addr: addressOf(rhs),
      out_addr: addressOf(ofm),
      d0: d0.extent,
      d1: d1.extent,
      d2: d2.extent,
      out_stride0: d0.strides[0],
      out_stride1: d1.strides[0],
      in1_stride0: d0.strides[1],
      in1_stride1: d1.strides[1],
      in1_stride2: d2.strides[1],
      in2_stride0: d0.strides[2],
      in2_stride1: d1.strides[2],
      in2_stride2: d2.strides[2],
      ...side('in1', 'lhs'),
      ...side('in2', 'rhs'),
      ...side('out', 'ofm'),
      left_shift: given('left_shift'),
      act_min: intAttr(op, 'act_min'),
      act_max: intAttr(op, 'act_max'),
    },
    symbols: {},
  };
}

function lut(op: Operation): BlockInstruction {
  const [[input], [table], [output]] = ['input', 'table', 'output'].map((n) => named(op, n));
  const [d0, d1, d2] = three(elementwiseLoops(shapeOf(output), [shapeOf(input)]));
  return {
    mnemonic: 'vec.lut',
    fields: {
      in_addr: addressOf(input),
      out_addr: addressOf(output),
      d0: d0.extent,
      d1: d1.extent,
      d2: d2.extent,
      in_stride0: d0.strides[1],
      in_stride1: d1.strides[1],
      out_stride0: d0.strides[0],
      out_stride1: d1.strides[0],
      lut_addr: 0,
    },
    symbols: { lut_addr: table },
  };
}

function pool(op: Operation): BlockInstruction {
  const [[ifm], [ofm]] = ['ifm', 'ofm'].map((n) => named(op, n));
  const [, h, w, c] = shapeOf(ifm);
  const [, oh, ow] = shapeOf(ofm);
  const image = intAttr(op, 'image');
  const [kernel_h, kernel_w] = arrayAttr(op, 'kernel');
  const [stride_h, stride_w] = arrayAttr(op, 'stride');
  const [top, left] = arrayAttr(op, 'padding');
  return {
    mnemonic: op.name === 'mem.max_pool2d' ? 'vec.pool_max' : 'vec.pool_avg',
    fields: {
      ifm_addr: addressOf(ifm) + image * h * w * c,
      pad_top: top,
      pad_left: left,
      ifm_rows: h,
      ifm_cols: w,
      ofm_addr: addressOf(ofm) + image * oh * ow * c,
      rows: oh,
      cols: ow,
      ifm_row_stride: w * c,
      ifm_col_stride: c,
      ofm_row_stride: ow * c,
      ofm_col_stride: c,
      kernel_h,
      kernel_w,
      channels: c,
      stride_h,
      stride_w,
      act_min: intAttr(op, 'act_min'),
      act_max: intAttr(op, 'act_max'),
    },
    symbols: {},
  };
}

function mean(op: Operation): BlockInstruction {
  const [[input], [output]] = ['input', 'output'].map((n) => named(op, n));
  const { kept, summed } = reductionLoops(shapeOf(input), arrayAttr(op, 'axes'));
  const [k0, k1, k2] = three(kept);
  const [, r0, r1] = three(summed);
  return {
    mnemonic: 'vec.reduce_mean',
    fields: {
      in_addr: addressOf(input),
      out_addr: addressOf(output),
      in_zp: intAttr(op, 'ifm_zp'),
      out_zp: intAttr(op, 'ofm_zp'),
      k0: k0.extent,
      k1: k1.extent,
      k2: k2.extent,
      r0: r0.extent,
      r1: r1.extent,
      in_stride_k0: k0.strides[0],
      in_stride_k1: k1.strides[0],
      in_stride_k2: k2.strides[0],
      in_stride_r0: r0.strides[0],
      in_stride_r1: r1.strides[0],
      out_stride_k0: k0.strides[1],
      out_stride_k1: k1.strides[1],
      out_stride_k2: k2.strides[1],
      multiplier: intAttr(op, 'multiplier'),
      shift: intAttr(op, 'shift'),
      act_min: intAttr(op, 'act_min'),
      act_max: intAttr(op, 'act_max'),
    },
    symbols: {},
  };
}

function softmax(op: Operation): BlockInstruction {
  const [[input], [table], [output]] = ['input', 'table', 'output'].map((n) => named(op, n));
  const shape = shapeOf(input);
  const depth = shape.at(-1)!;
  return {
    mnemonic: 'vec.softmax',
    fields: {
      in_addr: addressOf(input),
      out_addr: addressOf(output),
      rows: shape.reduce((a, b) => a * b, 1) / depth,
      depth,
      in_row_stride: depth,
      out_row_stride: depth,
      table_addr: 0,
    },
    symbols: { table_addr: table },
  };
}

/** Offset in bytes of an element. */
function offsetOf(shape: readonly number[], index: readonly number[]): number {
  return denseStrides(shape).reduce((n, s, d) => n + s * index[d], 0);
}

function copy(op: Operation): BlockInstruction {
  const [[source], [target]] = ['source', 'target'].map((n) => named(op, n));
  const [size, perm] = [arrayAttr(op, 'size'), arrayAttr(op, 'perm')];
  const [n2, n1, run] = three(
    bytes(source, copyLoops(shapeOf(source), shapeOf(target), size, perm)),
  );
  const width = elementBytes(source.type as MemRefType);
  const from = width * offsetOf(shapeOf(source), arrayAttr(op, 'source_offset'));
  const to = width * offsetOf(shapeOf(target), arrayAttr(op, 'target_offset'));
  const onChip = isSram(source);
  return {
    mnemonic: 'dma.copy',
    fields: {
      src_addr: from + (onChip ? addressOf(source) : 0),
      src_space: onChip ? 0 : 1,
      dst_addr: to + addressOf(target),
      dst_space: 0,
      run: run.extent,
      n1: n1.extent,
      n2: n2.extent,
      src_stride0: run.strides[0],
      src_stride1: n1.strides[0],
      src_stride2: n2.strides[0],
      dst_stride0: run.strides[1],
      dst_stride1: n1.strides[1],
      dst_stride2: n2.strides[1],
    },
    symbols: onChip ? {} : { src_addr: source },
  };
}

/** Loops over elements as loops over bytes. */
function bytes(value: Value, loops: readonly Loop[]): Loop[] {
  const width = elementBytes(value.type as MemRefType);
  if (width === 1) return [...loops];
  const wide = loops.map((l) => ({ extent: l.extent, strides: l.strides.map((s) => s * width) }));
  return collapse([...wide, { extent: width, strides: wide[0].strides.map(() => 1) }], MAX_RUN);
}

function fill(op: Operation): BlockInstruction {
  const [target] = named(op, 'target');
  const shape = shapeOf(target);
  const strides = denseStrides(shape);
  const size = arrayAttr(op, 'size');
  const loops = collapse(
    size.map((extent, d) => ({ extent, strides: [strides[d]] })),
    MAX_RUN,
  );
  const [n2, n1, run] = three(loops);
  return {
    mnemonic: 'dma.fill',
    fields: {
      dst_addr: addressOf(target) + offsetOf(shape, arrayAttr(op, 'offset')),
      dst_space: 0,
      run: run.extent,
      n1: n1.extent,
      n2: n2.extent,
      dst_stride0: run.strides[0],
      dst_stride1: n1.strides[0],
      dst_stride2: n2.strides[0],
      value: intAttr(op, 'value'),
    },
    symbols: {},
  };
}

const INSTRUCTION: Readonly<Record<string, (op: Operation) => BlockInstruction>> = {
  'mem.add': binary,
  'mem.avg_pool2d': pool,
  'mem.conv2d': mac,
  'mem.copy': copy,
  'mem.depthwise_conv2d': mac,
  'mem.fill': fill,
  'mem.lut': lut,
  'mem.max_pool2d': pool,
  'mem.mean': mean,
  'mem.mul': binary,
  'mem.softmax': softmax,
};

/** The instruction of a block; undefined for what is no block of an engine. */
export function instructionOfBlock(op: Operation): BlockInstruction | undefined {
  return INSTRUCTION[op.name]?.(op);
}
