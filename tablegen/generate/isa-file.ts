/** The instruction set as TypeScript: field tables, typed interfaces, encoder and decoder. */
import type { InstructionModel } from '../ods/isa.js';
import { docComment, literal, upperFirst } from './literal.js';

const PREAMBLE = `export interface FieldSpec {
  readonly name: string;
  readonly bits: number;
  readonly signed: boolean;
  /** Word of the instruction, and lowest bit in it. */
  readonly word: number;
  readonly shift: number;
  readonly description: string;
}

export interface InstructionSpec {
  readonly mnemonic: string;
  readonly opcode: number;
  readonly engine: string;
  readonly words: number;
  readonly fields: readonly FieldSpec[];
  readonly summary: string;
  readonly description: string;
}

`;

export function printIsaFile(instructions: readonly InstructionModel[], source: string): string {
  const interfaces = instructions.map(printInterface).join('');
  const names = instructions.map((i) => interfaceName(i.mnemonic));
  const union = names.map((n) => `\n  | ${n}`).join('');
  const table = instructions.map(({ recordName: _, ...data }) => data);
  return `// Generated from ${source} by npu-tblgen; not to be edited.

${PREAMBLE}${interfaces}/** Any instruction, told apart by its mnemonic. */
export type AnyInstruction =${union};

export const INSTRUCTIONS: readonly InstructionSpec[] = ${literal(table)};

const byMnemonic = new Map(INSTRUCTIONS.map((i) => [i.mnemonic, i]));
const byOpcode = new Map(INSTRUCTIONS.map((i) => [i.opcode, i]));

/** Words of the instruction. Throws a RangeError that names the field whose value does not fit. */
export function encodeInstruction(instruction: AnyInstruction): Uint32Array {
  const spec = byMnemonic.get(instruction.mnemonic)!;
  const values = instruction.fields as Readonly<Record<string, number | undefined>>;
  const words = new Uint32Array(spec.words);
  for (const { name, bits, signed, word, shift } of spec.fields) {
    const value = name === 'opcode' ? spec.opcode : name === 'words' ? spec.words : (values[name] ?? 0);
    const min = signed ? -(2 ** (bits - 1)) : 0;
    const max = signed ? 2 ** (bits - 1) - 1 : 2 ** bits - 1;
    if (!Number.isInteger(value) || value < min || value > max) {
      throw new RangeError(
        \`\${spec.mnemonic}: \${name} is \${value}, outside \${min} … \${max} (\${bits} bits)\`,
      );
    }
    words[word] |= (bits === 32 ? value : value & ((1 << bits) - 1)) << shift;
  }
  return words;
}

/** The instruction at \`words[offset]\`. Throws a RangeError for what is none, or not whole. */
export function decodeInstruction(words: Uint32Array, offset = 0): AnyInstruction {
  if (offset >= words.length) throw new RangeError('no instruction: the command stream ends here');
  const opcode = words[offset] & 0xff;
  const spec = byOpcode.get(opcode);
  if (spec === undefined) throw new RangeError(\`unknown opcode 0x\${opcode.toString(16).padStart(2, '0')}\`);
  if (offset + spec.words > words.length) {
    throw new RangeError(
      \`\${spec.mnemonic}: \${spec.words} words expected, the command stream has only \${words.length - offset} left\`,
    );
  }
  const fields: Record<string, number> = {};
  for (const { name, bits, signed, word, shift } of spec.fields) {
    const high = words[offset + word] << (32 - bits - shift);
    fields[name] = signed ? high >> (32 - bits) : high >>> (32 - bits);
  }
  return { mnemonic: spec.mnemonic, fields } as unknown as AnyInstruction;
}
`;
}

/** \`mac.conv\` is \`MacConv\`. */
function interfaceName(mnemonic: string): string {
  return mnemonic.split(/[._]/).map(upperFirst).join('');
}

/** Header fields are optional: the encoder fills them, or 0. */
function printInterface(i: InstructionModel): string {
  const fields = i.fields
    .filter((f) => f.name !== 'opcode' && f.name !== 'words')
    .map((f) => `${docComment(f.description, '    ')}    readonly ${f.name}?: number;\n`)
    .join('');
  return `${docComment(i.summary)}export interface ${interfaceName(i.mnemonic)} {
  readonly mnemonic: '${i.mnemonic}';
  readonly fields: {
${fields}  };
}

`;
}
