/** Small programs for the simulator's tests: fields with their defaults, and a builder. */
import {
  type Constant,
  type Fields,
  type HostCall,
  type Program,
  type ProgramInstruction,
  packWeights,
  type SourceOp,
  type StateTensor,
  type TensorPlace,
  weightStreamBytes,
  writeObject,
} from '../../../target/index.js';

export function place(name: string, address: number, shape: readonly number[]): TensorPlace {
  return { name, space: 'sram', address, shape, type: 'int8' };
}

/** A deterministic generator of int8-range numbers (mulberry32). */
export function random(seed: number): (low: number, high: number) => number {
  let state = seed >>> 0;
  return (low, high) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return low + (((t ^ (t >>> 14)) >>> 0) % (high - low + 1));
  };
}

export function randomBytes(next: (low: number, high: number) => number, n: number): Uint8Array {
  return Uint8Array.from({ length: n }, () => next(0, 255));
}

/** Fields of a MAC block over dense NHWC tensors: one block is the whole output. */
export const MAC_DEFAULTS: Fields = {
  kernel_h: 1,
  kernel_w: 1,
  stride_h: 1,
  stride_w: 1,
  dilation_h: 1,
  dilation_w: 1,
  first: 1,
  last: 1,
  act_min: -128,
  act_max: 127,
};

export class ProgramBuilder {
  target = 'n1-64';
  sramBytes = 65536;
  readonly instructions: ProgramInstruction[] = [];
  readonly constants: Constant[] = [];
  readonly ops: SourceOp[] = [];
  readonly hostCalls: HostCall[] = [];
  inputs: TensorPlace[] = [];
  outputs: TensorPlace[] = [];
  state: StateTensor[] = [];
  scratch: { symbol: string; bytes: number }[] = [];

  add(mnemonic: string, fields: Fields, symbols?: Record<string, string>): this {
    this.instructions.push({
      mnemonic,
      fields,
      op: this.ops.length - 1,
      ...(symbols ? { symbols } : {}),
    });
    return this;
  }

  constant(symbol: string, bytes: Uint8Array): this {
    this.constants.push({ symbol, bytes });
    return this;
  }

  op(name: string, output?: TensorPlace): this {
    this.ops.push({ name, kind: 'TEST', engine: 'npu', ...(output ? { output } : {}) });
    return this;
  }

  /** A MAC instruction with a stream of random weights of its own; returns what went in. */
  mac(
    mnemonic: 'mac.conv' | 'mac.dwconv',
    fields: Fields,
    weights: { symbol: string; at: (o: number, k: number) => number; parameters?: Parameters },
    extra: Record<string, string> = {},
  ): this {
    const f = { ...MAC_DEFAULTS, ...fields };
    const k = f.kernel_h * f.kernel_w * (mnemonic === 'mac.conv' ? f.ic : 1);
    if (!this.constants.some((c) => c.symbol === weights.symbol)) {
      const parameters = f.first ? (weights.parameters ?? neutral(f.oc)) : undefined;
      this.constant(
        weights.symbol,
        packWeights({ oc: f.oc, k, at: weights.at, ...(parameters ? { parameters } : {}) }),
      );
    }
    const bytes = weightStreamBytes({ mnemonic, fields: f });
    return this.add(
      mnemonic,
      { ...f, weights_bytes: bytes },
      { weights_addr: weights.symbol, ...extra },
    );
  }

  program(): Program {
    const last = this.instructions.map((i) => i.op);
    return {
      target: this.target,
      producer: 'test',
      model: 'test',
      sramBytes: this.sramBytes,
      instructions: this.instructions,
      constants: this.constants,
      inputs: this.inputs,
      outputs: this.outputs,
      ops: this.ops.map((op, i) => {
        const lastInstruction = last.lastIndexOf(i);
        return lastInstruction < 0 ? op : { ...op, lastInstruction };
      }),
      hostCalls: this.hostCalls,
      state: this.state,
      ...(this.scratch.length > 0 ? { scratch: this.scratch } : {}),
    };
  }

  /** Ends the program and writes it. */
  object(unchecked = false): Uint8Array {
    this.instructions.push({ mnemonic: 'sys.end', fields: {}, op: -1 });
    return writeObject(this.program(), { unchecked });
  }
}

export interface Parameters {
  readonly bias: readonly number[];
  readonly multiplier: readonly number[];
  readonly shift: readonly number[];
}

/** Multiplier one half, no shift: output = round(sum / 2). */
export function neutral(oc: number): Parameters {
  return {
    bias: new Array<number>(oc).fill(0),
    multiplier: new Array<number>(oc).fill(1 << 30),
    shift: new Array<number>(oc).fill(0),
  };
}

export function randomParameters(
  next: (low: number, high: number) => number,
  oc: number,
): Parameters {
  const list = (low: number, high: number) => Array.from({ length: oc }, () => next(low, high));
  return { bias: list(-5000, 5000), multiplier: list(1 << 30, 0x7fffffff), shift: list(-10, -5) };
}
