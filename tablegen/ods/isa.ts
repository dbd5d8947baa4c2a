/** `Instruction` records to field tables: positions derive from sizes. */
import { type RecordBase, type RecordKeeper, TableGenError } from '../language/index.js';
import {
  bitField,
  intField,
  optionalString,
  recordList,
  stringField,
  textField,
} from './fields.js';

export interface FieldModel {
  readonly name: string;
  readonly bits: number;
  readonly signed: boolean;
  /** Word of the instruction, and lowest bit in it. */
  readonly word: number;
  readonly shift: number;
  readonly description: string;
}

export interface InstructionModel {
  readonly recordName: string;
  readonly mnemonic: string;
  readonly opcode: number;
  readonly engine: string;
  readonly words: number;
  readonly fields: readonly FieldModel[];
  readonly summary: string;
  readonly description: string;
}

const WORD = 32;

/** All instructions by opcode. Opcodes and mnemonics are unique. */
export function readInstructions(keeper: RecordKeeper): InstructionModel[] {
  const seen = new Map<string, RecordBase>();
  const read = keeper.derivedDefs('Instruction').map((record) => {
    const model = readInstruction(record);
    for (const key of [`opcode 0x${model.opcode.toString(16)}`, `mnemonic '${model.mnemonic}'`]) {
      const other = seen.get(key);
      if (other !== undefined) {
        throw new TableGenError(
          `'${record.nameText}' has the ${key} of '${other.nameText}'`,
          record.loc,
          [{ message: 'the other instruction', loc: other.loc }],
        );
      }
      seen.set(key, record);
    }
    return model;
  });
  return read.sort((a, b) => a.opcode - b.opcode);
}

function readInstruction(record: RecordBase): InstructionModel {
  const mnemonic = stringField(record, 'mnemonic');
  const names = new Set<string>();
  let word = 0;
  let shift = 0;
  const fields = recordList(record, 'fields').map((field): FieldModel => {
    const name = stringField(field, 'name');
    const bits = intField(field, 'width');
    if (names.has(name)) {
      throw new TableGenError(`'${mnemonic}' has two fields named '${name}'`, record.loc);
    }
    names.add(name);
    if (bits < 1 || bits > WORD) {
      throw new TableGenError(
        `field '${name}' of '${mnemonic}' has ${bits} bits; 1 to ${WORD} are possible`,
        record.loc,
      );
    }
    if (shift + bits > WORD) {
      word++;
      shift = 0;
    }
    const model = {
      name,
      bits,
      signed: bitField(field, 'signed'),
      word,
      shift,
      description: optionalString(field, 'description'),
    };
    shift += bits;
    return model;
  });
  return {
    recordName: record.nameText,
    mnemonic,
    opcode: intField(record, 'opcode'),
    engine: stringField(record, 'engine'),
    words: shift === 0 && word > 0 ? word : word + 1,
    fields,
    summary: optionalString(record, 'summary'),
    description: textField(record, 'description'),
  };
}
