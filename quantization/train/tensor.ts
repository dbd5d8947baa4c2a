/** A tensor of a tape: its values and, where something that is trained lies before it, a gradient. */
import type { Arena } from '../../kernels/index.js';

const BYTES = 4;

export class TapeTensor {
  readonly size: number;
  readonly address: number;
  readonly gradientAddress: number | undefined;
  readonly #arena: Arena;
  #values: Float32Array | undefined;
  #gradient: Float32Array | undefined;

  /** Reserves room in an arena that has no memory yet. */
  constructor(arena: Arena, size: number, hasGradient: boolean) {
    this.#arena = arena;
    this.size = size;
    this.address = arena.reserve(BYTES * size);
    this.gradientAddress = hasGradient ? arena.reserve(BYTES * size) : undefined;
  }

  get hasGradient(): boolean {
    return this.gradientAddress !== undefined;
  }

  /** Once the arena has its memory. */
  get values(): Float32Array {
    this.#values ??= new Float32Array(this.#arena.buffer, this.address, this.size);
    return this.#values;
  }

  /** The derivative of the loss by each value; undefined where nobody asks for it. */
  get gradient(): Float32Array | undefined {
    if (this.gradientAddress === undefined) return undefined;
    this.#gradient ??= new Float32Array(this.#arena.buffer, this.gradientAddress, this.size);
    return this.#gradient;
  }
}

/** One operation of a tape. `backward` adds to the gradients of what it takes. */
export interface Step {
  /** Called after the values of parameters changed. */
  prepare?(): void;
  forward(): void;
  backward(): void;
}

/** Bounds of an activation that is part of an operation. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

export function clampValues(values: Float32Array, { min, max }: Bounds): void {
  if (min === Number.NEGATIVE_INFINITY && max === Number.POSITIVE_INFINITY) return;
  for (let i = 0; i < values.length; i++) {
    const x = values[i];
    values[i] = x < min ? min : x > max ? max : x;
  }
}

/** No gradient passes where the values lie on the bounds. In place. */
export function maskGradient(
  values: Float32Array,
  gradient: Float32Array,
  { min, max }: Bounds,
): void {
  if (min === Number.NEGATIVE_INFINITY && max === Number.POSITIVE_INFINITY) return;
  for (let i = 0; i < values.length; i++) {
    if (values[i] <= min || values[i] >= max) gradient[i] = 0;
  }
}
