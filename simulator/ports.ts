/**
 * Shared memory ports as a fluid: the flows on a port share its rate max-min fairly, each up to its
 * own maximum. Max-min: D. Bertsekas, R. Gallager, Data Networks, 2nd ed., section 6.5.2.
 */

/** Amounts smaller than this are rounding. */
const EPSILON = 1e-7;

interface Flow {
  remaining: number;
  rate: number;
  readonly cap: number;
  readonly done: () => void;
}

export class Port {
  readonly #capacity: number;
  #flows: Flow[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get idle(): boolean {
    return this.#flows.length === 0;
  }

  /** Starts a flow of `amount` > 0 at no more than `cap` a cycle. */
  start(amount: number, cap: number, done: () => void): void {
    this.#flows.push({ remaining: amount, rate: 0, cap, done });
    this.#share();
  }

  /** Cycles until the next flow ends, or Infinity. */
  untilNext(): number {
    let least = Number.POSITIVE_INFINITY;
    for (const flow of this.#flows) least = Math.min(least, flow.remaining / flow.rate);
    return least;
  }

  /** Lets `cycles` pass and returns what the flows that ended then do next, oldest first. */
  advance(cycles: number): (() => void)[] {
    if (this.#flows.length === 0) return [];
    for (const flow of this.#flows) flow.remaining -= flow.rate * cycles;
    const ended = this.#flows.filter((f) => f.remaining <= EPSILON);
    if (ended.length === 0) return [];
    this.#flows = this.#flows.filter((f) => f.remaining > EPSILON);
    this.#share();
    return ended.map((f) => f.done);
  }

  #share(): void {
    let capacity = this.#capacity;
    let left = this.#flows.length;
    for (const flow of [...this.#flows].sort((a, b) => a.cap - b.cap)) {
      flow.rate = Math.min(flow.cap, capacity / left);
      capacity -= flow.rate;
      left--;
    }
  }
}

/** Time, timers and the two ports: runs callbacks in the order of their times. */
export class Clock {
  now = 0;
  readonly sram = new Port(1);
  readonly offChip: Port;
  /** Sorted by time, then by age. */
  #timers: { readonly time: number; readonly done: () => void }[] = [];

  constructor(offChipBytesPerCycle: number) {
    this.offChip = new Port(offChipBytesPerCycle);
  }

  /** Calls `done` after `delay` cycles; at once when there is no delay. */
  after(delay: number, done: () => void): void {
    const time = this.now + delay;
    let at = this.#timers.length;
    while (at > 0 && this.#timers[at - 1].time > time) at--;
    this.#timers.splice(at, 0, { time, done });
  }

  /** Advances to the next event and runs what happens then. False when nothing is under way. */
  step(): boolean {
    const timer = this.#timers.length > 0 ? this.#timers[0].time - this.now : Infinity;
    const delta = Math.max(0, Math.min(timer, this.sram.untilNext(), this.offChip.untilNext()));
    if (delta === Number.POSITIVE_INFINITY) return false;
    this.now += delta;
    const actions = [...this.sram.advance(delta), ...this.offChip.advance(delta)];
    while (this.#timers.length > 0 && this.#timers[0].time <= this.now + EPSILON) {
      actions.push(this.#timers.shift()!.done);
    }
    for (const action of actions) action();
    return true;
  }

  /** Starts several parts and calls `done` when the last has ended. */
  join(parts: readonly ((ended: () => void) => void)[], done: () => void): void {
    let left = parts.length;
    if (left === 0) {
      this.after(0, done);
      return;
    }
    for (const part of parts) {
      part(() => {
        if (--left === 0) done();
      });
    }
  }
}
