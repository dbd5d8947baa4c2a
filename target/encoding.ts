/**
 * Instructions as data and as words: a thin layer over the generated field table that fills in the
 * header's fixed fields and gives absent fields the value 0.
 */
import { INSTRUCTIONS, type InstructionSpec } from './isa-table.js';
import { nearest } from './nearest.js';

export type Engine = 'dma' | 'mac' | 'vec' | 'sys';

/** Field values by field name, as declared in isa.td. */
export type Fields = Readonly<Record<string, number>>;

export interface Instruction {
  readonly mnemonic: string;
  readonly fields: Fields;
}

const byMnemonic = new Map(INSTRUCTIONS.map((i) => [i.mnemonic, i]));
const byOpcode = new Map(INSTRUCTIONS.map((i) => [i.opcode, i]));

export { INSTRUCTIONS, type InstructionSpec };

/** The declaration of an instruction. Throws an error naming the nearest for an unknown one. */
export function instructionSpec(mnemonic: string): InstructionSpec {
  const spec = byMnemonic.get(mnemonic);
  if (spec) return spec;
  const known = nearest(mnemonic, [...byMnemonic.keys()]);
  throw new RangeError(`unknown instruction '${mnemonic}'; did you mean '${known}'?`);
}

/** The declaration with that opcode, if there is one. */
export function specOfOpcode(opcode: number): InstructionSpec | undefined {
  return byOpcode.get(opcode);
}

export function engineOf(mnemonic: string): Engine {
  return instructionSpec(mnemonic).engine as Engine;
}

/** Least and greatest value that a field can hold. */
export function fieldRange(mnemonic: string, field: string): { min: number; max: number } {
  const spec = instructionSpec(mnemonic);
  const found = spec.fields.find((f) => f.name === field);
  if (!found) {
    const known = nearest(
      field,
      spec.fields.map((f) => f.name),
    );
    throw new RangeError(`${mnemonic} has no field '${field}'; did you mean '${known}'?`);
  }
  return found.signed
    ? { min: -(2 ** (found.bits - 1)), max: 2 ** (found.bits - 1) - 1 }
    : { min: 0, max: 2 ** found.bits - 1 };
}

/** Every field of the instruction, absent ones 0, with the header's fixed fields filled in. */
export function completeFields(mnemonic: string, fields: Fields): Fields {
  const spec = instructionSpec(mnemonic);
  for (const name of Object.keys(fields)) fieldRange(mnemonic, name);
  const complete: Record<string, number> = {};
  for (const field of spec.fields) complete[field.name] = fields[field.name] ?? 0;
  complete.opcode = spec.opcode;
  complete.words = spec.words;
  return complete;
}

/** Words of the instruction. Throws RangeError for an unknown field or a value that does not fit. */
export function encode({ mnemonic, fields }: Instruction): Uint32Array {
  const spec = instructionSpec(mnemonic);
  const complete = completeFields(mnemonic, fields);
  const words = new Uint32Array(spec.words);
  for (const field of spec.fields) {
    const value = complete[field.name];
    const { min, max } = fieldRange(mnemonic, field.name);
    if (!Number.isInteger(value) || value < min || value > max) {
      throw new RangeError(
        `${mnemonic}: ${field.name} is ${value}, outside ${min} … ${max} (${field.bits} bits)`,
      );
    }
    const mask = field.bits === 32 ? 0xffffffff : (1 << field.bits) - 1;
    words[field.word] |= (value & mask) << field.shift;
  }
  return words;
}

/**
 * The instruction at `words[offset]`, with every field. Throws RangeError for an unknown opcode, a
 * wrong length or an instruction that the words do not hold whole.
 */
export function decode(words: Uint32Array, offset = 0): Instruction {
  if (offset >= words.length) throw new RangeError('no instruction: the command stream ends here');
  const opcode = words[offset] & 0xff;
  const length = (words[offset] >>> 8) & 0xff;
  const spec = byOpcode.get(opcode);
  if (!spec) throw new RangeError(`unknown opcode 0x${opcode.toString(16).padStart(2, '0')}`);
  if (length !== spec.words) {
    throw new RangeError(`${spec.mnemonic}: length is ${length} words, expected ${spec.words}`);
  }
  if (offset + length > words.length) {
    throw new RangeError(
      `${spec.mnemonic}: ${length} words expected, the command stream has only ${words.length - offset} left`,
    );
  }
  const fields: Record<string, number> = {};
  for (const { name, bits, signed, word, shift } of spec.fields) {
    const raw = words[offset + word];
    fields[name] = signed
      ? (raw << (32 - bits - shift)) >> (32 - bits)
      : (raw << (32 - bits - shift)) >>> (32 - bits);
  }
  return { mnemonic: spec.mnemonic, fields };
}
