/**
 * Instructions as data and as words: a thin layer over the generated field table that checks names,
 * gives absent fields the value 0 and checks an instruction's stated length.
 */
import {
  type AnyInstruction,
  decodeInstruction,
  encodeInstruction,
  INSTRUCTIONS,
  type InstructionSpec,
} from '../generated/instructions.js';
import { nearest } from './nearest.js';

export { type AnyInstruction, INSTRUCTIONS, type InstructionSpec };

export type Engine = 'dma' | 'mac' | 'vec' | 'sys';

/** Field values by field name, as declared in isa.td. */
export type Fields = Readonly<Record<string, number>>;

export interface Instruction {
  readonly mnemonic: string;
  readonly fields: Fields;
}

/** Least and greatest value that a field can hold. */
export interface FieldRange {
  readonly min: number;
  readonly max: number;
  readonly bits: number;
}

interface Format {
  readonly spec: InstructionSpec;
  readonly ranges: ReadonlyMap<string, FieldRange>;
  /**
   * Every field 0. Copies of it keep its shape, so that the engine reads fields as it does those of
   * a class; an object that grows name by name becomes a dictionary, several times slower.
   */
  readonly zeros: Fields;
}

const formats = new Map<string, Format>(
  INSTRUCTIONS.map((spec) => [
    spec.mnemonic,
    {
      spec,
      zeros: JSON.parse(`{${spec.fields.map((f) => `"${f.name}":0`).join(',')}}`),
      ranges: new Map(
        spec.fields.map(({ name, bits, signed }) => [
          name,
          signed
            ? { min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1, bits }
            : { min: 0, max: 2 ** bits - 1, bits },
        ]),
      ),
    },
  ]),
);

function formatOf(mnemonic: string): Format {
  const format = formats.get(mnemonic);
  if (format) return format;
  const known = nearest(mnemonic, [...formats.keys()]);
  throw new RangeError(`unknown instruction '${mnemonic}'; did you mean '${known}'?`);
}

/** The declaration of an instruction. Throws an error naming the nearest for an unknown one. */
export function instructionSpec(mnemonic: string): InstructionSpec {
  return formatOf(mnemonic).spec;
}

export function engineOf(mnemonic: string): Engine {
  return instructionSpec(mnemonic).engine as Engine;
}

/** The fields of an instruction, in order, with what each can hold. */
export function fieldRanges(mnemonic: string): ReadonlyMap<string, FieldRange> {
  return formatOf(mnemonic).ranges;
}

/** Least and greatest value that a field can hold. */
export function fieldRange(mnemonic: string, field: string): FieldRange {
  const ranges = fieldRanges(mnemonic);
  const range = ranges.get(field);
  if (range) return range;
  const known = nearest(field, [...ranges.keys()]);
  throw new RangeError(`${mnemonic} has no field '${field}'; did you mean '${known}'?`);
}

/** Every field of the instruction, absent ones 0, with the header's fixed fields filled in. */
export function completeFields(mnemonic: string, fields: Fields): Fields {
  const { spec, ranges, zeros } = formatOf(mnemonic);
  const complete: Record<string, number> = { ...zeros };
  for (const name of Object.keys(fields)) {
    if (!ranges.has(name)) fieldRange(mnemonic, name);
    complete[name] = fields[name];
  }
  complete.opcode = spec.opcode;
  complete.words = spec.words;
  return complete;
}

/** Words of the instruction. Throws RangeError for an unknown field or a value that does not fit. */
export function encode({ mnemonic, fields }: Instruction): Uint32Array {
  return encodeInstruction({
    mnemonic,
    fields: completeFields(mnemonic, fields),
  } as AnyInstruction);
}

/**
 * The instruction at `words[offset]`, with every field. Throws RangeError for an unknown opcode, a
 * wrong length or an instruction that the words do not hold whole.
 */
export function decode(words: Uint32Array, offset = 0): Instruction {
  const instruction = decodeInstruction(words, offset) as unknown as Instruction;
  const expected = instructionSpec(instruction.mnemonic).words;
  const { words: length } = instruction.fields;
  if (length !== expected) {
    throw new RangeError(
      `${instruction.mnemonic}: length is ${length} words, expected ${expected}`,
    );
  }
  return {
    mnemonic: instruction.mnemonic,
    fields: completeFields(instruction.mnemonic, instruction.fields),
  };
}
