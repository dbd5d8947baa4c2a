/** Fetches the command stream, fills the engines' queues, and runs the sys instructions itself. */
import type { Step } from '../steps.js';
import type { MacPipeline } from './mac-pipeline.js';
import { ENGINES, type Run } from './run.js';

export class CommandProcessor {
  readonly #run: Run;
  readonly #mac: MacPipeline;
  #fetched = 0;
  #arrived = 0;
  #dispatched = 0;
  #fetching = false;
  #fifo = 0;
  #hostBusy = false;
  /** sys.end has been executed. */
  ended = false;

  constructor(run: Run, mac: MacPipeline) {
    this.#run = run;
    this.#mac = mac;
  }

  /** Starts what can start now. True when something did. */
  advance(): boolean {
    const fetched = this.#fetch();
    return this.#dispatch() || fetched;
  }

  /** The instruction that waits to be dispatched. */
  get head(): Step | undefined {
    return this.#dispatched < this.#arrived ? this.#run.steps[this.#dispatched] : undefined;
  }

  /** Commands come in order over the off-chip port into a FIFO. */
  #fetch(): boolean {
    const step = this.#run.steps[this.#fetched];
    if (!step || this.#fetching) return false;
    const bytes = step.cost.commandBytes;
    if (this.#fifo > 0 && this.#fifo + bytes > this.#run.target.commands.fifoBytes) return false;
    this.#fifo += bytes;
    this.#fetching = true;
    this.#fetched++;
    const start = this.#run.clock.now;
    this.#run.offChip(
      step,
      bytes,
    )(() => {
      this.#fetching = false;
      this.#run.span(step, 'fetch', start);
      this.#run.clock.after(this.#run.target.offChip.latency, () => this.#arrived++);
    });
    return true;
  }

  #dispatch(): boolean {
    if (this.#hostBusy || this.#dispatched >= this.#arrived) return false;
    const step = this.#run.steps[this.#dispatched];
    if (step.engine === 'sys') return this.#system(step);
    const engine = this.#run.engines[step.engine];
    if (engine.queue.length >= this.#run.target.commands.queueDepth) return false;
    engine.push(step);
    if (step.engine === 'mac') this.#mac.dispatch(step);
    this.#leaveFifo(step);
    return true;
  }

  #leaveFifo(step: Step): void {
    this.#fifo -= step.cost.commandBytes;
    this.#dispatched++;
  }

  #system(step: Step): boolean {
    const { fields } = step;
    if (!this.#run.waitsHold(step)) return false;
    const end = step.mnemonic === 'sys.end';
    if (!ENGINES.every((e) => (!end && !fields[`idle_${e}`]) || this.#run.engines[e].idle))
      return false;
    this.#leaveFifo(step);
    if (end) {
      this.ended = true;
      this.#run.retire(step);
      return true;
    }
    this.#hostBusy = true;
    const start = this.#run.clock.now;
    this.#run.at('read', step);
    this.#run.at('write-begin', step);
    const { loadBeats, storeBeats, offChipBytes } = step.cost;
    const { bytesPerCycle } = this.#run.target.offChip;
    const pace = Math.max(step.hostCycles, offChipBytes / bytesPerCycle);
    const parts = [
      this.#run.timer(step.hostCycles),
      this.#run.sram(loadBeats + storeBeats, step.hostCycles),
      this.#run.offChip(step, offChipBytes, offChipBytes / pace),
    ];
    this.#run.clock.join(parts, () => {
      this.#run.at('read-end', step);
      this.#run.at('host', step);
      this.#run.at('write', step);
      this.#run.span(step, 'host', start);
      this.#hostBusy = false;
      this.#run.retire(step);
    });
    return true;
  }
}
