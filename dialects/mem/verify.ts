/**
 * Invariants of mem beyond the spec:
 * M1 an address is not negative; only on-chip buffers have one;
 * M2 a view has as many bytes as its source, in the same memory;
 * M3 a MAC block's buffers are pictures n, h, w, c; its output block lies inside the output, its
 *    channels inside the input; its window is positive, and its stream has the length it takes;
 * M4 a copy's or fill's boxes lie inside their buffers, and `perm` is a permutation of the dimensions;
 * M5 the tensor that a buffer or view holds has its shape and storage type; inputs, outputs
 *    and state are numbered from 0 to 4095;
 * M6 a pooled picture is in both buffers, and the result has the size that the window gives;
 * M7 operands of an element-wise block broadcast to the result; tables have 256 elements;
 * M8 axes of a mean are dimensions of the input, each once, and the result has the kept elements.
 */
import {
  type Fail,
  IntegerAttr,
  IntegerType,
  type MemRefType,
  type Operation,
  RankedTensorType,
  StringAttr,
  segments,
  TypeAttr,
} from '../../ir/index.js';
import { arrayAttr, broadcast, intAttr, windowedSize } from '../common/index.js';
import { UniformQuantizedType } from '../quant/index.js';

/** The memory that a buffer lies in. */
export function spaceOf(type: MemRefType): string {
  return type.memorySpace instanceof StringAttr ? type.memorySpace.value : '';
}

/** M1. */
export function verifyBuffer(op: Operation, fail: Fail): void {
  const address = op.attr('address');
  const type = op.result().type as MemRefType;
  if (spaceOf(type) !== 'sram') fail(`lies in "${spaceOf(type)}", buffers lie in "sram" (M1)`);
  if (address instanceof IntegerAttr && address.value < 0n) {
    fail(`has the address ${address.value}, which is negative (M1)`);
  }
}

/** M2. */
export function verifyView(op: Operation, fail: Fail): void {
  const [from, to] = [op.operand(0).type as MemRefType, op.result().type as MemRefType];
  if (
    from.elementCount !== to.elementCount ||
    from.elementType !== to.elementType ||
    spaceOf(from) !== spaceOf(to)
  ) {
    fail(`reads ${from} as ${to}, which has other bytes (M2)`);
  }
}

function operandNamed(op: Operation, name: string): MemRefType | undefined {
  const { operands } = op.def.spec!;
  const groups = segments(op, operands, op.numOperands, 'operand');
  if (typeof groups === 'string') return undefined;
  const [start, end] = groups[operands.findIndex((o) => o.name === name)];
  return start < end ? (op.operand(start).type as MemRefType) : undefined;
}

/** M3. */
export function verifyMacBlock(op: Operation, fail: Fail): void {
  const [ifm, ofm] = [operandNamed(op, 'ifm'), operandNamed(op, 'ofm')];
  if (!ifm || !ofm) return;
  if (ifm.shape.length !== 4 || ofm.shape.length !== 4) {
    fail('works on pictures of four dimensions (n, h, w, c) (M3)');
    return;
  }
  const offset = arrayAttr(op, 'ofm_offset');
  const size = arrayAttr(op, 'ofm_size');
  if (offset.some((o, d) => o < 0 || size[d] < 1 || o + size[d] > ofm.shape[d])) {
    fail(`writes [${size}] at [${offset}], outside ${ofm} (M3)`);
  }
  const [n, , , c] = arrayAttr(op, 'ifm_offset');
  const channels = intAttr(op, 'ifm_channels');
  if (n < 0 || n >= ifm.shape[0] || c < 0 || channels < 1 || c + channels > ifm.shape[3]) {
    fail(`reads channels ${c} to ${c + channels - 1} of picture ${n}, outside ${ifm} (M3)`);
  }
}

/** M4. */
export function verifyCopy(op: Operation, fail: Fail): void {
  const [source, target] = [operandNamed(op, 'source')!, operandNamed(op, 'target')!];
  const [size, perm] = [arrayAttr(op, 'size'), arrayAttr(op, 'perm')];
  const [from, to] = [arrayAttr(op, 'source_offset'), arrayAttr(op, 'target_offset')];
  const rank = source.shape.length;
  const sorted = [...perm].sort((a, b) => a - b);
  if (
    size.length !== rank ||
    from.length !== rank ||
    perm.length !== rank ||
    sorted.some((p, i) => p !== i)
  ) {
    fail(
      `size, source_offset and perm need one entry for each of ${rank} dimensions, perm a permutation (M4)`,
    );
    return;
  }
  if (to.length !== target.shape.length || target.shape.length !== rank) {
    fail(
      `target_offset needs one entry for each of ${target.shape.length} dimensions, source and target the same rank (M4)`,
    );
    return;
  }
  if (size.some((s, d) => s < 1 || from[d] < 0 || from[d] + s > source.shape[d])) {
    fail(`reads [${size}] at [${from}], outside ${source} (M4)`);
  }
  if (perm.some((p, d) => to[d] < 0 || to[d] + size[p] > target.shape[d])) {
    fail(`writes at [${to}], outside ${target} (M4)`);
  }
}

type Shape = readonly number[];
const count = (s: Shape) => s.reduce((n, d) => n * d, 1);
const same = (a: Shape, b: Shape) => a.length === b.length && a.every((d, i) => d === b[i]);

/** M5: what a buffer or a view says that it holds. */
export function verifyContents(op: Operation, fail: Fail): void {
  const type = op.result().type as MemRefType;
  const attr = op.attr('tensor');
  if (attr instanceof TypeAttr) {
    const tensor = attr.type;
    const element = tensor instanceof RankedTensorType ? tensor.elementType : undefined;
    const stored = element instanceof UniformQuantizedType ? element.storage : element;
    if (
      !(tensor instanceof RankedTensorType) ||
      !same(tensor.shape, type.shape) ||
      stored !== type.elementType
    ) {
      fail(`holds ${tensor}, which ${type} does not store (M5)`);
    }
  }
  for (const role of ['input', 'output', 'state']) {
    const index = op.attr(role);
    if (index instanceof IntegerAttr && (index.value < 0n || index.value > MOST_PORTS)) {
      fail(`is ${role} ${index.value}, numbers go from 0 to ${MOST_PORTS} (M5)`);
    }
  }
}

const MOST_PORTS = 4095n;

/** M6. */
export function verifyPool(op: Operation, fail: Fail): void {
  const [ifm, ofm] = [operandNamed(op, 'ifm'), operandNamed(op, 'ofm')];
  if (!ifm || !ofm) return;
  const [kernel, stride, padding] = ['kernel', 'stride', 'padding'].map((n) => arrayAttr(op, n));
  const image = intAttr(op, 'image');
  if (
    ifm.shape.length !== 4 ||
    ofm.shape.length !== 4 ||
    image < 0 ||
    image >= ifm.shape[0] ||
    image >= ofm.shape[0]
  ) {
    fail(`pools picture ${image} of ${ifm} into ${ofm}, which do not both have it (M6)`);
    return;
  }
  if ([...kernel, ...stride].some((v) => v < 1) || padding.some((v) => v < 0)) {
    fail(
      `kernel [${kernel}] and stride [${stride}] must be positive, padding [${padding}] not negative (M6)`,
    );
    return;
  }
  const [top, left, bottom, right] = padding;
  const wanted = [
    windowedSize(ifm.shape[1], kernel[0], stride[0], 1, top + bottom),
    windowedSize(ifm.shape[2], kernel[1], stride[1], 1, left + right),
    ifm.shape[3],
  ];
  if (!same(ofm.shape.slice(1), wanted)) fail(`makes pictures of [${wanted}], not ${ofm} (M6)`);
}

/** M7: element-wise blocks. */
export function verifyElementwise(op: Operation, fail: Fail): void {
  const [lhs, rhs, ofm] = ['lhs', 'rhs', 'ofm'].map((n) => operandNamed(op, n));
  if (!lhs || !rhs || !ofm) return;
  const wanted = broadcast(lhs.shape, rhs.shape);
  if (!wanted || !same(wanted, ofm.shape))
    fail(`${lhs} and ${rhs} do not broadcast to ${ofm} (M7)`);
}

/** M7: a table over every element, or a softmax over every row. */
export function verifyTable(bits: number): (op: Operation, fail: Fail) => void {
  return (op, fail) => {
    const [input, table, output] = ['input', 'table', 'output'].map((n) => operandNamed(op, n));
    if (!input || !table || !output) return;
    if (!same(input.shape, output.shape) || input.shape.length === 0) {
      fail(`turns ${input} into ${output}, which has another shape (M7)`);
    }
    if (table.elementType !== IntegerType.get(bits) || table.elementCount !== 256) {
      fail(`needs a table of 256 elements of i${bits}, not ${table} (M7)`);
    }
  };
}

/** M8. */
export function verifyMean(op: Operation, fail: Fail): void {
  const [input, output] = [operandNamed(op, 'input'), operandNamed(op, 'output')];
  if (!input || !output) return;
  const axes = arrayAttr(op, 'axes');
  const rank = input.shape.length;
  if (new Set(axes).size !== axes.length || axes.some((a) => a < 0 || a >= rank)) {
    fail(`axes [${axes}] must be different dimensions from 0 to ${rank - 1} (M8)`);
    return;
  }
  const kept = count(input.shape.filter((_, d) => !axes.includes(d)));
  if (output.elementCount !== kept)
    fail(`gives ${kept} elements, ${output} has ${output.elementCount} (M8)`);
}

/** M4 for a box that is filled. */
export function verifyFill(op: Operation, fail: Fail): void {
  const target = operandNamed(op, 'target');
  if (!target) return;
  const [offset, size] = [arrayAttr(op, 'offset'), arrayAttr(op, 'size')];
  const rank = target.shape.length;
  const inside = (d: number) =>
    offset[d] >= 0 && size[d] >= 1 && offset[d] + size[d] <= target.shape[d];
  if (offset.length !== rank || size.length !== rank || !target.shape.every((_, d) => inside(d))) {
    fail(`fills [${size}] at [${offset}], outside ${target} (M4)`);
  }
}

/** Bytes of parameters of an output channel in a stream that starts a block. */
const PARAMETER_BYTES = 10;

/** M3: windows are positive, and the stream has the length that the block takes. */
export function verifyStream(op: Operation, fail: Fail): void {
  const weights = operandNamed(op, 'weights');
  if (!weights) return;
  const [kernel, stride, dilation] = ['kernel', 'stride', 'dilation'].map((n) => arrayAttr(op, n));
  if ([...kernel, ...stride, ...dilation].some((v) => v < 1)) {
    fail(`kernel [${kernel}], stride [${stride}] and dilation [${dilation}] must be positive (M3)`);
    return;
  }
  const channels = arrayAttr(op, 'ofm_size')[3];
  const ic = intAttr(op, 'ifm_channels');
  const depthwise = op.name === 'mem.depthwise_conv2d';
  if (depthwise && channels % ic !== 0) {
    fail(`makes ${channels} channels from ${ic}, which is no multiple (M3)`);
  }
  const window = kernel[0] * kernel[1] * (depthwise ? 1 : ic);
  const bytes = channels * (window + (op.attr('first') ? PARAMETER_BYTES : 0));
  if (weights.elementCount !== bytes || weights.elementType !== IntegerType.get(8)) {
    fail(`needs a stream of ${bytes} bytes, not ${weights} (M3)`);
  }
}
