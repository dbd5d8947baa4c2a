/** The VEC engine in time: a table if it is not held, then EXEC, one step after the other. */
import type { Run } from './run.js';

export class VecEngine {
  readonly #run: Run;
  #busy = false;
  /** Address of the table that it holds. */
  #table = -1;

  constructor(run: Run) {
    this.#run = run;
  }

  /** Starts what can start now. True when something did. */
  advance(): boolean {
    const step = this.#run.engines.vec.queue[0];
    if (!step || this.#busy) return false;
    const table = step.mnemonic === 'vec.softmax' ? step.fields.table_addr : step.fields.lut_addr;
    if (table !== undefined && table !== this.#table) {
      this.#busy = true;
      const start = this.#run.clock.now;
      this.#run.offChip(
        step,
        step.cost.tableBytes,
      )(() => {
        this.#run.span(step, 'table', start);
        this.#run.clock.after(this.#run.target.offChip.latency, () => {
          this.#table = table;
          this.#busy = false;
        });
      });
      return true;
    }
    if (!this.#run.waitsHold(step)) return false;
    this.#run.engines.vec.queue.shift();
    this.#busy = true;
    const start = this.#run.clock.now;
    this.#run.at('read', step);
    this.#run.at('write-begin', step);
    const { loadBeats, storeBeats, computeCycles } = step.cost;
    const parts = [
      this.#run.timer(computeCycles),
      this.#run.sram(loadBeats + storeBeats, computeCycles),
    ];
    this.#run.clock.join(parts, () => {
      this.#busy = false;
      this.#run.at('read-end', step);
      this.#run.span(step, 'exec', start);
      this.#run.clock.after(2 * this.#run.target.sram.latency, () => {
        this.#run.at('write', step);
        this.#run.finish(step);
      });
    });
    return true;
  }
}
