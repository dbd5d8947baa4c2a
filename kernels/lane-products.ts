/**
 * The inner loop of a matrix array of 8 output lanes: sums += window · weights over a packed stream.
 * `laneProducts` is the definition; `LaneArray` does the same with WebAssembly SIMD, 8 products at a
 * time, on buffers of its own.
 */
import { advance, assemble, i32, i32x4, repeat, v128, wasmFunction } from './wasm/assembler.js';

export const LANES = 8;

/**
 * sums[at + o] += Σ window[i] · w[o, i] for o < oc, i < k. `weights` is packed: for each group of 8
 * outputs, for each i, the group's weights; a last group has only the remaining ones. Int32 wraps.
 */
export function laneProducts(
  window: Int16Array,
  k: number,
  weights: Int8Array,
  oc: number,
  sums: Int32Array,
  at: number,
): void {
  let w = 0;
  for (let group = 0; group < oc; group += LANES) {
    const lanes = Math.min(LANES, oc - group);
    for (let i = 0; i < k; i++) {
      const x = window[i];
      for (let o = group; o < group + lanes; o++) sums[at + o] += Math.imul(x, weights[w++]);
    }
  }
}

/** multiply(window, k, weights, sums, groups): the groups of 8 of one position. */
const multiply = wasmFunction('multiply', (f) => {
  const [window, k, weights, sums, groups] = Array.from({ length: 5 }, () => f.param());
  const [at, left] = [f.i32(), f.i32()];
  const [low, high, x, w] = [f.v128(), f.v128(), f.v128(), f.v128()];
  return [
    repeat(groups, [
      ...low.set(v128.load(0, sums.get)),
      ...high.set(v128.load(16, sums.get)),
      ...at.set(window.get),
      ...left.set(k.get),
      ...repeat(left, [
        ...x.set(v128.load16Splat(0, at.get)),
        ...w.set(v128.load8x8S(0, weights.get)),
        ...low.set(i32x4.add(low.get, i32x4.extMulLow(x.get, w.get))),
        ...high.set(i32x4.add(high.get, i32x4.extMulHigh(x.get, w.get))),
        ...advance(at, i32.const(2)),
        ...advance(weights, i32.const(8)),
      ]),
      ...v128.store(0, sums.get, low.get),
      ...v128.store(16, sums.get, high.get),
      ...advance(sums, i32.const(32)),
    ]),
  ];
});

type Multiply = (window: number, k: number, weights: number, sums: number, groups: number) => void;

let compiled: WebAssembly.Module | undefined;
const PAGE = 1 << 16;

/** Two accumulator banks, a window and a weight stream in one WebAssembly memory. */
export class LaneArray {
  readonly #memory: WebAssembly.Memory;
  readonly #multiply: Multiply;
  readonly #sumsLength: number;
  /** Offsets of the window and the weights; both grow with what they must hold. */
  readonly #windowAt: number;
  #windowLength = 0;
  #weightsAt = 0;
  #weightsLength = 0;
  /** The accumulator banks. Views: read them anew after `prepare`. */
  sums: readonly [Int32Array, Int32Array];
  /** The flattened window of one position. A view, as `sums`. */
  window: Int16Array;
  #weights: Int8Array;

  /** `sums`: numbers of a bank. */
  constructor(sums: number) {
    compiled ??= new WebAssembly.Module(assemble([multiply]));
    this.#sumsLength = sums;
    this.#windowAt = 8 * sums;
    this.#memory = new WebAssembly.Memory({ initial: Math.ceil(this.#windowAt / PAGE) + 1 });
    const instance = new WebAssembly.Instance(compiled, { env: { memory: this.#memory } });
    this.#multiply = instance.exports.multiply as Multiply;
    this.sums = [new Int32Array(0), new Int32Array(0)];
    this.window = new Int16Array(0);
    this.#weights = new Int8Array(0);
    this.#view(0, 0);
  }

  /** Takes a block's packed weights and makes room for windows of `k` elements. */
  prepare(k: number, weights: Int8Array): void {
    if (k > this.#windowLength || weights.length > this.#weightsLength) {
      this.#view(Math.max(k, this.#windowLength), Math.max(weights.length, this.#weightsLength));
    }
    this.#weights.set(weights);
  }

  #view(windowLength: number, weightsLength: number): void {
    this.#windowLength = windowLength;
    this.#weightsLength = weightsLength;
    this.#weightsAt = Math.ceil((this.#windowAt + 2 * windowLength) / 16) * 16;
    // The last load of eight weights may be of fewer.
    const bytes = this.#weightsAt + weightsLength + LANES;
    const missing = bytes - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE));
    const { buffer } = this.#memory;
    const n = this.#sumsLength;
    this.sums = [new Int32Array(buffer, 0, n), new Int32Array(buffer, 4 * n, n)];
    this.window = new Int16Array(buffer, this.#windowAt, windowLength);
    this.#weights = new Int8Array(buffer, this.#weightsAt, weightsLength);
  }

  /** `laneProducts` of `window` and the prepared weights into bank `bank` at `at`. */
  multiply(k: number, oc: number, bank: 0 | 1, at: number): void {
    const groups = Math.floor(oc / LANES);
    const whole = groups * LANES;
    if (groups > 0) {
      const sums = 4 * (bank * this.#sumsLength + at);
      this.#multiply(this.#windowAt, k, this.#weightsAt, sums, groups);
    }
    if (whole < oc) {
      const rest = this.#weights.subarray(whole * k);
      laneProducts(this.window, k, rest, oc - whole, this.sums[bank], at + whole);
    }
  }
}
