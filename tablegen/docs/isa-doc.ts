/** `--gen-isa-doc`: every instruction with a bit ruler; positions come from the field table. */
import type { FieldModel, InstructionModel } from '../ods/isa.js';
import { code, paragraphs, table } from './markdown.js';

/** Characters a bit takes in the ruler: two digits and a bar, so that a flag can hold its number. */
const CELL = 3;

export function isaDoc(instructions: readonly InstructionModel[]): string {
  const engines = [...new Set(instructions.map((i) => i.engine))];
  return paragraphs([
    '# Instruction set',
    'Instructions are sequences of little-endian 32-bit words; bit 0 is the lowest. A field whose name does not fit the ruler is shown by its number in the table below it.',
    table(
      ['Instruction', 'Opcode', 'Words', 'Engine', 'Meaning'],
      instructions.map((i) => [code(i.mnemonic), hex(i.opcode), `${i.words}`, i.engine, i.summary]),
    ),
    ...engines.flatMap((engine) => [
      `## ${engine}`,
      ...instructions.filter((i) => i.engine === engine).map(instructionDoc),
    ]),
  ]);
}

const hex = (value: number) => `0x${value.toString(16).padStart(2, '0')}`;

function instructionDoc(i: InstructionModel): string {
  return paragraphs([
    `### \`${i.mnemonic}\` (${hex(i.opcode)})`,
    i.summary,
    i.description,
    `\`\`\`text\n${bitRuler(i)}\`\`\``,
    table(
      ['#', 'Field', 'Word', 'Bits', 'Signed', 'Meaning'],
      i.fields.map((f, n) => [
        `${n}`,
        code(f.name),
        `${f.word}`,
        f.bits === 1 ? `${f.shift}` : `${f.shift + f.bits - 1}:${f.shift}`,
        f.signed ? 'yes' : '',
        f.description,
      ]),
    ),
  ]);
}

/** One row a word, the highest bit on the left. */
export function bitRuler({ fields, words }: InstructionModel): string {
  let text = `word  ${Array.from({ length: 32 }, (_, i) => String(31 - i).padStart(CELL)).join('')}\n`;
  const rule = `      +${`${'-'.repeat(CELL - 1)}+`.repeat(32)}\n`;
  for (let word = 0; word < words; word++) {
    const row = fields.filter((f) => f.word === word);
    text += rule;
    text += `${String(word).padStart(4)}  |${cells(row, fields)}\n`;
  }
  return text + rule;
}

function cells(row: readonly FieldModel[], all: readonly FieldModel[]): string {
  let text = '';
  let high = 32;
  for (const field of [...row].reverse()) {
    const end = field.shift + field.bits;
    if (end < high) text += cell('', high - end);
    text += cell(fit(field, all), field.bits);
    high = field.shift;
  }
  return text;
}

function fit(field: FieldModel, all: readonly FieldModel[]): string {
  return field.name.length < field.bits * CELL ? field.name : String(all.indexOf(field));
}

function cell(text: string, bits: number): string {
  const width = bits * CELL - 1;
  const left = (width - text.length) >> 1;
  return `${' '.repeat(Math.max(0, left))}${text}`.padEnd(width).concat('|');
}
