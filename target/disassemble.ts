/** Machine code as text and back: one line an instruction, fields by name. */
import { decode, encode, type Fields, type Instruction, instructionSpec } from './encoding.js';
import { nearest } from './nearest.js';
import { type ObjectFile, opAt } from './object.js';

const WAITS = ['wait_dma', 'wait_mac', 'wait_vec'];

/** An address prints as hex. */
function fieldText(name: string, value: number): string {
  return name.endsWith('_addr') ? `0x${value.toString(16)}` : String(value);
}

/** `mac.conv ifm_addr=0x0, rows=8, …`: fields that are 0 are left out, waits come first. */
export function printInstruction({ mnemonic, fields }: Instruction): string {
  const names = instructionSpec(mnemonic)
    .fields.map((f) => f.name)
    .filter((name) => name !== 'opcode' && name !== 'words' && fields[name]);
  const waits = names.filter((name) => WAITS.includes(name));
  const others = names.filter((name) => !WAITS.includes(name));
  const text = [...waits, ...others].map((name) => `${name}=${fieldText(name, fields[name])}`);
  return [mnemonic, text.join(', ')].filter(Boolean).join(' ');
}

/** Reads what `printInstruction` prints. Throws RangeError with one sentence. */
export function parseInstruction(text: string): Instruction {
  const trimmed = text.trim();
  const space = trimmed.search(/\s/);
  const mnemonic = space < 0 ? trimmed : trimmed.slice(0, space);
  const spec = instructionSpec(mnemonic);
  const names = spec.fields.map((f) => f.name).filter((n) => n !== 'opcode' && n !== 'words');
  const fields: Record<string, number> = {};
  for (const part of space < 0 ? [] : trimmed.slice(space).split(',')) {
    const [name, value = ''] = part.split('=').map((s) => s.trim());
    if (!names.includes(name)) {
      throw new RangeError(
        `${mnemonic} has no field '${name}'; did you mean '${nearest(name, names)}'?`,
      );
    }
    if (!/^(-?\d+|0x[0-9a-fA-F]+)$/.test(value)) {
      throw new RangeError(`${mnemonic}: ${name} is '${value}', expected a whole number`);
    }
    if (name in fields) throw new RangeError(`${mnemonic}: ${name} is given twice`);
    fields[name] = Number(value);
  }
  return { mnemonic, fields };
}

/** Words of one instruction from its mnemonic and fields, or from its text. */
export function assemble(mnemonicOrText: string, fields?: Fields): Uint32Array {
  return encode(fields ? { mnemonic: mnemonicOrText, fields } : parseInstruction(mnemonicOrText));
}

export interface ListingLine {
  /** Off-chip address of the instruction. */
  readonly address: number;
  readonly words: readonly number[];
  /** Absent when the words are no instruction; `problem` says why. */
  readonly instruction?: Instruction;
  readonly problem?: string;
  /** Index of the source op, or -1. */
  readonly op: number;
}

/** The object's commands, decoded one by one; what is no instruction becomes a line of one word. */
export function listing(object: ObjectFile): ListingLine[] {
  const lines: ListingLine[] = [];
  for (let at = 0; at < object.commands.length; ) {
    const address = object.commandsAddress + 4 * at;
    const op = opAt(object, 4 * at);
    try {
      const instruction = decode(object.commands, at);
      const { words } = instructionSpec(instruction.mnemonic);
      lines.push({
        address,
        words: [...object.commands.subarray(at, at + words)],
        instruction,
        op,
      });
      at += words;
    } catch (error) {
      const problem = (error as Error).message;
      lines.push({ address, words: [object.commands[at]], problem, op });
      at++;
    }
  }
  return lines;
}

const hexWord = (word: number) => word.toString(16).padStart(8, '0');
const WORDS_PER_LINE = 4;

/** The commands as text: address, words, instruction, with a heading for every source op. */
export function disassemble(object: ObjectFile): string {
  const symbolOf = new Map(object.relocations.map((r) => [r.offset, r]));
  const out: string[] = [];
  let previous: number | undefined;
  for (const line of listing(object)) {
    if (line.op !== previous) {
      const op = object.info.ops[line.op];
      out.push('', op ? `<${op.name}> ${op.kind}:` : '<no source op>:');
      previous = line.op;
    }
    const text = line.instruction
      ? printInstruction(line.instruction)
      : `.word 0x${hexWord(line.words[0])} ; ${line.problem}`;
    const references = line.words
      .map((_, i) => symbolOf.get(line.address - object.commandsAddress + 4 * i))
      .filter((r) => r !== undefined)
      .map((r) => `${r.symbol}${r.addend ? `+${r.addend}` : ''}`);
    const comment = references.length > 0 ? ` ; ${references.join(', ')}` : '';
    for (let i = 0; i < line.words.length; i += WORDS_PER_LINE) {
      const hex = line.words
        .slice(i, i + WORDS_PER_LINE)
        .map(hexWord)
        .join(' ');
      const address = hexWord(line.address + 4 * i);
      out.push(
        i === 0 ? `${address}:  ${hex.padEnd(35)}  ${text}${comment}` : `${address}:  ${hex}`,
      );
    }
  }
  return `${out.join('\n').trimStart()}\n`;
}
