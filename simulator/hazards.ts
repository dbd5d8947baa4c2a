/**
 * The memory check: replays the order of reads and writes against the program's own order.
 *
 * The instructions in the order of the stream are a legal execution. A first pass in that order
 * notes which instruction wrote the bytes that each one reads. The second pass follows the timed
 * schedule: a read must find the same writers, both when it starts and when it ends, and none of the
 * bytes half written; the outputs must end with the same writers too. A difference means that a wait is missing, whatever the data were.
 */
import { type Box, boxEnd, forEachSegment, type ObjectFile, placeBox } from '../target/index.js';
import { SimulatorFault } from './fault.js';
import { nameOfStep, type Step } from './steps.js';
import type { ScheduledAction } from './timing/index.js';

const NEVER = 0;

/** Who wrote each byte last: 0 never, 1 the host before the start, then 2 a step (odd: under way). */
class Writers {
  readonly #sram: Int32Array;
  /** Off-chip scratch, after the image. */
  readonly #scratch: Int32Array;
  readonly #scratchStart: number;

  constructor(object: ObjectFile) {
    this.#sram = new Int32Array(object.info.sramBytes);
    this.#scratch = new Int32Array(object.scratchBytes);
    this.#scratchStart = object.image.length;
    for (const place of [...object.info.inputs, ...object.info.state]) this.set(placeBox(place), 1);
  }

  set(box: Box, writer: number): void {
    const { bytes, base } = this.#memory(box);
    forEachSegment(box, (address, length) => {
      if (address >= base) bytes.fill(writer, address - base, address - base + length);
    });
  }

  /** A hash of the writers of all bytes; `never` is the first byte nobody wrote, or -1. */
  read(box: Box): { hash: number; never: number } {
    let hash = 0;
    let never = -1;
    const { bytes, base } = this.#memory(box);
    forEachSegment(box, (address, length) => {
      // Bytes before the scratch are the program's image, which nobody writes.
      const start = Math.max(0, address - base);
      const end = address - base + length;
      for (let i = start; i < end; i++) {
        const writer = bytes[i];
        if (writer === NEVER && never < 0) never = base + i;
        hash = (Math.imul(hash, 31) + writer) | 0;
      }
    });
    return { hash, never };
  }

  #memory(box: Box) {
    return box.space === 'sram'
      ? { bytes: this.#sram, base: 0 }
      : { bytes: this.#scratch, base: this.#scratchStart };
  }
}

const underWay = (step: Step) => 2 * step.index + 3;
const committed = (step: Step) => 2 * step.index + 2;

/** Throws SimulatorFault on a read of never-written memory or of memory in a race. */
export function checkHazards(
  object: ObjectFile,
  steps: readonly Step[],
  schedule: readonly ScheduledAction[],
): void {
  const { expected, final } = programOrder(object, steps);
  const writers = new Writers(object);
  const check = (step: Step, weights: boolean) => {
    for (const [i, box] of step.access.reads.entries()) {
      if ((box.role === 'weights') !== weights || box.role === 'table') continue;
      if (writers.read(box).hash !== expected[step.index][i]) {
        throw new SimulatorFault(
          `${nameOfStep(object, step)}: data race on ${box.space} 0x${box.address.toString(16)} … 0x${boxEnd(box).toString(16)}: what it reads is not what the instructions before it wrote; a wait is missing`,
        );
      }
    }
  };
  for (const { action, step: index } of schedule) {
    const step = steps[index];
    switch (action) {
      case 'read':
        check(step, false);
        break;
      case 'read-end':
        // Its own result, written in place behind its own reads, is no race.
        if (!overlapsItself(step)) check(step, false);
        break;
      case 'weights':
      case 'weights-end':
        check(step, true);
        break;
      case 'write-begin':
        for (const box of step.access.writes) writers.set(box, underWay(step));
        break;
      case 'write':
        for (const box of step.access.writes) writers.set(box, committed(step));
        break;
      case 'compute':
      case 'drain':
      case 'host':
      case 'retire':
        break;
      default:
        throw new Error(`unknown action ${action satisfies never}`);
    }
  }
  for (const [i, place] of [...object.info.outputs, ...object.info.state].entries()) {
    const { hash, never } = writers.read(placeBox(place));
    if (never >= 0) {
      throw new SimulatorFault(
        `output '${place.name}': ${place.space} 0x${never.toString(16)} is never written`,
      );
    }
    if (hash !== final[i]) {
      throw new SimulatorFault(
        `output '${place.name}': data race: an earlier instruction's result came after a later one's; a wait is missing`,
      );
    }
  }
}

/** The hashes of writers that each read of each step, and each output at the end, must find. */
function programOrder(object: ObjectFile, steps: readonly Step[]) {
  const writers = new Writers(object);
  const expected = steps.map((step) => {
    const hashes = step.access.reads.map((box) => {
      if (box.role === 'table') return 0;
      const { hash, never } = writers.read(box);
      if (never >= 0) {
        throw new SimulatorFault(
          `${nameOfStep(object, step)}: reads ${box.space} 0x${never.toString(16)}, which nothing before it writes`,
        );
      }
      return hash;
    });
    for (const box of step.access.writes) writers.set(box, committed(step));
    return hashes;
  });
  const places = [...object.info.outputs, ...object.info.state];
  return { expected, final: places.map((place) => writers.read(placeBox(place)).hash) };
}

function overlapsItself({ access }: Step): boolean {
  return access.reads.some((r) =>
    access.writes.some(
      (w) => r.space === w.space && r.address < boxEnd(w) && w.address < boxEnd(r),
    ),
  );
}
