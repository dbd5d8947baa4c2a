/**
 * Time: the command processor, the three engines with their stages, and the shared ports, event by
 * event. Knows no data. Its result says when every step reads and writes, and the functional units
 * follow that order, so that a missing wait is seen in the data or by the race check.
 * The rules, resource by resource: docs/npu/timing.md.
 */
import { arrayIssueCycles, type ObjectFile, type TargetSpec } from '../target/index.js';
import { SimulatorFault } from './fault.js';
import { Clock } from './ports.js';
import { nameOfStep, type Step } from './steps.js';

/** What a functional unit does at a moment of the schedule. */
export type Action =
  | 'read' // capture the patch or the operands
  | 'read-end' // the last byte of them has left the memory
  | 'weights' // capture a weight stream from SRAM
  | 'weights-end'
  | 'compute' // the array has the block's sums
  | 'write-begin' // the first byte of the result may reach the memory
  | 'write' // the result is in memory
  | 'host' // the host has run its kernel
  | 'retire';

export interface ScheduledAction {
  readonly action: Action;
  readonly step: number;
}

export type Stage =
  | 'fetch'
  | 'weights'
  | 'table'
  | 'load'
  | 'compute'
  | 'store'
  | 'exec'
  | 'transfer'
  | 'host';

/** A stage that was busy with a step from `start` to `end`, in cycles. */
export interface Span {
  readonly step: number;
  readonly stage: Stage;
  readonly start: number;
  readonly end: number;
}

export interface Timing {
  readonly cycles: number;
  readonly schedule: readonly ScheduledAction[];
  readonly spans: readonly Span[];
  /** Cycle at which each step retired. */
  readonly retired: Float64Array;
  /** Off-chip bytes that each step moved, its command and table included. */
  readonly offChipBytes: Float64Array;
}

type Waitable = 'dma' | 'mac' | 'vec';
const ENGINES: readonly Waitable[] = ['dma', 'mac', 'vec'];

/** One engine as the command processor sees it: its queue, and its tokens. */
class EngineQueue {
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

/** A MAC step on its way through the stages. */
interface MacState {
  readonly step: Step;
  /** Sizes of the chunks of its weight stream, in order; one of 0 bytes when nothing streams. */
  readonly chunks: readonly number[];
  arrived: number;
  /** The step whose table it uses (itself, when it fetched one); absent when it uses none. */
  tableOwner?: MacState;
  tableReady: boolean;
  patchReady: boolean;
  inputHalf: number;
  accumulatorHalf: number;
}

class Machine {
  readonly #object: ObjectFile;
  readonly #target: TargetSpec;
  readonly #steps: readonly Step[];
  readonly #clock: Clock;
  readonly #engines = { dma: new EngineQueue(), mac: new EngineQueue(), vec: new EngineQueue() };
  readonly #schedule: ScheduledAction[] = [];
  readonly #spans: Span[] = [];
  readonly #retired: Float64Array;
  readonly #offChipBytes: Float64Array;

  // Command processor.
  #fetched = 0;
  #arrived = 0;
  #dispatched = 0;
  #fetching = false;
  #fifo = 0;
  #hostBusy = false;
  #ended = false;

  // MAC engine. `#macs` are its steps in order; the numbers are how far each stage has come.
  readonly #macs: MacState[] = [];
  #streamed = 0;
  #chunk = 0;
  #streaming = false;
  #weightBytes = 0;
  #tableOwner?: MacState;
  #tableUsers = 0;
  #loaded = 0;
  #loading = false;
  #inputHalf = 1;
  readonly #halfUsers = [0, 0];
  #computed = 0;
  #computing = false;
  #computedChunks = 0;
  #accumulatorHalf = 1;
  readonly #halfStores = [0, 0];
  readonly #stores: MacState[] = [];
  #storing = false;

  // VEC and DMA engines.
  #vecBusy = false;
  #vecTag = -1;
  #dmaBusy = false;

  constructor(object: ObjectFile, steps: readonly Step[]) {
    this.#object = object;
    this.#target = object.target;
    this.#steps = steps;
    this.#clock = new Clock(object.target.offChip.bytesPerCycle);
    this.#retired = new Float64Array(steps.length);
    this.#offChipBytes = new Float64Array(steps.length);
  }

  run(): Timing {
    while (!this.#ended) {
      while (this.#advanceStages()) {
        // A stage that moved may let another move at the same time.
      }
      if (this.#ended) break;
      if (!this.#clock.step()) throw new SimulatorFault(this.#deadlock());
    }
    return {
      cycles: Math.ceil(this.#clock.now - 1e-6),
      schedule: this.#schedule,
      spans: this.#spans,
      retired: this.#retired,
      offChipBytes: this.#offChipBytes,
    };
  }

  #advanceStages(): boolean {
    const moved = [
      this.#fetch(),
      this.#dispatch(),
      this.#streamWeights(),
      this.#load(),
      this.#compute(),
      this.#store(),
      this.#vec(),
      this.#dma(),
    ];
    return moved.includes(true);
  }

  // ---- shared -------------------------------------------------------------------------------

  #waitsHold({ fields }: Step): boolean {
    return ENGINES.every(
      (e) => ((this.#engines[e].retired - fields[`wait_${e}`]) & 0xffff) < 0x8000,
    );
  }

  #at(action: Action, step: Step): void {
    this.#schedule.push({ action, step: step.index });
  }

  #finish(step: Step): void {
    for (const retired of this.#engines[step.engine as Waitable].finish(step)) {
      this.#retire(retired);
    }
  }

  #retire(step: Step): void {
    this.#retired[step.index] = this.#clock.now;
    this.#at('retire', step);
  }

  #span(step: Step, stage: Stage, start: number): void {
    if (this.#clock.now > start) {
      this.#spans.push({ step: step.index, stage, start, end: this.#clock.now });
    }
  }

  /** Part of a join: `bytes` over the off-chip port, no faster than `cap`. */
  #offChip(step: Step, bytes: number, cap = Number.POSITIVE_INFINITY) {
    return (ended: () => void) => {
      this.#offChipBytes[step.index] += bytes;
      if (bytes > 0) this.#clock.offChip.start(bytes, cap, ended);
      else ended();
    };
  }

  /** Part of a join: `beats` over the SRAM port, spread over at least `cycles`. */
  #sram(beats: number, cycles = 0) {
    return (ended: () => void) => {
      if (beats > 0) this.#clock.sram.start(beats, beats / Math.max(beats, cycles), ended);
      else ended();
    };
  }

  #timer(cycles: number) {
    return (ended: () => void) => {
      if (cycles > 0) this.#clock.after(cycles, ended);
      else ended();
    };
  }

  // ---- command processor --------------------------------------------------------------------

  /** Commands come in order over the off-chip port into a FIFO. */
  #fetch(): boolean {
    const step = this.#steps[this.#fetched];
    if (!step || this.#fetching) return false;
    const bytes = step.cost.commandBytes;
    if (this.#fifo > 0 && this.#fifo + bytes > this.#target.commands.fifoBytes) return false;
    this.#fifo += bytes;
    this.#fetching = true;
    this.#fetched++;
    const start = this.#clock.now;
    this.#offChip(
      step,
      bytes,
    )(() => {
      this.#fetching = false;
      this.#span(step, 'fetch', start);
      this.#clock.after(this.#target.offChip.latency, () => this.#arrived++);
    });
    return true;
  }

  #dispatch(): boolean {
    if (this.#hostBusy || this.#dispatched >= this.#arrived) return false;
    const step = this.#steps[this.#dispatched];
    if (step.engine === 'sys') return this.#system(step);
    const engine = this.#engines[step.engine];
    if (engine.queue.length >= this.#target.commands.queueDepth) return false;
    engine.push(step);
    if (step.engine === 'mac') this.#macs.push(this.#macState(step));
    this.#leaveFifo(step);
    return true;
  }

  #leaveFifo(step: Step): void {
    this.#fifo -= step.cost.commandBytes;
    this.#dispatched++;
  }

  #system(step: Step): boolean {
    const { fields } = step;
    if (!this.#waitsHold(step)) return false;
    const end = step.mnemonic === 'sys.end';
    if (!ENGINES.every((e) => (!end && !fields[`idle_${e}`]) || this.#engines[e].idle))
      return false;
    this.#leaveFifo(step);
    if (end) {
      this.#ended = true;
      this.#retire(step);
      return true;
    }
    this.#hostBusy = true;
    const start = this.#clock.now;
    this.#at('read', step);
    this.#at('write-begin', step);
    const { loadBeats, storeBeats, offChipBytes } = step.cost;
    const { bytesPerCycle } = this.#target.offChip;
    const pace = Math.max(step.hostCycles, offChipBytes / bytesPerCycle);
    const parts = [
      this.#timer(step.hostCycles),
      this.#sram(loadBeats + storeBeats, step.hostCycles),
      this.#offChip(step, offChipBytes, offChipBytes / pace),
    ];
    this.#clock.join(parts, () => {
      this.#at('read-end', step);
      this.#at('host', step);
      this.#at('write', step);
      this.#span(step, 'host', start);
      this.#hostBusy = false;
      this.#retire(step);
    });
    return true;
  }

  // ---- MAC ----------------------------------------------------------------------------------

  #macState(step: Step): MacState {
    const { reuse_weights, weights_bytes } = step.fields;
    const unit = this.#target.mac.weightChunkBytes;
    const chunks: number[] = [];
    for (let left = reuse_weights ? 0 : weights_bytes; left > 0; left -= unit) {
      chunks.push(Math.min(unit, left));
    }
    if (chunks.length === 0) chunks.push(0);
    return {
      step,
      chunks,
      arrived: reuse_weights ? 1 : 0,
      tableReady: false,
      patchReady: false,
      inputHalf: 0,
      accumulatorHalf: 0,
    };
  }

  /** PREFETCH: one weight stream after the other, a chunk whenever the FIFO has room for it. */
  #streamWeights(): boolean {
    const state = this.#macs[this.#streamed];
    if (!state || this.#streaming) return false;
    const { step } = state;
    if (step.fields.reuse_weights || this.#chunk === state.chunks.length) {
      return this.#fetchTable(state);
    }
    const bytes = state.chunks[this.#chunk];
    if (this.#weightBytes + bytes > this.#target.mac.weightBufferBytes) return false;
    const sram = step.fields.weights_in_sram === 1;
    if (this.#chunk === 0 && sram) {
      if (!this.#waitsHold(step)) return false;
      this.#at('weights', step);
    }
    const share = bytes / step.fields.weights_bytes;
    this.#weightBytes += bytes;
    this.#streaming = true;
    const start = this.#clock.now;
    const transfer = sram
      ? this.#sram(step.cost.weightBeats * share)
      : this.#offChip(step, step.cost.offChipBytes * share);
    const { latency } = sram ? this.#target.sram : this.#target.offChip;
    transfer(() => {
      this.#streaming = false;
      this.#chunk++;
      this.#span(step, 'weights', start);
      if (sram && this.#chunk === state.chunks.length) this.#at('weights-end', step);
      this.#clock.after(latency, () => state.arrived++);
    });
    return true;
  }

  /** After its weights a step's table, unless the engine holds it; it must not be in use. */
  #fetchTable(state: MacState): boolean {
    const { step } = state;
    const next = () => {
      this.#streamed++;
      this.#chunk = 0;
      return true;
    };
    if (!step.fields.lut || !step.fields.last) return next();
    if (this.#tableOwner?.step.fields.lut_addr === step.fields.lut_addr) {
      this.#tableUsers++;
      state.tableOwner = this.#tableOwner;
      return next();
    }
    if (this.#tableUsers > 0) return false;
    this.#tableOwner = state;
    state.tableOwner = state;
    this.#tableUsers++;
    this.#streaming = true;
    const start = this.#clock.now;
    this.#offChip(
      step,
      step.cost.tableBytes,
    )(() => {
      this.#streaming = false;
      this.#span(step, 'table', start);
      this.#clock.after(this.#target.offChip.latency, () => {
        state.tableReady = true;
      });
      next();
    });
    return true;
  }

  /** LOAD: the patch into the input half that no step still computes from. */
  #load(): boolean {
    const state = this.#macs[this.#loaded];
    if (!state || this.#loading || !this.#waitsHold(state.step)) return false;
    const { step } = state;
    if (step.fields.reuse_ifm) {
      const previous = this.#macs[this.#loaded - 1];
      if (!previous.patchReady) return false;
      state.patchReady = true;
    } else {
      const half = 1 - this.#inputHalf;
      if (this.#halfUsers[half] > 0) return false;
      this.#inputHalf = half;
      this.#at('read', step);
      this.#loading = true;
      const start = this.#clock.now;
      this.#sram(step.cost.loadBeats)(() => {
        this.#loading = false;
        this.#at('read-end', step);
        this.#span(step, 'load', start);
        const latency = step.cost.loadBeats > 0 ? this.#target.sram.latency : 0;
        this.#timer(latency)(() => {
          state.patchReady = true;
        });
      });
    }
    state.inputHalf = this.#inputHalf;
    this.#halfUsers[state.inputHalf]++;
    this.#loaded++;
    this.#engines.mac.queue.shift();
    return true;
  }

  /** COMPUTE: the array, chunk by chunk of the weights as they arrive. */
  #compute(): boolean {
    const state = this.#macs[this.#computed];
    if (!state || this.#computing || !state.patchReady) return false;
    if (this.#computedChunks >= state.arrived) return false;
    const { step } = state;
    if (this.#computedChunks === 0 && step.fields.first) {
      const half = 1 - this.#accumulatorHalf;
      if (this.#halfStores[half] > 0) return false;
      this.#accumulatorHalf = half;
    }
    state.accumulatorHalf = this.#accumulatorHalf;
    this.#computing = true;
    const start = this.#clock.now;
    const bytes = state.chunks[this.#computedChunks];
    const share = step.fields.reuse_weights ? 1 : bytes / step.fields.weights_bytes;
    const final = this.#computedChunks + 1 === state.chunks.length;
    const cycles =
      arrayIssueCycles(this.#target, step) * share + (final ? this.#target.mac.pipelineDepth : 0);
    this.#clock.after(cycles, () => {
      this.#computing = false;
      this.#computedChunks++;
      this.#span(step, 'compute', start);
      if (!step.fields.keep_weights) {
        this.#weightBytes -= step.fields.reuse_weights ? step.fields.weights_bytes : bytes;
      }
      if (final) this.#endCompute(state);
    });
    return true;
  }

  #endCompute(state: MacState): void {
    this.#computed++;
    this.#computedChunks = 0;
    this.#halfUsers[state.inputHalf]--;
    this.#at('compute', state.step);
    if (state.step.fields.last) {
      this.#halfStores[state.accumulatorHalf]++;
      this.#stores.push(state);
    } else {
      this.#finish(state.step);
    }
  }

  /** STORE: the output stage beside the write-back. */
  #store(): boolean {
    const state = this.#stores[0];
    if (!state || this.#storing) return false;
    const { step } = state;
    const usesTable = step.fields.lut === 1;
    if (usesTable && !state.tableOwner?.tableReady) return false;
    this.#storing = true;
    this.#stores.shift();
    const start = this.#clock.now;
    this.#at('write-begin', step);
    const { storeBeats, storeCycles } = step.cost;
    this.#clock.join([this.#timer(storeCycles), this.#sram(storeBeats, storeCycles)], () => {
      this.#storing = false;
      this.#span(step, 'store', start);
      this.#halfStores[state.accumulatorHalf]--;
      if (usesTable) this.#tableUsers--;
      this.#clock.after(this.#target.sram.latency, () => {
        this.#at('write', step);
        this.#finish(step);
      });
    });
    return true;
  }

  // ---- VEC ----------------------------------------------------------------------------------

  #vec(): boolean {
    const step = this.#engines.vec.queue[0];
    if (!step || this.#vecBusy) return false;
    const table = step.mnemonic === 'vec.softmax' ? step.fields.table_addr : step.fields.lut_addr;
    if (table !== undefined && table !== this.#vecTag) {
      this.#vecBusy = true;
      const start = this.#clock.now;
      this.#offChip(
        step,
        step.cost.tableBytes,
      )(() => {
        this.#span(step, 'table', start);
        this.#clock.after(this.#target.offChip.latency, () => {
          this.#vecTag = table;
          this.#vecBusy = false;
        });
      });
      return true;
    }
    if (!this.#waitsHold(step)) return false;
    this.#engines.vec.queue.shift();
    this.#vecBusy = true;
    const start = this.#clock.now;
    this.#at('read', step);
    this.#at('write-begin', step);
    const { loadBeats, storeBeats, computeCycles } = step.cost;
    const parts = [this.#timer(computeCycles), this.#sram(loadBeats + storeBeats, computeCycles)];
    this.#clock.join(parts, () => {
      this.#vecBusy = false;
      this.#at('read-end', step);
      this.#span(step, 'exec', start);
      this.#clock.after(2 * this.#target.sram.latency, () => {
        this.#at('write', step);
        this.#finish(step);
      });
    });
    return true;
  }

  // ---- DMA ----------------------------------------------------------------------------------

  #dma(): boolean {
    const step = this.#engines.dma.queue[0];
    if (!step || this.#dmaBusy || !this.#waitsHold(step)) return false;
    this.#engines.dma.queue.shift();
    this.#dmaBusy = true;
    const start = this.#clock.now;
    this.#at('read', step);
    this.#at('write-begin', step);
    const { loadBeats, storeBeats, offChipBytes } = step.cost;
    const beats = loadBeats + storeBeats;
    // Neither side runs ahead of the other.
    const pace = Math.max(beats, offChipBytes / this.#target.offChip.bytesPerCycle);
    const parts = [this.#sram(beats, pace), this.#offChip(step, offChipBytes, offChipBytes / pace)];
    const latencyOf = (offChip: number) =>
      offChip ? this.#target.offChip.latency : this.#target.sram.latency;
    const latency =
      (step.mnemonic === 'dma.copy' ? latencyOf(step.fields.src_space) : 0) +
      latencyOf(step.fields.dst_space) +
      this.#target.dma.pipelineDepth;
    this.#clock.join(parts, () => {
      this.#dmaBusy = false;
      this.#at('read-end', step);
      this.#span(step, 'transfer', start);
      this.#clock.after(latency, () => {
        this.#at('write', step);
        this.#finish(step);
      });
    });
    return true;
  }

  // ---- deadlock -----------------------------------------------------------------------------

  #deadlock(): string {
    const heads = [
      this.#engines.dma.queue[0],
      this.#engines.mac.queue[0],
      this.#engines.vec.queue[0],
      this.#dispatched < this.#arrived ? this.#steps[this.#dispatched] : undefined,
    ].filter((s): s is Step => s !== undefined);
    const blocked = heads.map((step) => {
      const waits = ENGINES.filter(
        (e) => ((this.#engines[e].retired - step.fields[`wait_${e}`]) & 0xffff) >= 0x8000,
      ).map(
        (e) => `${e} token ${step.fields[`wait_${e}`]} (at ${this.#engines[e].retired & 0xffff})`,
      );
      const reason =
        waits.length > 0
          ? `waits for ${waits.join(' and ')}`
          : step.engine === 'sys'
            ? 'waits for idle engines'
            : 'waits for a queue or a buffer';
      return `${nameOfStep(this.#object, step)} ${reason}`;
    });
    return `token deadlock at cycle ${Math.ceil(this.#clock.now)}: ${blocked.join('; ')}`;
  }
}

/** Runs the program in time. Throws SimulatorFault on a deadlock. */
export function simulateTiming(object: ObjectFile, steps: readonly Step[]): Timing {
  return new Machine(object, steps).run();
}
