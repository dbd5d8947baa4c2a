/** The VEC engine's function: moves operands into dense arrays and calls the kernels' arithmetic. */
import {
  add,
  averagePool2d,
  maximum,
  maxPool2d,
  minimum,
  mul,
  type Operands,
  type Pool2dShape,
  softmaxRowFromTable,
  sub,
  sum,
} from '../kernels/index.js';
import { boxBytes, type Fields } from '../target/index.js';
import { gather, type Memory, scatter } from './memory.js';
import type { Step } from './steps.js';

/** Reads the operands from memory and returns the dense result, which `write` puts back. */
export function computeVec(memory: Memory, step: Step): Int8Array {
  const { mnemonic, fields: f } = step;
  switch (mnemonic) {
    case 'vec.add':
    case 'vec.sub':
    case 'vec.mul':
    case 'vec.max':
    case 'vec.min':
      return binary(mnemonic, f, operandsOf(memory, step));
    case 'vec.lut':
      return lookUp(memory, step);
    case 'vec.pool_max':
    case 'vec.pool_avg':
      return pool(memory, step);
    case 'vec.reduce_mean':
      return reduce(memory, f);
    case 'vec.softmax':
      return softmaxRows(memory, step);
    default:
      throw new Error(`${mnemonic} is no VEC instruction`);
  }
}

/** Puts the result of `computeVec` into memory. */
export function writeVec(memory: Memory, step: Step, result: Int8Array): void {
  scatter(memory, step.access.writes[0], result);
}

/** Both operands, an inner broadcast repeated. */
function operandsOf(memory: Memory, { fields: f, access }: Step): Operands<Int8Array> {
  const operand = (index: number, inner: number): Int8Array => {
    const box = access.reads[index];
    const values = new Int8Array(boxBytes(box));
    gather(memory, box, values);
    if (inner === 1 || f.d2 === 1) return values;
    const repeated = new Int8Array(values.length * f.d2);
    for (let i = 0; i < values.length; i++) repeated.fill(values[i], i * f.d2, (i + 1) * f.d2);
    return repeated;
  };
  const a = operand(0, f.in1_stride2);
  const b = operand(1, f.in2_stride2);
  return { a, b, shapeA: [a.length], shapeB: [b.length] };
}

function binary(mnemonic: string, f: Fields, operands: Operands<Int8Array>): Int8Array {
  const output = new Int8Array(operands.a.length);
  const common = {
    zeroPoint1: f.in1_zp,
    zeroPoint2: f.in2_zp,
    zeroPoint: f.out_zp,
    min: f.act_min,
    max: f.act_max,
  };
  const sums = {
    ...common,
    leftShift: f.left_shift,
    input1: { multiplier: f.in1_multiplier, shift: f.in1_shift },
    input2: { multiplier: f.in2_multiplier, shift: f.in2_shift },
    output: { multiplier: f.out_multiplier, shift: f.out_shift },
  };
  switch (mnemonic) {
    case 'vec.add':
      add(sums, operands, output);
      break;
    case 'vec.sub':
      sub(sums, operands, output);
      break;
    case 'vec.mul':
      mul({ ...common, ...sums.output }, operands, output);
      break;
    case 'vec.max':
    case 'vec.min':
      (mnemonic === 'vec.max' ? maximum : minimum)(operands, output);
      for (let i = 0; i < output.length; i++) {
        output[i] = Math.min(Math.max(output[i], f.act_min), f.act_max);
      }
      break;
    default:
      throw new Error(`${mnemonic} has no arithmetic`);
  }
  return output;
}

function lookUp(memory: Memory, { fields: f, access }: Step): Int8Array {
  const values = new Int8Array(boxBytes(access.reads[0]));
  gather(memory, access.reads[0], values);
  for (let i = 0; i < values.length; i++) values[i] = memory.offChip[f.lut_addr + values[i] + 128];
  return values;
}

function pool(memory: Memory, step: Step): Int8Array {
  const { mnemonic, fields: f } = step;
  // Of the valid region only what a window reaches.
  const reach = (outputs: number, kernel: number, stride: number, pad: number, valid: number) =>
    Math.max(0, Math.min(valid, (outputs - 1) * stride + kernel - pad));
  const height = reach(f.rows, f.kernel_h, f.stride_h, f.pad_top, f.ifm_rows);
  const width = reach(f.cols, f.kernel_w, f.stride_w, f.pad_left, f.ifm_cols);
  const input = new Int8Array(height * width * f.channels);
  gather(
    memory,
    {
      space: 'sram',
      address: f.ifm_addr,
      run: f.channels,
      dims: [
        { count: height, stride: f.ifm_row_stride },
        { count: width, stride: f.ifm_col_stride },
      ],
    },
    input,
  );
  const shape: Pool2dShape = {
    batches: 1,
    ifmHeight: height,
    ifmWidth: width,
    ifmChannels: f.channels,
    ofmHeight: f.rows,
    ofmWidth: f.cols,
    filterHeight: f.kernel_h,
    filterWidth: f.kernel_w,
    strideY: f.stride_h,
    strideX: f.stride_w,
    padTop: f.pad_top,
    padLeft: f.pad_left,
  };
  const output = new Int8Array(f.rows * f.cols * f.channels);
  const kernel = mnemonic === 'vec.pool_max' ? maxPool2d : averagePool2d;
  kernel(shape, { min: f.act_min, max: f.act_max }, input, output);
  return output;
}

function reduce(memory: Memory, f: Fields): Int8Array {
  const shape = [f.k0, f.k1, f.k2, f.r0, f.r1];
  const strides = [f.in_stride_k0, f.in_stride_k1, f.in_stride_k2, f.in_stride_r0, f.in_stride_r1];
  const input = new Int8Array(shape.reduce((a, b) => a * b));
  const dims = shape.map((count, d) => ({ count, stride: strides[d] }));
  gather(memory, { space: 'sram', address: f.in_addr, run: 1, dims }, input);
  const output = new Int8Array(f.k0 * f.k1 * f.k2);
  const parameters = {
    inputZeroPoint: f.in_zp,
    outputZeroPoint: f.out_zp,
    multiplier: f.multiplier,
    shift: f.shift,
    min: f.act_min,
    max: f.act_max,
  };
  sum(parameters, shape, [3, 4], input, output);
  return output;
}

function softmaxRows(memory: Memory, { fields: f, access }: Step): Int8Array {
  const bytes = memory.offChip;
  const view = new DataView(bytes.buffer, bytes.byteOffset + f.table_addr, 1024);
  const table = Int32Array.from({ length: 256 }, (_, i) => view.getInt32(4 * i, true));
  const input = new Int8Array(f.rows * f.depth);
  gather(memory, access.reads[0], input);
  const output = new Int8Array(input.length);
  for (let start = 0; start < input.length; start += f.depth) {
    softmaxRowFromTable(table, input, output, start, f.depth);
  }
  return output;
}
