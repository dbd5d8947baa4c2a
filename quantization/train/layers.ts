/** Operators with weights, forward and backward. Products run on the WebAssembly loops. */
import {
  type Arena,
  type Conv2dShape,
  depthwiseBackward,
  depthwiseForward,
  type Windows,
} from '../../kernels/index.js';
import { type Bounds, clampValues, maskGradient, type Step, type TapeTensor } from './tensor.js';

const BYTES = 4;

/** What an operator with weights works on. */
export interface LayerTensors {
  readonly ifm: TapeTensor;
  readonly filter: TapeTensor;
  readonly bias: TapeTensor | undefined;
  readonly ofm: TapeTensor;
  readonly bounds: Bounds;
}

/** Every row starts as the bias. */
function fillBias({ bias, ofm }: LayerTensors, channels: number): void {
  const { values } = ofm;
  if (!bias) {
    values.fill(0);
    return;
  }
  values.set(bias.values);
  // What is there is copied behind itself, twice as much each time.
  for (let filled = channels; filled < values.length; filled *= 2) {
    values.copyWithin(filled, 0, Math.min(filled, values.length - filled));
  }
}

function addBiasGradient({ bias, ofm }: LayerTensors, channels: number): void {
  const [to, from] = [bias?.gradient, ofm.gradient!];
  if (!to) return;
  for (let at = 0; at < from.length; at += channels) {
    for (let c = 0; c < channels; c++) to[c] += from[at + c];
  }
}

/** The picture that the windows of a convolution see, with its border. */
class Picture {
  readonly bytes: number;
  readonly isCopied: boolean;
  readonly windows: Omit<Windows, 'picture' | 'matrix'>;
  readonly #p: Conv2dShape;
  readonly #width: number;
  readonly #rows: number;
  readonly #columns: number;

  constructor(p: Conv2dShape) {
    const reach = (outputs: number, stride: number, kernel: number, dilation: number) =>
      (outputs - 1) * stride + (kernel - 1) * dilation + 1;
    const height = reach(p.ofmHeight, p.strideY, p.filterHeight, p.dilationY);
    const width = reach(p.ofmWidth, p.strideX, p.filterWidth, p.dilationX);
    this.#p = p;
    this.isCopied = p.padTop > 0 || p.padLeft > 0 || height > p.ifmHeight || width > p.ifmWidth;
    this.#width = this.isCopied ? width : p.ifmWidth;
    this.#rows = Math.min(p.ifmHeight, height - p.padTop);
    this.#columns = Math.min(p.ifmWidth, width - p.padLeft);
    this.bytes = this.isCopied ? BYTES * height * width * p.ifmChannels : 0;
    const pixel = BYTES * p.ifmChannels;
    const row = this.#width * pixel;
    // A row of taps that lie side by side is one run.
    const isWhole = p.dilationX === 1;
    this.windows = {
      rowStep: p.strideY * row,
      pixelStep: p.strideX * pixel,
      tapRowStep: p.dilationY * row,
      tapStep: p.dilationX * pixel,
      rows: p.ofmHeight,
      columns: p.ofmWidth,
      tapRows: p.filterHeight,
      taps: isWhole ? 1 : p.filterWidth,
      run: p.ifmChannels * (isWhole ? p.filterWidth : 1),
    };
  }

  /** Rows of the ifm that are seen: their first element there and in the bordered picture. */
  #eachRow(visit: (ifm: number, picture: number, length: number) => void): void {
    const { ifmWidth, ifmChannels, padTop, padLeft } = this.#p;
    for (let y = 0; y < this.#rows; y++) {
      visit(
        y * ifmWidth * ifmChannels,
        ((y + padTop) * this.#width + padLeft) * ifmChannels,
        this.#columns * ifmChannels,
      );
    }
  }

  border(ifm: Float32Array, picture: Float32Array): void {
    picture.fill(0);
    this.#eachRow((from, to, length) => picture.set(ifm.subarray(from, from + length), to));
  }

  addInterior(picture: Float32Array, ifm: Float32Array): void {
    this.#eachRow((to, from, length) => {
      for (let i = 0; i < length; i++) ifm[to + i] += picture[from + i];
    });
  }
}

/**
 * conv2d of one group, and fully_connected as a convolution of one tap: ofm = windows · filterᵀ + bias.
 * ifm: NHWC, filter: OHWI. The windows are kept for the filter's gradient.
 */
export class Convolution implements Step {
  readonly #arena: Arena;
  readonly #p: Conv2dShape;
  readonly #t: LayerTensors;
  readonly #picture: Picture;
  /** Elements of a window, and windows of a picture. */
  readonly #depth: number;
  readonly #pixels: number;
  /** The filter with its input elements first. */
  readonly #packed: number;
  /** The windows; undefined where they are the ifm itself. */
  readonly #matrix: number | undefined;

  constructor(arena: Arena, p: Conv2dShape, tensors: LayerTensors) {
    this.#arena = arena;
    this.#p = p;
    this.#t = tensors;
    this.#picture = new Picture(p);
    this.#depth = p.filterHeight * p.filterWidth * p.ifmChannels;
    this.#pixels = p.ofmHeight * p.ofmWidth;
    const matrixBytes = BYTES * this.#pixels * this.#depth;
    this.#packed = arena.reserve(BYTES * this.#depth * p.ofmChannels);
    const isPlain =
      !this.#picture.isCopied &&
      this.#depth === p.ifmChannels &&
      p.strideY * p.strideX === 1 &&
      p.ofmHeight * p.ofmWidth === p.ifmHeight * p.ifmWidth;
    this.#matrix = isPlain ? undefined : arena.reserve(p.batches * matrixBytes);
    // One bordered picture, and a gradient of all windows of a picture.
    arena.needScratch(this.#picture.bytes + 64 + (isPlain ? 0 : matrixBytes));
  }

  prepare(): void {
    const { ofmChannels } = this.#p;
    const depth = this.#depth;
    const packed = new Float32Array(this.#arena.buffer, this.#packed, depth * ofmChannels);
    const { values } = this.#t.filter;
    for (let o = 0; o < ofmChannels; o++) {
      for (let k = 0; k < depth; k++) packed[k * ofmChannels + o] = values[o * depth + k];
    }
  }

  /** Address of a picture of the ifm (or its gradient), and of its windows. */
  #ifmAt(base: number, n: number): number {
    return base + BYTES * n * (this.#t.ifm.size / this.#p.batches);
  }

  #matrixAt(n: number): number {
    return this.#matrix === undefined
      ? this.#ifmAt(this.#t.ifm.address, n)
      : this.#matrix + BYTES * n * this.#pixels * this.#depth;
  }

  #gather(n: number): void {
    if (this.#matrix === undefined) return;
    const picture = this.#picture;
    const size = this.#t.ifm.size / this.#p.batches;
    let from = this.#ifmAt(this.#t.ifm.address, n);
    if (picture.isCopied) {
      const { buffer, scratch } = this.#arena;
      const bordered = new Float32Array(buffer, scratch, picture.bytes / BYTES);
      picture.border(new Float32Array(buffer, from, size), bordered);
      from = scratch;
    }
    const matrix = this.#matrixAt(n);
    this.#arena.floatLoops.gatherWindows({ ...picture.windows, picture: from, matrix });
  }

  forward(): void {
    const { batches, ofmChannels } = this.#p;
    const { ofm, bounds } = this.#t;
    const [depth, pixels, row] = [this.#depth, this.#pixels, BYTES * ofmChannels];
    fillBias(this.#t, ofmChannels);
    for (let n = 0; n < batches; n++) {
      this.#gather(n);
      this.#arena.floatLoops.product({
        ...{ a: this.#matrixAt(n), aRow: BYTES * depth, aStep: BYTES },
        ...{ b: this.#packed, bRow: row, c: ofm.address + n * pixels * row, cRow: row },
        ...{ rows: pixels, columns: ofmChannels, depth, accumulate: true },
      });
    }
    clampValues(ofm.values, bounds);
  }

  backward(): void {
    const { batches, ofmChannels } = this.#p;
    const { ifm, filter, ofm, bounds } = this.#t;
    const [depth, pixels, row] = [this.#depth, this.#pixels, BYTES * ofmChannels];
    const { floatLoops: loops } = this.#arena;
    maskGradient(ofm.values, ofm.gradient!, bounds);
    addBiasGradient(this.#t, ofmChannels);
    for (let n = 0; n < batches; n++) {
      const gradient = ofm.gradientAddress! + n * pixels * row;
      if (filter.gradientAddress !== undefined) {
        loops.product({
          ...{ a: gradient, aRow: BYTES, aStep: row, b: this.#matrixAt(n), bRow: BYTES * depth },
          ...{ c: filter.gradientAddress, cRow: BYTES * depth },
          ...{ rows: ofmChannels, columns: depth, depth: pixels, accumulate: true },
        });
      }
      if (ifm.gradientAddress !== undefined) this.#inputGradient(n, gradient);
    }
  }

  #inputGradient(n: number, gradient: number): void {
    const { ofmChannels, batches } = this.#p;
    const { ifm, filter } = this.#t;
    const picture = this.#picture;
    const { floatLoops: loops, scratch, buffer } = this.#arena;
    const target = this.#ifmAt(ifm.gradientAddress!, n);
    const isPlain = this.#matrix === undefined;
    const matrix = isPlain ? target : scratch + Math.ceil(picture.bytes / 64) * 64;
    loops.product({
      ...{ a: gradient, aRow: BYTES * ofmChannels, aStep: BYTES },
      ...{ b: filter.address, bRow: BYTES * this.#depth, c: matrix, cRow: BYTES * this.#depth },
      ...{ rows: this.#pixels, columns: this.#depth, depth: ofmChannels, accumulate: isPlain },
    });
    if (isPlain) return;
    if (!picture.isCopied) {
      loops.addWindows({ ...picture.windows, picture: target, matrix });
      return;
    }
    const bordered = new Float32Array(buffer, scratch, picture.bytes / BYTES).fill(0);
    loops.addWindows({ ...picture.windows, picture: scratch, matrix });
    picture.addInterior(bordered, new Float32Array(buffer, target, ifm.size / batches));
  }
}

/** depthwise_conv2d. filter: 1HWO. */
export class DepthwiseConvolution implements Step {
  readonly #p: Conv2dShape;
  readonly #t: LayerTensors;

  constructor(p: Conv2dShape, tensors: LayerTensors) {
    this.#p = p;
    this.#t = tensors;
  }

  forward(): void {
    const { ifm, filter, bias, ofm, bounds } = this.#t;
    const { values } = ofm;
    depthwiseForward(this.#p, ifm.values, filter.values, values);
    if (bias) {
      const { ofmChannels } = this.#p;
      for (let at = 0; at < values.length; at += ofmChannels) {
        for (let c = 0; c < ofmChannels; c++) values[at + c] += bias.values[c];
      }
    }
    clampValues(values, bounds);
  }

  backward(): void {
    const { ifm, filter, ofm, bounds } = this.#t;
    const gradient = ofm.gradient!;
    maskGradient(ofm.values, gradient, bounds);
    addBiasGradient(this.#t, this.#p.ofmChannels);
    depthwiseBackward(this.#p, ifm.values, filter.values, gradient, ifm.gradient, filter.gradient);
  }
}
