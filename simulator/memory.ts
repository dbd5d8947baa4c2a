/** The board's memories, and strided boxes in and out of them. */
import { type Box, forEachSegment, type ObjectFile } from '../target/index.js';

export interface Memory {
  readonly sram: Int8Array;
  /** Image and scratch; on a target that cannot write it, a view of the object's own bytes. */
  readonly offChip: Int8Array;
}

export function createMemory(object: ObjectFile): Memory {
  const { image, scratchBytes } = object;
  let offChip = new Int8Array(image.buffer, image.byteOffset, image.length);
  if (scratchBytes > 0) {
    const whole = new Int8Array(image.length + scratchBytes);
    whole.set(offChip);
    offChip = whole;
  }
  return { sram: new Int8Array(object.info.sramBytes), offChip };
}

function bytesOf(memory: Memory, box: Box): Int8Array {
  return box.space === 'sram' ? memory.sram : memory.offChip;
}

/** Copies the box's bytes to `into` from `at` on, dense; returns the position after them. */
export function gather(memory: Memory, box: Box, into: Int8Array, at = 0): number {
  const bytes = bytesOf(memory, box);
  let position = at;
  forEachSegment(box, (address, length) => {
    if (length < 16) for (let i = 0; i < length; i++) into[position + i] = bytes[address + i];
    else into.set(bytes.subarray(address, address + length), position);
    position += length;
  });
  return position;
}

/** Copies dense bytes into the box. */
export function scatter(memory: Memory, box: Box, from: Int8Array): void {
  const bytes = bytesOf(memory, box);
  let position = 0;
  forEachSegment(box, (address, length) => {
    if (length < 16) for (let i = 0; i < length; i++) bytes[address + i] = from[position + i];
    else bytes.set(from.subarray(position, position + length), address);
    position += length;
  });
}
