/**
 * The program as a list of steps: each instruction decoded, priced and checked for everything that
 * does not depend on time or data. What passes here cannot leave its memories or buffers.
 */
import {
  type Access,
  accessOf,
  boundsFault,
  checkBlock,
  decode,
  type Engine,
  engineOf,
  hostCycles,
  type Instruction,
  type InstructionCost,
  instructionCost,
  instructionSpec,
  type ObjectFile,
  opAt,
  placeBox,
  placeBytes,
  type TargetSpec,
  type TensorPlace,
} from '../target/index.js';
import { chainFault } from './chains.js';
import { SimulatorFault } from './fault.js';

/** More instructions than any sensible program: guards memory and time. */
export const INSTRUCTION_LIMIT = 1 << 21;

export interface Step extends Instruction {
  readonly index: number;
  /** Off-chip address of the instruction. */
  readonly address: number;
  /** Index of the source op, or -1. */
  readonly op: number;
  readonly engine: Engine;
  readonly cost: InstructionCost;
  readonly access: Access;
  /** sys.host: cycles of the call. */
  readonly hostCycles: number;
}

/** `instruction 12 (mac.conv at 0x300, conv1)`. */
export function nameOfStep(
  object: ObjectFile,
  step: Pick<Step, 'index' | 'address' | 'mnemonic' | 'op'>,
): string {
  const op = object.info.ops[step.op]?.name;
  return `instruction ${step.index} (${step.mnemonic} at 0x${step.address.toString(16)}${op ? `, ${op}` : ''})`;
}

/** Decodes and checks every instruction of the object. Throws SimulatorFault. */
export function prepareSteps(object: ObjectFile, limit = INSTRUCTION_LIMIT): Step[] {
  const steps: Step[] = [];
  const { commands } = object;
  for (let at = 0; at < commands.length; ) {
    if (steps.length >= limit) {
      throw new SimulatorFault(
        `the program has more than ${limit} instructions, the simulator's limit`,
      );
    }
    const position = { index: steps.length, address: object.commandsAddress + 4 * at };
    let instruction: Instruction;
    try {
      instruction = decode(commands, at);
    } catch (error) {
      throw new SimulatorFault(
        `instruction ${position.index} at 0x${position.address.toString(16)}: ${(error as Error).message}`,
      );
    }
    const step = prepareStep(object, instruction, position, opAt(object, 4 * at));
    steps.push(step);
    at += instructionSpec(instruction.mnemonic).words;
    if (step.mnemonic === 'sys.end' && at < commands.length) {
      throw new SimulatorFault(
        `${nameOfStep(object, step)}: ${commands.length - at} words follow it, expected none`,
      );
    }
  }
  if (steps.at(-1)?.mnemonic !== 'sys.end') {
    throw new SimulatorFault(
      `the program has ${steps.length} instructions and no sys.end, expected it as the last one`,
    );
  }
  checkChains(object, steps);
  return steps;
}

function prepareStep(
  object: ObjectFile,
  instruction: Instruction,
  position: { readonly index: number; readonly address: number },
  op: number,
): Step {
  const { target, info } = object;
  const { mnemonic } = instruction;
  const fail = (problem: string): never => {
    throw new SimulatorFault(`${nameOfStep(object, { ...position, mnemonic, op })}: ${problem}`);
  };
  const problem = checkBlock(target, instruction, info.sramBytes);
  if (problem) fail(problem);
  const step = {
    ...instruction,
    ...position,
    op,
    engine: engineOf(mnemonic),
    cost: instructionCost(target, instruction),
    access: accessOf(instruction),
    hostCycles: 0,
  };
  if (mnemonic === 'sys.host') return prepareHostStep(object, step, fail);
  // Constants and scratch are all of off-chip memory that the program owns.
  const owned = object.image.length + object.scratchBytes;
  for (const box of step.access.reads) {
    if (box.space === 'off-chip') checkOwned(target, box, 'reads', owned, fail);
  }
  for (const box of step.access.writes) {
    if (box.space !== 'off-chip') continue;
    checkOwned(target, box, 'writes', owned, fail);
    if (box.address < object.image.length) {
      fail(
        `writes ${target.offChip.kind} at 0x${box.address.toString(16)}, where the program lies`,
      );
    }
  }
  return step;
}

function checkOwned(
  target: TargetSpec,
  box: Access['writes'][number],
  verb: string,
  owned: number,
  fail: (problem: string) => never,
): void {
  const limited = { ...target, offChip: { ...target.offChip, bytes: owned } };
  const problem = boundsFault(limited, box, verb);
  if (problem) fail(problem);
}

function prepareHostStep(object: ObjectFile, step: Step, fail: (problem: string) => never): Step {
  const { target, info } = object;
  const call = info.hostCalls[step.fields.call];
  if (!call)
    return fail(`calls host kernel ${step.fields.call}, the object has ${info.hostCalls.length}`);
  for (const place of call.outputs) {
    if (place.space === 'off-chip' && !target.offChip.writable) {
      fail(
        `${call.kernel} writes '${place.name}', but ${target.name}'s ${target.offChip.kind} cannot be written`,
      );
    }
  }
  const operands = [...call.inputs, ...call.outputs];
  const bytes = operands.reduce((n, p) => n + placeBytes(p), 0);
  const inSram = (places: readonly TensorPlace[]) =>
    places.reduce((n, p) => n + (p.space === 'sram' ? placeBytes(p) : 0), 0);
  const beats = (n: number) => Math.ceil(n / target.sram.portBytes);
  return {
    ...step,
    hostCycles: hostCycles(target, bytes, call.operations),
    access: {
      reads: call.inputs.map((p) => ({ ...placeBox(p), role: 'input' as const })),
      writes: call.outputs.map(placeBox),
    },
    cost: {
      ...step.cost,
      loadBeats: beats(inSram(call.inputs)),
      storeBeats: beats(inSram(call.outputs)),
      offChipBytes: bytes - inSram(operands),
    },
  };
}

/** Rules between neighbouring MAC instructions: chains of chunks, and what may be reused. */
function checkChains(object: ObjectFile, steps: readonly Step[]): void {
  let previous: Step | undefined;
  for (const step of steps) {
    if (step.engine !== 'mac') continue;
    const problem = chainFault(step, previous);
    if (problem) throw new SimulatorFault(`${nameOfStep(object, step)}: ${problem}`);
    previous = step;
  }
  if (previous && !previous.fields.last) {
    throw new SimulatorFault(
      `${nameOfStep(object, previous)}: the chain of chunks has no end, expected 'last' on its last instruction`,
    );
  }
}
