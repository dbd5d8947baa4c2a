/** npu.conv2d, npu.depthwise_conv2d and npu.matmul to blocks. */
import {
  arrayAttr,
  constantValue,
  elementsBytes,
  intAttr,
  shapeOf,
} from '../../dialects/common/index.js';
import {
  type Attribute,
  DenseArrayAttr,
  DiagnosticError,
  IntegerAttr,
  type NamedAttribute,
  type Operation,
  UnitAttr,
  type Value,
} from '../../ir/index.js';
import { packWeights } from '../../target/index.js';
import { type Blocking, chooseBlocking, type MacTask } from './blocking.js';
import type { Emitter } from './emitter.js';

interface MacOp {
  readonly op: Operation;
  readonly task: MacTask;
  /** Rows and columns before the picture. */
  readonly padding: readonly [number, number];
  readonly filter: Int8Array;
  readonly bias: Int32Array | undefined;
  readonly multipliers: readonly number[];
  readonly shifts: readonly number[];
}

function describe(op: Operation): MacOp {
  const ifm = shapeOf(op.operand(0));
  const filterShape = shapeOf(op.operand(1));
  const ofm = shapeOf(op.result());
  const filter = constantValue(op.operand(1));
  if (!filter) {
    throw new DiagnosticError(
      op.loc,
      `'${op.name}' needs a constant filter: weights stream from off-chip memory`,
    );
  }
  const bias = op.numOperands > 2 ? constantValue(op.operand(2)) : undefined;
  if (op.numOperands > 2 && !bias) {
    throw new DiagnosticError(
      op.loc,
      `'${op.name}' needs a constant bias: parameters stream with the weights`,
    );
  }
  const bytes = elementsBytes(filter);
  const common = {
    op,
    filter: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length),
    bias: bias && int32s(elementsBytes(bias)),
    multipliers: arrayAttr(op, 'multipliers'),
    shifts: arrayAttr(op, 'shifts'),
  };
  if (op.name === 'npu.matmul') {
    const [outputs, inputs] = filterShape;
    const rows = ifm.reduce((a, b) => a * b, 1) / inputs;
    // The rows of a matrix product are the rows of a picture one pixel wide.
    return {
      ...common,
      padding: [0, 0],
      task: {
        kind: 'conv',
        batches: 1,
        ofmHeight: rows,
        ofmWidth: 1,
        ofmChannels: outputs,
        ifmHeight: rows,
        ifmWidth: 1,
        ifmChannels: inputs,
        kernel: [1, 1],
        stride: [1, 1],
        dilation: [1, 1],
      },
    };
  }
  const pair = (name: string) => arrayAttr(op, name) as unknown as readonly [number, number];
  const [top, left] = arrayAttr(op, 'padding');
  return {
    ...common,
    padding: [top, left],
    task: {
      kind: op.name === 'npu.conv2d' ? 'conv' : 'depthwise',
      batches: ifm[0],
      ofmHeight: ofm[1],
      ofmWidth: ofm[2],
      ofmChannels: ofm[3],
      ifmHeight: ifm[1],
      ifmWidth: ifm[2],
      ifmChannels: ifm[3],
      kernel: [filterShape[1], filterShape[2]],
      stride: pair('stride'),
      dilation: pair('dilation'),
    },
  };
}

function int32s(bytes: Uint8Array): Int32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  return new Int32Array(aligned.buffer, aligned.byteOffset, bytes.length / 4);
}

/** Where a block lies: the picture of the batch, its first row, column, channel and its sizes. */
interface Place {
  readonly n: number;
  readonly y: number;
  readonly x: number;
  readonly rows: number;
  readonly cols: number;
}

function* starts(size: number, step: number): Generator<readonly [number, number]> {
  for (let at = 0; at < size; at += step) yield [at, Math.min(step, size - at)];
}

function places({ batches, ofmHeight, ofmWidth }: MacTask, { rows, cols }: Blocking): Place[] {
  const out: Place[] = [];
  for (let n = 0; n < batches; n++) {
    for (const [y, r] of starts(ofmHeight, rows)) {
      for (const [x, c] of starts(ofmWidth, cols)) out.push({ n, y, x, rows: r, cols: c });
    }
  }
  return out;
}

/** Emits the blocks of a MAC task; the caller has checked that it fits the target. */
export function emitMac(e: Emitter, op: Operation): void {
  const mac = describe(op);
  const { task } = mac;
  const blocking = chooseBlocking(e.target, task);
  if (!blocking) {
    throw new DiagnosticError(
      op.loc,
      `'${op.name}' has no block that fits ${e.target.name}'s buffers`,
    );
  }
  const ifm = e.asPicture(op.operand(0), [
    task.batches,
    task.ifmHeight,
    task.ifmWidth,
    task.ifmChannels,
  ]);
  const ofm = e.asPicture(op.result(), [
    task.batches,
    task.ofmHeight,
    task.ofmWidth,
    task.ofmChannels,
  ]);
  const lutAttr = op.attr('lut');
  const lut = lutAttr ? e.constant(lutAttr, 'table') : undefined;
  const streams = new Map<string, Value>();
  const channelBlocks = [...starts(task.ofmChannels, blocking.oc)];
  const chunks =
    task.kind === 'depthwise' ? [[0, 0] as const] : [...starts(task.ifmChannels, blocking.ic)];
  const spots = places(task, blocking);

  const block = (
    place: Place,
    oc0: number,
    oc: number,
    reuse: { ifm: boolean; weights: boolean; keep: boolean },
  ) => {
    chunks.forEach(([chunk0, chunk], i) => {
      const multiplier = task.ofmChannels / task.ifmChannels;
      const ic0 = task.kind === 'depthwise' ? oc0 / multiplier : chunk0;
      const ic = task.kind === 'depthwise' ? oc / multiplier : chunk;
      const first = i === 0;
      const key = `${oc0}:${ic0}`;
      let stream = streams.get(key);
      if (!stream) {
        stream = e.stream(packBlock(mac, oc0, oc, ic0, ic, first), op);
        streams.set(key, stream);
      }
      const offset = (values: readonly number[]) => DenseArrayAttr.i64(values);
      const attributes: NamedAttribute[] = [
        named(
          'ifm_offset',
          offset([
            place.n,
            place.y * task.stride[0] - mac.padding[0],
            place.x * task.stride[1] - mac.padding[1],
            ic0,
          ]),
        ),
        named('ifm_channels', IntegerAttr.i64(ic)),
        named('ofm_offset', offset([place.n, place.y, place.x, oc0])),
        named('ofm_size', offset([1, place.rows, place.cols, oc])),
        named('kernel', offset(task.kernel)),
        named('stride', offset(task.stride)),
        named('dilation', offset(task.dilation)),
        ...['ifm_zp', 'ofm_zp', 'act_min', 'act_max'].map((n) =>
          named(n, IntegerAttr.i64(intAttr(op, n))),
        ),
      ];
      const flag = (name: string, on: boolean) => {
        if (on) attributes.push(named(name, UnitAttr.get()));
      };
      flag('first', first);
      flag('last', i === chunks.length - 1);
      flag('reuse_ifm', reuse.ifm);
      flag('reuse_weights', reuse.weights);
      flag('keep_weights', reuse.keep);
      e.block(task.kind === 'conv' ? 'mem.conv2d' : 'mem.depthwise_conv2d', op, {
        operands: lut ? [ifm, stream, ofm, lut] : [ifm, stream, ofm],
        attributes: [
          ...attributes,
          named('operandSegmentSizes', DenseArrayAttr.i32([0, 1, 1, 1, lut ? 1 : 0])),
        ],
      });
    });
  };

  if (blocking.order === 'pixels') {
    // The patch is kept for all channel blocks of a place; a depthwise block has a patch of its own.
    const keep = task.kind === 'conv' && chunks.length === 1;
    for (const place of spots) {
      channelBlocks.forEach(([oc0, oc], i) => {
        block(place, oc0, oc, { ifm: keep && i > 0, weights: false, keep: false });
      });
    }
  } else {
    for (const [oc0, oc] of channelBlocks) {
      spots.forEach((place, i) => {
        block(place, oc0, oc, { ifm: false, weights: i > 0, keep: i < spots.length - 1 });
      });
    }
  }
}

function named(name: string, value: Attribute): NamedAttribute {
  return { name, value };
}

/** The packed stream of output channels oc0 … and input channels ic0 … of a task. */
function packBlock(
  mac: MacOp,
  oc0: number,
  oc: number,
  ic0: number,
  ic: number,
  first: boolean,
): Uint8Array {
  const { task, filter } = mac;
  const [kh, kw] = task.kernel;
  const depthwise = task.kind === 'depthwise';
  const inner = task.ifmChannels;
  const at = depthwise
    ? (o: number, k: number) => filter[k * task.ofmChannels + oc0 + o]
    : (o: number, k: number) => {
        const tap = Math.floor(k / ic);
        return filter[((oc0 + o) * kh * kw + tap) * inner + ic0 + (k - tap * ic)];
      };
  const pick = (list: ArrayLike<number>) =>
    Array.from({ length: oc }, (_, o) => list[list.length === 1 ? 0 : oc0 + o]);
  const block = {
    oc,
    k: kh * kw * (depthwise ? 1 : ic),
    at,
    parameters: first
      ? {
          bias: mac.bias ? Array.from(mac.bias.subarray(oc0, oc0 + oc)) : new Array(oc).fill(0),
          multiplier: pick(mac.multipliers),
          shift: pick(mac.shifts),
        }
      : undefined,
  };
  try {
    return packWeights(block);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new DiagnosticError(mac.op.loc, `the filter cannot be packed: ${error.message}`);
  }
}
