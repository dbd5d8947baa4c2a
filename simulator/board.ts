/**
 * The simulated board: an object loaded once, run many times. Time does not depend on data, so the
 * schedule is worked out at the first need; the functional units follow it in every run.
 */
import {
  ObjectError,
  type ObjectFile,
  placeBox,
  placeBytes,
  readObject,
  type TensorPlace,
} from '../target/index.js';
import { SimulatorFault } from './fault.js';
import { checkHazards } from './hazards.js';
import { type MacBlock, MacUnit, prepareMacBlocks } from './mac-unit.js';
import { createMemory, gather, type Memory, scatter } from './memory.js';
import { makeReport, type Report } from './report.js';
import { nameOfStep, prepareSteps, type Step } from './steps.js';
import { simulateTiming, type Timing } from './timing/index.js';
import { traceEvents } from './trace.js';
import { computeVec, writeVec } from './vec-unit.js';

/** A tensor as a host kernel sees it: dense bytes, and the description from the object. */
export interface HostTensor {
  readonly place: TensorPlace;
  /** Dense, row-major, little endian; a kernel fills its outputs'. */
  readonly bytes: Uint8Array;
}

/** A kernel that the host runs for a sys.host instruction. */
export type HostKernel = (
  attributes: Readonly<Record<string, unknown>>,
  inputs: readonly HostTensor[],
  outputs: readonly HostTensor[],
) => void;

export interface BoardOptions {
  /** Finds the kernel of a host call by name. */
  readonly hostKernels?: (kernel: string) => HostKernel | undefined;
  /** Most instructions of a program. */
  readonly instructionLimit?: number;
  /** Do not check for races: only for tests that show what a missing wait does to the data. */
  readonly allowRaces?: boolean;
}

export interface RunOptions {
  /** Start from the state tensors as the run before left them, not from fresh ones. */
  readonly keepState?: boolean;
  /** Called when the last instruction of a source op retires, with its output as dense bytes. */
  readonly onOpOutput?: (op: number, bytes: Uint8Array) => void;
}

export interface Board {
  readonly object: ObjectFile;
  readonly steps: readonly Step[];
  readonly timing: Timing;
  readonly report: Report;
  /**
   * One inference. `inputs`: dense bytes in the order of the object's inputs. Memory is fresh but for
   * state tensors under `keepState`. Returns the outputs as dense bytes.
   */
  run(inputs: readonly Uint8Array[], options?: RunOptions): Uint8Array[];
  /** The run as a Perfetto trace, ready for JSON.stringify. */
  trace(): ReturnType<typeof traceEvents>;
}

/** Loads an object onto a board. Throws ObjectError or SimulatorFault. */
export function createBoard(source: Uint8Array | ObjectFile, options: BoardOptions = {}): Board {
  const object = source instanceof Uint8Array ? readObject(source) : source;
  const steps = prepareSteps(object, options.instructionLimit);
  for (const op of object.info.ops) {
    if (op.lastInstruction !== undefined && op.lastInstruction >= steps.length) {
      throw new ObjectError(
        `.npu.info: op '${op.name}' ends at instruction ${op.lastInstruction}, the program has ${steps.length}`,
      );
    }
  }
  const timing = simulateTiming(object, steps);
  if (!options.allowRaces) checkHazards(object, steps, timing.schedule);
  const report = makeReport(object, steps, timing);
  const runner = new Runner(object, steps, timing, options);
  return {
    object,
    steps,
    timing,
    report,
    run: (inputs, runOptions = {}) => runner.run(inputs, runOptions),
    trace: () => traceEvents(object, steps, timing.spans),
  };
}

class Runner {
  readonly #object: ObjectFile;
  readonly #steps: readonly Step[];
  readonly #timing: Timing;
  readonly #options: BoardOptions;
  readonly #memory: Memory;
  readonly #blocks: ReadonlyMap<number, MacBlock>;
  readonly #mac: MacUnit;
  /** Results of VEC and DMA steps that are under way. */
  readonly #pending = new Map<number, Int8Array>();
  #hasRun = false;
  /** Ops whose last instruction is a step. */
  readonly #endings = new Map<number, number[]>();

  constructor(object: ObjectFile, steps: readonly Step[], timing: Timing, options: BoardOptions) {
    this.#object = object;
    this.#steps = steps;
    this.#timing = timing;
    this.#options = options;
    this.#memory = createMemory(object);
    this.#blocks = prepareMacBlocks(steps);
    this.#mac = new MacUnit(object, this.#memory);
    for (const [i, op] of object.info.ops.entries()) {
      if (op.lastInstruction === undefined || !op.output) continue;
      const ending = this.#endings.get(op.lastInstruction);
      if (ending) ending.push(i);
      else this.#endings.set(op.lastInstruction, [i]);
    }
  }

  run(inputs: readonly Uint8Array[], { onOpOutput, keepState }: RunOptions): Uint8Array[] {
    const { info } = this.#object;
    if (inputs.length !== info.inputs.length) {
      throw new SimulatorFault(
        `${inputs.length} inputs given, the program has ${info.inputs.length}`,
      );
    }
    this.#clear(keepState === true);
    for (const [i, place] of info.inputs.entries()) this.#put(place, inputs[i]);
    for (const { action, step } of this.#timing.schedule) {
      switch (action) {
        case 'read':
          this.#read(this.#steps[step]);
          break;
        case 'weights':
          this.#mac.captureWeights(this.#blocks.get(step)!);
          break;
        case 'compute':
          this.#mac.compute(this.#blocks.get(step)!);
          break;
        case 'drain':
          this.#mac.drain(this.#blocks.get(step)!);
          break;
        case 'write':
          this.#write(this.#steps[step]);
          break;
        case 'host':
          this.#host(this.#steps[step]);
          break;
        case 'retire':
          if (onOpOutput) {
            for (const op of this.#endings.get(step) ?? []) {
              onOpOutput(op, this.#take(info.ops[op].output!));
            }
          }
          break;
        case 'read-end':
        case 'weights-end':
        case 'write-begin':
          break;
        default:
          throw new Error(`unknown action ${action satisfies never}`);
      }
    }
    return info.outputs.map((place) => this.#take(place));
  }

  /** Zeroes SRAM; state tensors get their fresh value, or keep the one they have. */
  #clear(keepState: boolean): void {
    const { state } = this.#object.info;
    const kept = keepState && this.#hasRun ? state.map((place) => this.#take(place)) : undefined;
    this.#hasRun = true;
    this.#memory.sram.fill(0);
    for (const [i, place] of state.entries()) {
      this.#put(place, kept?.[i] ?? new Uint8Array(placeBytes(place)).fill(place.fill));
    }
  }

  #read(step: Step): void {
    if (step.engine === 'mac') this.#mac.load(this.#blocks.get(step.index)!);
    else if (step.engine === 'vec') this.#pending.set(step.index, computeVec(this.#memory, step));
    else if (step.mnemonic === 'dma.copy') {
      const { run, n1, n2 } = step.fields;
      const bytes = new Int8Array(run * n1 * n2);
      gather(this.#memory, step.access.reads[0], bytes);
      this.#pending.set(step.index, bytes);
    } else if (step.mnemonic === 'dma.fill') {
      const { run, n1, n2, value } = step.fields;
      this.#pending.set(step.index, new Int8Array(run * n1 * n2).fill(value));
    }
  }

  #write(step: Step): void {
    if (step.engine === 'sys') return;
    if (step.engine === 'mac') {
      this.#mac.write(this.#blocks.get(step.index)!);
      return;
    }
    const result = this.#pending.get(step.index)!;
    this.#pending.delete(step.index);
    writeVec(this.#memory, step, result);
  }

  #host(step: Step): void {
    const call = this.#object.info.hostCalls[step.fields.call];
    const kernel = this.#options.hostKernels?.(call.kernel);
    if (!kernel) {
      throw new SimulatorFault(
        `${nameOfStep(this.#object, step)}: the host has no kernel '${call.kernel}'`,
      );
    }
    const inputs = call.inputs.map((place) => ({ place, bytes: this.#take(place) }));
    const outputs = call.outputs.map((place) => ({
      place,
      bytes: new Uint8Array(placeBytes(place)),
    }));
    kernel(call.attributes, inputs, outputs);
    for (const { place, bytes } of outputs) this.#put(place, bytes);
  }

  #put(place: TensorPlace, bytes: Uint8Array): void {
    const expected = placeBytes(place);
    if (bytes.length !== expected) {
      throw new SimulatorFault(
        `input '${place.name}' has ${bytes.length} bytes, expected ${expected} ([${place.shape}] of ${place.type})`,
      );
    }
    const dense = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    scatter(this.#memory, placeBox(place), dense);
  }

  #take(place: TensorPlace): Uint8Array {
    const bytes = new Uint8Array(placeBytes(place));
    gather(this.#memory, placeBox(place), new Int8Array(bytes.buffer));
    return bytes;
  }
}
