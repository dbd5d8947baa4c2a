/** The MAC engine in time: PREFETCH, LOAD, COMPUTE and STORE, each in order, one step in each. */
import { arrayIssueCycles } from '../../target/index.js';
import type { Step } from '../steps.js';
import type { Run } from './run.js';

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

export class MacPipeline {
  readonly #run: Run;
  /** Dispatched steps in order; the numbers below say how many each stage has taken. */
  readonly #macs: MacState[] = [];
  // PREFETCH
  #streamed = 0;
  #chunk = 0;
  #streaming = false;
  #weightBytes = 0;
  #tableOwner?: MacState;
  #tableUsers = 0;
  // LOAD
  #loaded = 0;
  #loading = false;
  #inputHalf = 1;
  readonly #halfUsers = [0, 0];
  // COMPUTE
  #computed = 0;
  #computing = false;
  #computedChunks = 0;
  #accumulatorHalf = 1;
  // STORE
  readonly #halfStores = [0, 0];
  readonly #stores: MacState[] = [];
  #storing = false;

  constructor(run: Run) {
    this.#run = run;
  }

  dispatch(step: Step): void {
    this.#macs.push(this.#stateOf(step));
  }

  /** Starts what can start now. True when something did. */
  advance(): boolean {
    const moved = [this.#streamWeights(), this.#load(), this.#compute(), this.#store()];
    return moved.includes(true);
  }

  #stateOf(step: Step): MacState {
    const { reuse_weights, weights_bytes } = step.fields;
    const unit = this.#run.target.mac.weightChunkBytes;
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
    if (this.#weightBytes + bytes > this.#run.target.mac.weightBufferBytes) return false;
    const sram = step.fields.weights_in_sram === 1;
    if (this.#chunk === 0 && sram) {
      if (!this.#run.waitsHold(step)) return false;
      this.#run.at('weights', step);
    }
    const share = bytes / step.fields.weights_bytes;
    this.#weightBytes += bytes;
    this.#streaming = true;
    const start = this.#run.clock.now;
    const transfer = sram
      ? this.#run.sram(step.cost.weightBeats * share)
      : this.#run.offChip(step, step.cost.offChipBytes * share);
    const { latency } = sram ? this.#run.target.sram : this.#run.target.offChip;
    transfer(() => {
      this.#streaming = false;
      this.#chunk++;
      this.#run.span(step, 'weights', start);
      if (sram && this.#chunk === state.chunks.length) this.#run.at('weights-end', step);
      this.#run.clock.after(latency, () => state.arrived++);
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
    const start = this.#run.clock.now;
    this.#run.offChip(
      step,
      step.cost.tableBytes,
    )(() => {
      this.#streaming = false;
      this.#run.span(step, 'table', start);
      this.#run.clock.after(this.#run.target.offChip.latency, () => {
        state.tableReady = true;
      });
      next();
    });
    return true;
  }

  /** LOAD: the patch into the input half that no step still computes from. */
  #load(): boolean {
    const state = this.#macs[this.#loaded];
    if (!state || this.#loading || !this.#run.waitsHold(state.step)) return false;
    const { step } = state;
    if (step.fields.reuse_ifm) {
      const previous = this.#macs[this.#loaded - 1];
      if (!previous.patchReady) return false;
      state.patchReady = true;
    } else {
      const half = 1 - this.#inputHalf;
      if (this.#halfUsers[half] > 0) return false;
      this.#inputHalf = half;
      this.#run.at('read', step);
      this.#loading = true;
      const start = this.#run.clock.now;
      this.#run.sram(step.cost.loadBeats)(() => {
        this.#loading = false;
        this.#run.at('read-end', step);
        this.#run.span(step, 'load', start);
        const latency = step.cost.loadBeats > 0 ? this.#run.target.sram.latency : 0;
        this.#run.timer(latency)(() => {
          state.patchReady = true;
        });
      });
    }
    state.inputHalf = this.#inputHalf;
    this.#halfUsers[state.inputHalf]++;
    this.#loaded++;
    this.#run.engines.mac.queue.shift();
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
    const start = this.#run.clock.now;
    const bytes = state.chunks[this.#computedChunks];
    const share = step.fields.reuse_weights ? 1 : bytes / step.fields.weights_bytes;
    const final = this.#computedChunks + 1 === state.chunks.length;
    const cycles =
      arrayIssueCycles(this.#run.target, step) * share +
      (final ? this.#run.target.mac.pipelineDepth : 0);
    this.#run.clock.after(cycles, () => {
      this.#computing = false;
      this.#computedChunks++;
      this.#run.span(step, 'compute', start);
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
    this.#run.at('compute', state.step);
    if (state.step.fields.last) {
      this.#halfStores[state.accumulatorHalf]++;
      this.#stores.push(state);
    } else {
      this.#run.finish(state.step);
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
    const start = this.#run.clock.now;
    this.#run.at('write-begin', step);
    const { storeBeats, storeCycles } = step.cost;
    this.#run.clock.join(
      [this.#run.timer(storeCycles), this.#run.sram(storeBeats, storeCycles)],
      () => {
        this.#storing = false;
        this.#run.span(step, 'store', start);
        this.#run.at('drain', step);
        this.#halfStores[state.accumulatorHalf]--;
        if (usesTable) this.#tableUsers--;
        this.#run.clock.after(this.#run.target.sram.latency, () => {
          this.#run.at('write', step);
          this.#run.finish(step);
        });
      },
    );
    return true;
  }
}
