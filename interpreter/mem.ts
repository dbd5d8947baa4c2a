/**
 * Reference semantics of mem: blocks over buffers. Allocated buffers are places in one on-chip
 * memory, so that a wrong address or lifetime shows as a wrong number; others have storage of
 * their own. Blocks run in the order of the text: the tokens must allow it.
 */

import {
  arrayAttr,
  elementsAttr,
  elementsBytes,
  intAttr,
  stringAttr,
} from '../dialects/common/index.js';
import {
  type Attribute,
  DictionaryAttr,
  IntegerAttr,
  type MemRefType,
  type Operation,
  RankedTensorType,
  segments,
  TypeAttr,
  type Value,
} from '../ir/index.js';
import {
  biasAccumulators,
  type Conv2dParams,
  conv2dAccumulate,
  depthwiseConv2dAccumulate,
  requantizeOutput,
  stridesOf,
} from '../kernels/index.js';
import { unpackWeights } from '../target/index.js';
import {
  bytesOf,
  type Call,
  type ElementArray,
  InterpreterError,
  type Tensor,
  viewBytes,
} from './call.js';
import { npu } from './npu.js';

/** Bytes of a buffer, and the tensor type they hold where the program says so. */
interface Place {
  readonly bytes: Uint8Array;
  readonly type: MemRefType;
  readonly tensor: RankedTensorType | undefined;
}

/** The memories and the accumulators of one run. */
export class MemMachine {
  readonly places = new Map<Value, Place>();
  private readonly sram: Uint8Array;
  private accumulators: Int32Array = new Int32Array(0);
  /** Of the block whose first chunk ran last. */
  parameters: { readonly multiplier: Int32Array; readonly shift: Int8Array } | undefined =
    undefined;

  /** `sramBytes`: the end of the highest allocated buffer. */
  constructor(sramBytes: number) {
    this.sram = new Uint8Array(sramBytes);
  }

  place(value: Value): Place {
    const found = this.places.get(value);
    if (!found) throw new InterpreterError('a buffer is used before it is made');
    return found;
  }

  /** The buffer as a tensor, viewed in place. */
  tensor(value: Value): Tensor {
    const { bytes, type } = this.place(value);
    return { shape: type.shape, data: viewBytes(bytes, type.elementType) };
  }

  /** Runs one operation; false when it is not one of mem. */
  run(op: Operation): boolean {
    const step = STEPS[op.name];
    if (!step) return false;
    step(this, op);
    return true;
  }

  buffer(op: Operation): void {
    const type = op.result().type as MemRefType;
    const size = type.elementCount * elementSize(type);
    const address = op.attr('address');
    const bytes =
      address instanceof IntegerAttr
        ? this.sram.subarray(address.number, address.number + size)
        : new Uint8Array(size);
    this.places.set(op.result(), { bytes, type, tensor: tensorType(op) });
  }

  /** The accumulators of a block: bias for its first chunk, what the last chunk left for others. */
  startBlock(first: boolean, length: number, bias: ArrayLike<number> | undefined): Int32Array {
    if (first) this.accumulators = biasAccumulators(length, bias && Int32Array.from(bias));
    if (this.accumulators.length !== length) {
      throw new InterpreterError('a chunk continues a block of another size');
    }
    return this.accumulators;
  }
}

/** The weights of a block; a stream of another size is the program's fault. */
function unpackStream(...args: Parameters<typeof unpackWeights>) {
  try {
    return unpackWeights(...args);
  } catch (error) {
    if (error instanceof RangeError) throw new InterpreterError(error.message);
    throw error;
  }
}

function elementSize(type: MemRefType): number {
  return viewBytes(new Uint8Array(0), type.elementType).BYTES_PER_ELEMENT;
}

function tensorType(op: Operation): RankedTensorType | undefined {
  const attr = op.attr('tensor');
  return attr instanceof TypeAttr && attr.type instanceof RankedTensorType ? attr.type : undefined;
}

/** The operand of a declared name, in the order of the spec's operand groups. */
function named(op: Operation, name: string): Value[] {
  const { operands } = op.def.spec!;
  const groups = segments(op, operands, op.numOperands, 'operand');
  if (typeof groups === 'string') throw new InterpreterError(groups);
  return op.operands.slice(...groups[operands.findIndex((o) => o.name === name)]);
}

function macBlock(m: MemMachine, op: Operation, depthwise: boolean): void {
  const [ifmValue] = named(op, 'ifm');
  const [ofmValue] = named(op, 'ofm');
  const ifm = m.tensor(ifmValue);
  const ofm = m.tensor(ofmValue);
  const [n, y, x, c] = arrayAttr(op, 'ifm_offset');
  const [on, oy, ox, oc] = arrayAttr(op, 'ofm_offset');
  const [, rows, cols, channels] = arrayAttr(op, 'ofm_size');
  const [kh, kw] = arrayAttr(op, 'kernel');
  const [strideY, strideX] = arrayAttr(op, 'stride');
  const [dilationY, dilationX] = arrayAttr(op, 'dilation');
  const ic = intAttr(op, 'ifm_channels');
  const first = op.attr('first') !== undefined;
  const stream = m.place(named(op, 'weights')[0]).bytes;
  const window = kh * kw * (depthwise ? 1 : ic);
  const { weights, parameters } = unpackStream(stream, channels, window, first);
  const [, h, w, depth] = ifm.shape;
  const picture = (ifm.data as Int8Array).subarray(n * h * w * depth, (n + 1) * h * w * depth);
  const acc = m.startBlock(first, rows * cols * channels, parameters?.bias);
  if (parameters) m.parameters = parameters;
  const shape: Conv2dParams = {
    batches: 1,
    ifmHeight: h,
    ifmWidth: w,
    ifmChannels: depth,
    ofmHeight: rows,
    ofmWidth: cols,
    ofmChannels: channels,
    filterHeight: kh,
    filterWidth: kw,
    strideY,
    strideX,
    dilationY,
    dilationX,
    padTop: -y,
    padLeft: -x,
    ifmZeroPoint: intAttr(op, 'ifm_zp'),
    firstChannel: c,
  };
  if (depthwise) {
    // The stream is tap by tap; the kernel's filter has its channels innermost.
    const filter = new Int8Array(weights.length);
    for (let o = 0; o < channels; o++) {
      for (let k = 0; k < window; k++) filter[k * channels + o] = weights[o * window + k];
    }
    depthwiseConv2dAccumulate({ ...shape, depthMultiplier: channels / ic }, picture, filter, acc);
  } else {
    conv2dAccumulate({ ...shape, filterChannels: ic }, picture, weights, acc);
  }
  if (op.attr('last') === undefined) return;
  const { multiplier, shift } = m.parameters!;
  const block = new Int8Array(acc.length);
  const stage = {
    multipliers: multiplier,
    shifts: Int32Array.from(shift),
    zeroPoint: intAttr(op, 'ofm_zp'),
    min: intAttr(op, 'act_min'),
    max: intAttr(op, 'act_max'),
  };
  requantizeOutput(stage, channels, acc, block);
  const [lutValue] = named(op, 'lut');
  const lut = lutValue && (m.tensor(lutValue).data as Int8Array);
  const [, ofmH, ofmW, ofmC] = ofm.shape;
  const out = ofm.data as Int8Array;
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) {
      const from = (row * cols + col) * channels;
      const to = ((on * ofmH + oy + row) * ofmW + ox + col) * ofmC + oc;
      for (let i = 0; i < channels; i++)
        out[to + i] = lut ? lut[block[from + i] + 128] : block[from + i];
    }
  }
}

/** A whole-buffer task: the same arithmetic as the npu operation of that name. */
function viaNpu(
  kernel: string,
  inputs: readonly string[],
  output: string,
  extra?: (op: Operation) => Record<string, Attribute>,
) {
  return (m: MemMachine, op: Operation): void => {
    const values = inputs.map((name) => named(op, name)[0]);
    const target = named(op, output)[0];
    const attrs = extra?.(op) ?? {};
    const call = callOf(
      m,
      `npu.${kernel}`,
      values,
      [target],
      (name) => attrs[name] ?? op.attr(name),
    );
    const [data] = npu[kernel](call);
    m.place(target).bytes.set(bytesOf(data));
  };
}

function callOf(
  m: MemMachine,
  name: string,
  inputs: readonly Value[],
  outputs: readonly Value[],
  attr: Call['attr'],
): Call {
  const typeOf = (v: Value): RankedTensorType => {
    const { tensor, type } = m.place(v);
    return tensor ?? RankedTensorType.get(type.shape, type.elementType);
  };
  return {
    name,
    attr,
    inputs: inputs.map((v) => m.tensor(v)),
    inputTypes: inputs.map(typeOf),
    resultTypes: outputs.map(typeOf),
  };
}

/** One picture of a batch through a pooling task. */
function pool(kernel: 'avg_pool2d' | 'max_pool2d') {
  return (m: MemMachine, op: Operation): void => {
    const image = intAttr(op, 'image');
    const [ifm, ofm] = [named(op, 'ifm')[0], named(op, 'ofm')[0]];
    const slice = (v: Value): { tensor: Tensor; type: RankedTensorType } => {
      const { shape, data } = m.tensor(v);
      const one = [1, ...shape.slice(1)];
      const size = one.reduce((a, b) => a * b, 1);
      const type = RankedTensorType.get(one, (v.type as MemRefType).elementType);
      return {
        tensor: {
          shape: one,
          data: data.subarray(image * size, (image + 1) * size) as ElementArray,
        },
        type,
      };
    };
    const [input, output] = [slice(ifm), slice(ofm)];
    const [data] = npu[kernel]({
      name: op.name,
      attr: (name) => op.attr(name),
      inputs: [input.tensor],
      inputTypes: [input.type],
      resultTypes: [output.type],
    });
    bytesOf(output.tensor.data).set(bytesOf(data));
  };
}

function copy(m: MemMachine, op: Operation): void {
  const [source, target] = [m.tensor(named(op, 'source')[0]), m.tensor(named(op, 'target')[0])];
  const [from, to] = [arrayAttr(op, 'source_offset'), arrayAttr(op, 'target_offset')];
  const [size, perm] = [arrayAttr(op, 'size'), arrayAttr(op, 'perm')];
  const sourceStrides = stridesOf(source.shape);
  const targetStrides = stridesOf(target.shape);
  // A buffer may be copied onto itself: read all, then write.
  const input = source.data.slice();
  forEachIndex(size, (index) => {
    let i = 0;
    let o = 0;
    for (let d = 0; d < size.length; d++) i += (from[d] + index[d]) * sourceStrides[d];
    for (let d = 0; d < perm.length; d++) o += (to[d] + index[perm[d]]) * targetStrides[d];
    target.data[o] = input[i];
  });
}

function forEachIndex(size: readonly number[], visit: (index: readonly number[]) => void): void {
  const total = size.reduce((a, b) => a * b, 1);
  const index = size.map(() => 0);
  for (let i = 0; i < total; i++) {
    visit(index);
    for (let d = size.length - 1; d >= 0; d--) {
      if (++index[d] < size[d]) break;
      index[d] = 0;
    }
  }
}

function fill(m: MemMachine, op: Operation): void {
  const target = m.tensor(named(op, 'target')[0]);
  const offset = arrayAttr(op, 'offset');
  const strides = stridesOf(target.shape);
  const value = intAttr(op, 'value');
  forEachIndex(arrayAttr(op, 'size'), (index) => {
    let o = 0;
    for (let d = 0; d < index.length; d++) o += (offset[d] + index[d]) * strides[d];
    target.data[o] = value;
  });
}

function host(m: MemMachine, op: Operation): void {
  const outputs = named(op, 'outputs');
  const attributes = op.attr('attributes');
  const attrs: Record<string, Attribute | undefined> = { kernel: op.attr('kernel') };
  const call = callOf(
    m,
    `host kernel ${stringAttr(op, 'kernel')}`,
    named(op, 'inputs'),
    outputs,
    (name) =>
      name === 'attributes'
        ? attributes instanceof DictionaryAttr
          ? attributes
          : undefined
        : attrs[name],
  );
  npu.host(call).forEach((data, i) => {
    m.place(outputs[i]).bytes.set(bytesOf(data));
  });
}

const STEPS: Record<string, (m: MemMachine, op: Operation) => void> = {
  'mem.add': viaNpu('add', ['lhs', 'rhs'], 'ofm'),
  'mem.avg_pool2d': pool('avg_pool2d'),
  'mem.buffer': (m, op) => m.buffer(op),
  'mem.constant': (m, op) => {
    const type = op.result().type as MemRefType;
    m.places.set(op.result(), {
      bytes: elementsBytes(elementsAttr(op, 'value')),
      type,
      tensor: undefined,
    });
  },
  'mem.conv2d': (m, op) => macBlock(m, op, false),
  'mem.copy': copy,
  'mem.depthwise_conv2d': (m, op) => macBlock(m, op, true),
  'mem.fill': fill,
  'mem.host': host,
  'mem.lut': (m, op) => {
    const table = m.tensor(named(op, 'table')[0]).data as Int8Array;
    const input = m.tensor(named(op, 'input')[0]).data as Int8Array;
    const out = m.tensor(named(op, 'output')[0]).data as Int8Array;
    for (let i = 0; i < input.length; i++) out[i] = table[input[i] + 128];
  },
  'mem.max_pool2d': pool('max_pool2d'),
  'mem.mean': viaNpu('mean', ['input'], 'output'),
  'mem.mul': viaNpu('mul', ['lhs', 'rhs'], 'ofm'),
  'mem.softmax': (m, op) => {
    const table = named(op, 'table')[0].definingOp!;
    viaNpu('softmax', ['input'], 'output', () => ({ table: elementsAttr(table, 'value') }))(m, op);
  },
  'mem.view': (m, op) => {
    const source = m.place(op.operand(0));
    m.places.set(op.result(), {
      bytes: source.bytes,
      type: op.result().type as MemRefType,
      tensor: tensorType(op),
    });
  },
};
