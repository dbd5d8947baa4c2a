/**
 * One WebAssembly memory for a whole program: its constants, its tensors, and scratch room that one
 * operator uses at a time. Everything is reserved first; then the memory is made, just as large.
 */

import type { TensorArray } from '../arrays.js';
import { type FloatLoops, floatLoops } from './float-loops.js';
import { type MacLoops, macLoops } from './mac-loops.js';

const PAGE = 1 << 16;
const ALIGNMENT = 16;
/** Vectors may be read beyond the end of what they are needed for. */
const SLACK = 64;
/** What a 32-bit address reaches. */
const MAX_BYTES = 2 ** 32 - PAGE;

const aligned = (bytes: number) => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

export class Arena {
  #size = 0;
  #scratchSize = 0;
  readonly #constants: { readonly at: number; readonly data: TensorArray }[] = [];
  #memory: WebAssembly.Memory | undefined;
  #loops: MacLoops | undefined;
  #floatLoops: FloatLoops | undefined;

  /** Room for `bytes` bytes; the result is their address. Throws RangeError beyond 4 GiB. */
  reserve(bytes: number): number {
    const at = this.#size;
    this.#size = aligned(at + bytes + SLACK);
    if (this.#size + this.#scratchSize > MAX_BYTES) {
      throw new RangeError('the tensors of the program need more than 4 GiB');
    }
    return at;
  }

  /** Room for a constant, which is written when the memory is made. */
  place(data: TensorArray): number {
    const at = this.reserve(data.byteLength);
    this.#constants.push({ at, data });
    return at;
  }

  /** At least so much scratch room. */
  needScratch(bytes: number): void {
    this.#scratchSize = Math.max(this.#scratchSize, aligned(bytes + SLACK));
  }

  /** Address of the scratch room, once the memory is made. */
  get scratch(): number {
    return this.#size;
  }

  /** Makes the memory. */
  commit(): void {
    const pages = Math.ceil((this.#size + this.#scratchSize) / PAGE);
    this.#memory = new WebAssembly.Memory({ initial: Math.max(1, pages) });
    for (const { at, data } of this.#constants) {
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      new Uint8Array(this.#memory.buffer).set(bytes, at);
    }
    this.#constants.length = 0;
  }

  /** The memory's bytes. Throws when it is not made yet. */
  get buffer(): ArrayBuffer {
    if (!this.#memory) throw new Error('the arena has no memory yet');
    return this.#memory.buffer;
  }

  /** The loops over the memory. */
  get loops(): MacLoops {
    if (!this.#memory) throw new Error('the arena has no memory yet');
    this.#loops ??= macLoops(this.#memory);
    return this.#loops;
  }

  /** The loops of training over the memory. */
  get floatLoops(): FloatLoops {
    if (!this.#memory) throw new Error('the arena has no memory yet');
    this.#floatLoops ??= floatLoops(this.#memory);
    return this.#floatLoops;
  }
}
