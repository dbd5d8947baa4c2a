/** What the engines of one timing run share: time, ports, tokens, and the record of what happened. */
import type { ObjectFile, TargetSpec } from '../../target/index.js';
import { Clock } from '../ports.js';
import type { Step } from '../steps.js';
import type { Action, ScheduledAction, Span, Stage } from './schedule.js';

export type Waitable = 'dma' | 'mac' | 'vec';
export const ENGINES: readonly Waitable[] = ['dma', 'mac', 'vec'];

/** One engine as the command processor sees it: its queue, and its tokens. */
export class EngineQueue {
  readonly queue: Step[] = [];
  /** Steps dispatched and not yet retired, oldest first. */
  readonly #flight: { readonly step: Step; done: boolean }[] = [];
  retired = 0;

  get idle(): boolean {
    return this.#flight.length === 0;
  }

  push(step: Step): void {
    this.queue.push(step);
    this.#flight.push({ step, done: false });
  }

  /** Marks the step done and returns those that retire now: retirement is in order. */
  finish(step: Step): Step[] {
    this.#flight.find((f) => f.step === step)!.done = true;
    const retired: Step[] = [];
    while (this.#flight.length > 0 && this.#flight[0].done) {
      retired.push(this.#flight.shift()!.step);
      this.retired++;
    }
    return retired;
  }
}

/** Whether a count, mod 2^16, is at or past a wait. */
function reached(count: number, wait: number): boolean {
  return ((count - wait) & 0xffff) < 0x8000;
}

export class Run {
  readonly target: TargetSpec;
  readonly steps: readonly Step[];
  readonly clock: Clock;
  readonly engines = { dma: new EngineQueue(), mac: new EngineQueue(), vec: new EngineQueue() };
  readonly schedule: ScheduledAction[] = [];
  readonly spans: Span[] = [];
  /** Cycle at which each step retired. */
  readonly retired: Float64Array;
  /** Off-chip bytes that each step moved. */
  readonly offChipBytes: Float64Array;

  constructor(object: ObjectFile, steps: readonly Step[]) {
    this.target = object.target;
    this.steps = steps;
    this.clock = new Clock(object.target.offChip.bytesPerCycle);
    this.retired = new Float64Array(steps.length);
    this.offChipBytes = new Float64Array(steps.length);
  }

  waitsHold({ fields }: Step): boolean {
    const { dma, mac, vec } = this.engines;
    return (
      reached(dma.retired, fields.wait_dma) &&
      reached(mac.retired, fields.wait_mac) &&
      reached(vec.retired, fields.wait_vec)
    );
  }

  at(action: Action, step: Step): void {
    this.schedule.push({ action, step: step.index });
  }

  finish(step: Step): void {
    for (const retired of this.engines[step.engine as Waitable].finish(step)) {
      this.retire(retired);
    }
  }

  retire(step: Step): void {
    this.retired[step.index] = this.clock.now;
    this.at('retire', step);
  }

  span(step: Step, stage: Stage, start: number): void {
    if (this.clock.now > start) {
      this.spans.push({ step: step.index, stage, start, end: this.clock.now });
    }
  }

  /** Part of a join: `bytes` over the off-chip port, no faster than `cap`. */
  offChip(step: Step, bytes: number, cap = Number.POSITIVE_INFINITY) {
    return (ended: () => void) => {
      this.offChipBytes[step.index] += bytes;
      if (bytes > 0) this.clock.offChip.start(bytes, cap, ended);
      else ended();
    };
  }

  /** Part of a join: `beats` over the SRAM port, spread over at least `cycles`. */
  sram(beats: number, cycles = 0) {
    return (ended: () => void) => {
      if (beats > 0) this.clock.sram.start(beats, beats / Math.max(beats, cycles), ended);
      else ended();
    };
  }

  timer(cycles: number) {
    return (ended: () => void) => {
      if (cycles > 0) this.clock.after(cycles, ended);
      else ended();
    };
  }
}
