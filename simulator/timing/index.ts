/**
 * Time: the command processor, the three engines with their stages, and the shared ports, event by
 * event. Knows no data. Its result says when every step reads and writes, and the functional units
 * follow that order, so that a missing wait is seen in the data or by the race check.
 * The rules, resource by resource: docs/npu/timing.md.
 */
import type { ObjectFile } from '../../target/index.js';
import { SimulatorFault } from '../fault.js';
import { nameOfStep, type Step } from '../steps.js';
import { CommandProcessor } from './command-processor.js';
import { DmaEngine } from './dma-engine.js';
import { MacPipeline } from './mac-pipeline.js';
import { ENGINES, Run } from './run.js';
import type { Timing } from './schedule.js';
import { VecEngine } from './vec-engine.js';

export type { Action, ScheduledAction, Span, Stage, Timing } from './schedule.js';

/** Runs the program in time. Throws SimulatorFault on a deadlock. */
export function simulateTiming(object: ObjectFile, steps: readonly Step[]): Timing {
  const run = new Run(object, steps);
  const mac = new MacPipeline(run);
  const commands = new CommandProcessor(run, mac);
  const units = [commands, mac, new VecEngine(run), new DmaEngine(run)];
  while (!commands.ended) {
    // A unit that moved may let another move at the same time.
    const moved = units.map((unit) => unit.advance());
    if (!moved.includes(true) && !run.clock.step()) {
      throw new SimulatorFault(deadlock(object, run, commands));
    }
  }
  const { schedule, spans, retired, offChipBytes } = run;
  const cycles = Math.ceil(run.clock.now - 1e-6);
  return { cycles, schedule, spans, retired, offChipBytes };
}

function deadlock(object: ObjectFile, run: Run, commands: CommandProcessor): string {
  const heads = [
    run.engines.dma.queue[0],
    run.engines.mac.queue[0],
    run.engines.vec.queue[0],
    commands.head,
  ].filter((s): s is Step => s !== undefined);
  const blocked = heads.map((step) => {
    const waits = ENGINES.filter(
      (e) => ((run.engines[e].retired - step.fields[`wait_${e}`]) & 0xffff) >= 0x8000,
    ).map((e) => `${e} token ${step.fields[`wait_${e}`]} (at ${run.engines[e].retired & 0xffff})`);
    const reason =
      waits.length > 0
        ? `waits for ${waits.join(' and ')}`
        : step.engine === 'sys'
          ? 'waits for idle engines'
          : 'waits for a queue or a buffer';
    return `${nameOfStep(object, step)} ${reason}`;
  });
  return `token deadlock at cycle ${Math.ceil(run.clock.now)}: ${blocked.join('; ')}`;
}
