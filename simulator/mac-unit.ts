/**
 * The MAC engine's function: patch in, sums in the accumulators, block out. Its buffers are those of
 * the machine: two input halves, two accumulator halves, one weight stream.
 *
 * The array's loop runs straight over the packed stream (kernels/lane-products.ts).
 */
import { clamp, LANES, LaneArray, multiplyByQuantizedMultiplier } from '../kernels/index.js';
import {
  type Box,
  blockBox,
  boxBytes,
  type ObjectFile,
  PARAMETER_BYTES,
  patchBoxes,
  patchChannels,
  patchPositions,
  reductionLength,
  unpackParameters,
} from '../target/index.js';
import { gather, type Memory, scatter } from './memory.js';
import type { Step } from './steps.js';

/** Where the taps of a block find their elements in the input buffer. */
interface PatchMap {
  /** Loaded row of output row y and tap ky at [y · kernel_h + ky], or -1 for padding. */
  readonly rows: Int32Array;
  readonly cols: Int32Array;
  readonly colCount: number;
  readonly bytes: number;
}

/** A MAC step with everything that does not depend on data worked out. */
export interface MacBlock {
  readonly step: Step;
  readonly patch: readonly Box[];
  readonly map: PatchMap;
  readonly channels: number;
  readonly k: number;
  readonly inputHalf: number;
  readonly accumulatorHalf: 0 | 1;
  readonly output: Box;
  /** The step whose stream holds the parameters: the first of its chain. */
  readonly first: Step;
}

/** Works out a block for every MAC step, in program order. */
export function prepareMacBlocks(steps: readonly Step[]): Map<number, MacBlock> {
  const blocks = new Map<number, MacBlock>();
  let inputHalf = 1;
  let accumulatorHalf: 0 | 1 = 1;
  let first: Step | undefined;
  for (const step of steps) {
    if (step.engine !== 'mac') continue;
    const f = step.fields;
    if (!f.reuse_ifm) inputHalf = 1 - inputHalf;
    if (f.first) {
      accumulatorHalf = accumulatorHalf === 0 ? 1 : 0;
      first = step;
    }
    blocks.set(step.index, {
      step,
      patch: patchBoxes(step),
      map: patchMap(step),
      channels: patchChannels(step),
      k: reductionLength(step),
      inputHalf,
      accumulatorHalf,
      output: blockBox(f, f.oc),
      first: first!,
    });
  }
  return blocks;
}

function patchMap(step: Step): PatchMap {
  const f = step.fields;
  const { rows, cols } = patchPositions(f);
  const rowSlots = slots(rows);
  const colSlots = slots(cols);
  const axis = (
    outputs: number,
    kernel: number,
    stride: number,
    dilation: number,
    pad: number,
    of: Map<number, number>,
  ) => {
    const map = new Int32Array(outputs * kernel);
    for (let o = 0; o < outputs; o++) {
      for (let k = 0; k < kernel; k++) {
        map[o * kernel + k] = of.get(o * stride + k * dilation - pad) ?? -1;
      }
    }
    return map;
  };
  return {
    rows: axis(f.rows, f.kernel_h, f.stride_h, f.dilation_h, f.pad_top, rowSlots),
    cols: axis(f.cols, f.kernel_w, f.stride_w, f.dilation_w, f.pad_left, colSlots),
    colCount: colSlots.size,
    bytes: rowSlots.size * colSlots.size * patchChannels(step),
  };
}

/** Loaded positions of an axis, numbered in ascending order. */
function slots(list: ReturnType<typeof patchPositions>['rows']): Map<number, number> {
  const map = new Map<number, number>();
  for (const { start, groups, spacing, length } of list) {
    for (let g = 0; g < groups; g++) {
      for (let i = 0; i < length; i++) map.set(start + g * spacing + i, map.size);
    }
  }
  return map;
}

export class MacUnit {
  readonly #memory: Memory;
  readonly #inputs: readonly [Int8Array, Int8Array];
  /** The accumulators' two halves, and the array that adds to them. */
  readonly #array: LaneArray;
  readonly #captured = new Map<number, Int8Array>();
  /** Results of the output stage that have not reached the memory yet, by step. */
  readonly #drained = new Map<number, Int8Array>();
  readonly #parameters = new Map<number, ReturnType<typeof unpackParameters>>();

  constructor(object: ObjectFile, memory: Memory) {
    const { inputBufferBytes, accumulatorBufferBytes } = object.target.mac;
    this.#memory = memory;
    this.#inputs = [new Int8Array(inputBufferBytes), new Int8Array(inputBufferBytes)];
    this.#array = new LaneArray(accumulatorBufferBytes / 4);
  }

  /** LOAD: the patch into its input half. */
  load({ step, patch, inputHalf, map, channels }: MacBlock): void {
    if (step.fields.reuse_ifm) return;
    const into = this.#inputs[inputHalf];
    if (patch.length === 1) {
      gather(this.#memory, patch[0], into);
      return;
    }
    // Irregular patches go element by element, so that rows and columns stay in ascending order.
    const f = step.fields;
    const { rows, cols } = patchPositions(f);
    let at = 0;
    for (const row of slots(rows).keys()) {
      for (const col of slots(cols).keys()) {
        const address = f.ifm_addr + row * f.ifm_row_stride + col * f.ifm_col_stride;
        into.set(this.#memory.sram.subarray(address, address + channels), at);
        at += channels;
      }
    }
    if (at !== map.bytes) throw new Error('the patch and its map disagree');
  }

  /** Captures a weight stream that lies in SRAM. */
  captureWeights({ step }: MacBlock): void {
    const { weights_addr, weights_bytes } = step.fields;
    this.#captured.set(
      weights_addr,
      this.#memory.sram.slice(weights_addr, weights_addr + weights_bytes),
    );
  }

  #stream({ fields: f }: Step): Int8Array {
    return f.weights_in_sram
      ? this.#captured.get(f.weights_addr)!
      : this.#memory.offChip.subarray(f.weights_addr, f.weights_addr + f.weights_bytes);
  }

  #parametersOf(step: Step) {
    const known = this.#parameters.get(step.index);
    if (known) return known;
    const stream = this.#stream(step);
    const bytes = new Uint8Array(stream.buffer, stream.byteOffset, stream.length);
    const parameters = unpackParameters(bytes, step.fields.oc);
    // A stream in flash never changes.
    if (!step.fields.weights_in_sram) this.#parameters.set(step.index, parameters);
    return parameters;
  }

  /** COMPUTE: adds the block's products to its sums, which `first` sets to the bias. */
  compute(block: MacBlock): void {
    const { step, accumulatorHalf } = block;
    const { rows, cols, oc, first } = step.fields;
    const sums = this.#array.sums[accumulatorHalf];
    const stream = this.#stream(step);
    if (first) {
      const { bias } = this.#parametersOf(step);
      for (let i = 0, end = rows * cols * oc; i < end; i += oc) {
        for (let o = 0; o < oc; o++) sums[i + o] = bias[o];
      }
    }
    const weights = first ? stream.subarray(oc * PARAMETER_BYTES) : stream;
    if (step.mnemonic === 'mac.dwconv') this.#depthwise(block, sums, weights);
    else this.#convolve(block, weights);
  }

  #convolve(block: MacBlock, weights: Int8Array): void {
    const { rows, cols, oc } = block.step.fields;
    const array = this.#array;
    array.prepare(block.k, weights);
    const { window } = array;
    for (let y = 0, at = 0; y < rows; y++) {
      for (let x = 0; x < cols; x++, at += oc) {
        this.#flatten(block, y, x, window);
        array.multiply(block.k, oc, block.accumulatorHalf, at);
      }
    }
  }

  /** The window of output (y, x), flattened, without its zero point; padding is 0. */
  #flatten({ step, map, channels, inputHalf }: MacBlock, y: number, x: number, window: Int16Array) {
    const { kernel_h, kernel_w, ifm_zp } = step.fields;
    const input = this.#inputs[inputHalf];
    let k = 0;
    for (let ky = 0; ky < kernel_h; ky++) {
      const row = map.rows[y * kernel_h + ky];
      for (let kx = 0; kx < kernel_w; kx++) {
        const col = map.cols[x * kernel_w + kx];
        if (row < 0 || col < 0) {
          for (const end = k + channels; k < end; k++) window[k] = 0;
        } else {
          let i = (row * map.colCount + col) * channels;
          for (const end = k + channels; k < end; k++, i++) window[k] = input[i] - ifm_zp;
        }
      }
    }
  }

  #depthwise(block: MacBlock, sums: Int32Array, weights: Int8Array): void {
    const { step, map, channels, inputHalf } = block;
    const { rows, cols, oc, kernel_h, kernel_w, ifm_zp, depth_multiplier } = step.fields;
    const input = this.#inputs[inputHalf];
    const taps = kernel_h * kernel_w;
    for (let y = 0, at = 0; y < rows; y++) {
      for (let x = 0; x < cols; x++, at += oc) {
        for (let ky = 0, tap = 0; ky < kernel_h; ky++) {
          const row = map.rows[y * kernel_h + ky];
          for (let kx = 0; kx < kernel_w; kx++, tap++) {
            const col = map.cols[x * kernel_w + kx];
            if (row < 0 || col < 0) continue;
            const i = (row * map.colCount + col) * channels;
            for (let group = 0; group < oc; group += LANES) {
              const lanes = Math.min(LANES, oc - group);
              let w = group * taps + tap * lanes;
              for (let o = group; o < group + lanes; o++, w++) {
                const channel = depth_multiplier === 1 ? o : Math.floor(o / depth_multiplier);
                sums[at + o] += Math.imul(input[i + channel] - ifm_zp, weights[w]);
              }
            }
          }
        }
      }
    }
  }

  /** STORE: the output stage takes the sums, which frees their half of the accumulators. */
  drain({ step, first, accumulatorHalf, output }: MacBlock): void {
    const f = step.fields;
    const { multiplier, shift } = this.#parametersOf(first);
    const sums = this.#array.sums[accumulatorHalf];
    const values = new Int8Array(boxBytes(output));
    const table = f.lut ? this.#memory.offChip.subarray(f.lut_addr, f.lut_addr + 256) : undefined;
    for (let i = 0; i < values.length; ) {
      for (let o = 0; o < f.oc; o++, i++) {
        const scaled = multiplyByQuantizedMultiplier(sums[i], multiplier[o], shift[o]) + f.ofm_zp;
        const value = clamp(scaled, f.act_min, f.act_max);
        values[i] = table ? table[value + 128] : value;
      }
    }
    this.#drained.set(step.index, values);
  }

  /** The results that the output stage made reach the memory. */
  write({ step, output }: MacBlock): void {
    scatter(this.#memory, output, this.#drained.get(step.index)!);
    this.#drained.delete(step.index);
  }
}
