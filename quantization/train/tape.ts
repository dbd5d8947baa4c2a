/**
 * Reverse-mode differentiation of a float function: its operations as steps over one arena, forward in
 * their order and backward against it. A tape works on one sample at a time, and adds up the gradients
 * of parameters over samples.
 */
import {
  arrayAttr,
  constantValue,
  floatAttr,
  floatElements,
  shapeOf,
  stringAttr,
} from '../../dialects/common/index.js';
import { runTensorOp, type Tensor } from '../../interpreter/index.js';
import type { Operation, Value } from '../../ir/index.js';
import { Arena, type Conv2dShape, type Pool2dShape } from '../../kernels/index.js';
import { QuantizationError } from '../table.js';
import { isFloatTensor, layerName } from '../tensors.js';
import { type ActivationQuantizer, fakeQuantizeStep } from './fake-quantize.js';
import { Convolution, DepthwiseConvolution, type LayerTensors } from './layers.js';
import {
  averagePoolStep,
  type BinaryKind,
  binaryStep,
  maxPoolStep,
  meanStep,
  movementStep,
  softmaxStep,
  UNARY,
  unaryStep,
} from './operators.js';
import { type Bounds, type Step, TapeTensor } from './tensor.js';

export interface TapeOptions {
  /** Constant operands that get a gradient. */
  isTrained?(op: Operation, operand: number): boolean;
  /** What each tensor is quantized to before it is read; others stay as they are. */
  readonly quantizers?: ReadonlyMap<Value, ActivationQuantizer>;
  /** What it is quantized to once more for single readers. */
  rescaled?(value: Value, reader: Operation): ActivationQuantizer | undefined;
  /** Gradients of the function's arguments too. */
  readonly inputGradients?: boolean;
  /** Leave out a softmax at the end: the output is what it takes. */
  readonly beforeSoftmax?: boolean;
}

/** A constant operand of an operation. */
export interface Parameter {
  readonly op: Operation;
  readonly operand: number;
  readonly tensor: TapeTensor;
}

const BOUNDS: Readonly<Record<string, Bounds>> = {
  none: { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY },
  relu: { min: 0, max: Number.POSITIVE_INFINITY },
  relu6: { min: 0, max: 6 },
  relu_n1_to_1: { min: -1, max: 1 },
};

/** Operators that move elements of their first operand. */
const MOVEMENTS = new Set(
  [
    'depth_to_space',
    'pad',
    'reshape',
    'reverse',
    'slice',
    'space_to_depth',
    'tile',
    'transpose',
  ].map((name) => `nn.${name}`),
);
const BINARY = new Set<string>(['nn.add', 'nn.sub', 'nn.mul']);
const LAYERS = new Set(['nn.conv2d', 'nn.depthwise_conv2d', 'nn.fully_connected']);

const boundsOf = (op: Operation) => BOUNDS[stringAttr(op, 'activation')];
const countOf = (shape: readonly number[]) => shape.reduce((n, d) => n * d, 1);

export class Tape {
  readonly inputs: readonly TapeTensor[];
  readonly output: TapeTensor;
  /** Constant operands in the order of the operations, trained or not. */
  readonly parameters: readonly Parameter[];
  readonly #arena = new Arena();
  readonly #options: TapeOptions;
  readonly #steps: Step[] = [];
  readonly #tensors = new Map<Value, TapeTensor>();
  /** Gradients that each sample starts anew. */
  readonly #passing: TapeTensor[] = [];
  readonly #parameters: Parameter[] = [];

  /** Throws QuantizationError for an operation that has no gradient here. */
  constructor(fn: Operation, options: TapeOptions = {}) {
    this.#options = options;
    const { front } = fn.region();
    this.inputs = front.args.map((arg) => {
      const tensor = this.#make(countOf(shapeOf(arg)), options.inputGradients === true);
      this.#define(arg, tensor);
      return tensor;
    });
    let returned = front.lastOp!.operand(0);
    const last = returned.definingOp;
    if (options.beforeSoftmax && last?.name === 'nn.softmax') returned = last.operand(0);
    const needed = neededFor(returned);
    for (const op of front.ops) if (needed.has(op)) this.#add(op);
    this.output = this.#tensors.get(returned)!;
    this.parameters = this.#parameters;
    this.#arena.commit();
    for (const { op, operand, tensor } of this.#parameters) {
      tensor.values.set(floatElements(constantValue(op.operand(operand))!));
    }
    this.prepare();
  }

  /** To be called after values of parameters changed. */
  prepare(): void {
    for (const step of this.#steps) step.prepare?.();
  }

  /** The output for a sample; valid until the next call. */
  forward(inputs: readonly ArrayLike<number>[]): Float32Array {
    this.inputs.forEach((tensor, i) => {
      tensor.values.set(inputs[i]);
    });
    for (const step of this.#steps) step.forward();
    return this.output.values;
  }

  /** Adds the gradients of a sample to the parameters', given the loss' by the output. */
  backward(outputGradient: Float32Array): void {
    for (const { gradient } of this.#passing) gradient?.fill(0);
    if (!this.output.gradient) return;
    this.output.gradient.set(outputGradient);
    for (let i = this.#steps.length - 1; i >= 0; i--) this.#steps[i].backward();
  }

  #make(size: number, hasGradient: boolean): TapeTensor {
    const tensor = new TapeTensor(this.#arena, size, hasGradient);
    if (hasGradient) this.#passing.push(tensor);
    return tensor;
  }

  /** Names what a value is read from: the tensor, or behind it the quantized one. */
  #define(value: Value, tensor: TapeTensor): void {
    const quantizer = this.#options.quantizers?.get(value);
    if (!quantizer) {
      this.#tensors.set(value, tensor);
      return;
    }
    const quantized = this.#make(tensor.size, tensor.hasGradient || quantizer.isLearned);
    this.#push(fakeQuantizeStep(quantizer, tensor, quantized), quantized);
    this.#tensors.set(value, quantized);
  }

  #rescaled(tensor: TapeTensor, quantizer: ActivationQuantizer | undefined): TapeTensor {
    if (!quantizer) return tensor;
    const rescaled = this.#make(tensor.size, tensor.hasGradient);
    this.#push(fakeQuantizeStep(quantizer, tensor, rescaled), rescaled);
    return rescaled;
  }

  /** A step whose result nobody needs the gradient of has no way back. */
  #push(step: Step, result: TapeTensor): void {
    this.#steps.push(result.hasGradient ? step : { ...forwardOf(step), backward: () => {} });
  }

  #operand(op: Operation, operand: number): TapeTensor {
    const value = op.operand(operand);
    const known = this.#tensors.get(value);
    if (known) return this.#rescaled(known, this.#options.rescaled?.(value, op));
    if (!constantValue(value) || !isFloatTensor(value)) {
      throw new QuantizationError(
        `'${layerName(op)}' (${op.name}) cannot be trained through: its operand ${operand} is ${value.type}`,
      );
    }
    const isTrained = this.#options.isTrained?.(op, operand) === true;
    const tensor = new TapeTensor(this.#arena, countOf(shapeOf(value)), isTrained);
    this.#parameters.push({ op, operand, tensor });
    return tensor;
  }

  #add(op: Operation): void {
    if (op.hasTrait('ConstantLike')) return;
    if (op.numResults !== 1 || op.regions.length > 0) throw untrainable(op);
    const operands = op.operands.map((_, i) => this.#operand(op, i));
    const result = op.result();
    const tensor = this.#make(
      countOf(shapeOf(result)),
      operands.some((t) => t.hasGradient),
    );
    this.#push(this.#stepOf(op, operands, tensor), tensor);
    this.#define(result, tensor);
  }

  #stepOf(op: Operation, operands: readonly TapeTensor[], y: TapeTensor): Step {
    const [x] = operands;
    if (LAYERS.has(op.name)) {
      const [ifm, filter, bias] = operands;
      return this.#layer(op, { ifm, filter, bias, ofm: y, bounds: boundsOf(op) });
    }
    if (BINARY.has(op.name)) {
      const both = operands.map((tensor, i) => ({ tensor, shape: shapeOf(op.operand(i)) }));
      const result = { tensor: y, shape: shapeOf(op.result()) };
      return binaryStep(op.name as BinaryKind, both, result, boundsOf(op));
    }
    if (MOVEMENTS.has(op.name)) return movementStep(...movesOf(op), x, y);
    if (UNARY[op.name]) return unaryStep(UNARY[op.name], x, y);
    switch (op.name) {
      case 'nn.avg_pool2d':
        return averagePoolStep(poolShape(op), x, y, boundsOf(op));
      case 'nn.max_pool2d':
        return maxPoolStep(poolShape(op), x, y, boundsOf(op));
      case 'nn.mean':
        return meanStep(shapeOf(op.operand(0)), arrayAttr(op, 'axes'), x, y);
      case 'nn.softmax': {
        const shape = shapeOf(op.result());
        if (op.attr('axis') !== undefined) break;
        return softmaxStep(shape[shape.length - 1], floatAttr(op, 'beta'), x, y);
      }
    }
    throw untrainable(op);
  }

  #layer(op: Operation, tensors: LayerTensors): Step {
    const filter = shapeOf(op.operand(1));
    if (op.name === 'nn.fully_connected') {
      const [outputs, inputs] = filter;
      const rows = tensors.ifm.size / inputs;
      return new Convolution(this.#arena, rowsAsPicture(rows, inputs, outputs), tensors);
    }
    const [ifm, ofm] = [shapeOf(op.operand(0)), shapeOf(op.result())];
    const [dilationY, dilationX] = arrayAttr(op, 'dilation');
    const shape: Conv2dShape = {
      ...windowShape(ifm, ofm, [filter[1], filter[2]], op),
      ofmChannels: ofm[3],
      dilationY,
      dilationX,
    };
    if (op.name === 'nn.depthwise_conv2d') return new DepthwiseConvolution(shape, tensors);
    if (filter[3] !== ifm[3]) throw untrainable(op, ' of several groups');
    return new Convolution(this.#arena, shape, tensors);
  }
}

const forwardOf = (step: Step): Omit<Step, 'backward'> => ({
  prepare: () => step.prepare?.(),
  forward: () => step.forward(),
});

function untrainable(op: Operation, more = ''): QuantizationError {
  return new QuantizationError(
    `'${layerName(op)}' (${op.name}${more}) has no gradient: networks with it cannot be trained`,
  );
}

/** Operations that a value depends on. */
function neededFor(value: Value): Set<Operation> {
  const needed = new Set<Operation>();
  const open = [value];
  for (let next = open.pop(); next; next = open.pop()) {
    const op = next.definingOp;
    if (!op || needed.has(op)) continue;
    needed.add(op);
    open.push(...op.operands);
  }
  return needed;
}

function windowShape(
  ifm: readonly number[],
  ofm: readonly number[],
  [filterHeight, filterWidth]: readonly number[],
  op: Operation,
): Pool2dShape {
  const [strideY, strideX] = arrayAttr(op, 'stride');
  const [padTop, padLeft] = arrayAttr(op, 'padding');
  return {
    ...{ batches: ifm[0], ifmHeight: ifm[1], ifmWidth: ifm[2], ifmChannels: ifm[3] },
    ...{ ofmHeight: ofm[1], ofmWidth: ofm[2], filterHeight, filterWidth },
    ...{ strideY, strideX, padTop, padLeft },
  };
}

function poolShape(op: Operation): Pool2dShape {
  if (arrayAttr(op, 'dilation').some((d) => d !== 1)) throw untrainable(op, ' with dilation');
  return windowShape(shapeOf(op.operand(0)), shapeOf(op.result()), arrayAttr(op, 'kernel'), op);
}

/** Rows of a matrix as pixels of a picture. */
const rowsAsPicture = (rows: number, inputs: number, outputs: number): Conv2dShape => ({
  ...{ batches: 1, ifmHeight: 1, ifmWidth: rows, ifmChannels: inputs },
  ...{ ofmHeight: 1, ofmWidth: rows, ofmChannels: outputs, filterHeight: 1, filterWidth: 1 },
  ...{ strideY: 1, strideX: 1, dilationY: 1, dilationX: 1, padTop: 0, padLeft: 0 },
});

/** Whole numbers that float32 holds. */
const MAX_NUMBERS = 2 ** 24;

/**
 * Where each element of an operation that moves elements comes from: the operation is run on the
 * elements' numbers. Run on other numbers, what stays the same is a constant.
 */
function movesOf(op: Operation): [from: Int32Array, constants: Float32Array] {
  const shape = shapeOf(op.operand(0));
  const size = countOf(shape);
  if (2 * size > MAX_NUMBERS) throw untrainable(op, ` of ${size} elements`);
  const run = (first: number) => {
    const numbers: Tensor = {
      shape,
      data: Float32Array.from({ length: size }, (_, i) => first + i),
    };
    return Float32Array.from(runTensorOp(op, [numbers])[0].data as Float32Array);
  };
  const [numbers, others] = [run(0), run(size)];
  return [Int32Array.from(numbers, (x, i) => (x === others[i] ? -1 : x)), numbers];
}
