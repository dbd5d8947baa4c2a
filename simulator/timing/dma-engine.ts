/** The DMA engine in time: TRANSFER, one step after the other. */
import type { Run } from './run.js';

export class DmaEngine {
  readonly #run: Run;
  #busy = false;

  constructor(run: Run) {
    this.#run = run;
  }

  /** Starts what can start now. True when something did. */
  advance(): boolean {
    const step = this.#run.engines.dma.queue[0];
    if (!step || this.#busy || !this.#run.waitsHold(step)) return false;
    this.#run.engines.dma.queue.shift();
    this.#busy = true;
    const start = this.#run.clock.now;
    this.#run.at('read', step);
    this.#run.at('write-begin', step);
    const { loadBeats, storeBeats, offChipBytes } = step.cost;
    const beats = loadBeats + storeBeats;
    // Neither side runs ahead of the other.
    const pace = Math.max(beats, offChipBytes / this.#run.target.offChip.bytesPerCycle);
    const parts = [
      this.#run.sram(beats, pace),
      this.#run.offChip(step, offChipBytes, offChipBytes / pace),
    ];
    const latencyOf = (offChip: number) =>
      offChip ? this.#run.target.offChip.latency : this.#run.target.sram.latency;
    const latency =
      (step.mnemonic === 'dma.copy' ? latencyOf(step.fields.src_space) : 0) +
      latencyOf(step.fields.dst_space) +
      this.#run.target.dma.pipelineDepth;
    this.#run.clock.join(parts, () => {
      this.#busy = false;
      this.#run.at('read-end', step);
      this.#run.span(step, 'transfer', start);
      this.#run.clock.after(latency, () => {
        this.#run.at('write', step);
        this.#run.finish(step);
      });
    });
    return true;
  }
}
