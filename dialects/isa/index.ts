import { INSTRUCTIONS, type InstructionSpec } from '../../generated/instructions.js';
import { isaDialect } from '../../generated/isa.js';
import {
  type Attribute,
  type AttrSpec,
  type DialectDefinition,
  DictionaryAttr,
  type FormatElement,
  IntegerAttr,
  type OpSpec,
} from '../../ir/index.js';

export * from '../../generated/isa.js';

/** Name of the operation of an instruction: `mac.conv` is `isa.mac_conv`. */
export function opNameOf(mnemonic: string): string {
  return `isa.${mnemonic.replace('.', '_')}`;
}

/** The instruction of an operation name, or undefined. */
export function instructionOf(opName: string): InstructionSpec | undefined {
  return BY_OP.get(opName);
}

const BY_OP = new Map(INSTRUCTIONS.map((i) => [opNameOf(i.mnemonic), i]));

/** Header fields that the encoder fills in. */
const HEADER = new Set(['opcode', 'words']);

function fieldAttr({ name, bits, signed }: InstructionSpec['fields'][number]): AttrSpec {
  const min = signed ? -(2 ** (bits - 1)) : 0;
  const max = signed ? 2 ** (bits - 1) - 1 : 2 ** bits - 1;
  return {
    name,
    optional: false,
    defaultValue: '0 : i64',
    constraint: {
      name: `${signed ? 'S' : 'U'}${bits}`,
      summary: `a number from ${min} to ${max} (${bits} bits)`,
      kind: 'integer',
      valueType: 'i64',
      test: (a: Attribute) =>
        a instanceof IntegerAttr && a.value >= BigInt(min) && a.value <= BigInt(max),
    },
  };
}

/** The operation of an instruction: a number attribute a field, and the symbols of its addresses. */
function instructionOp(instruction: InstructionSpec): OpSpec {
  const fields = instruction.fields.filter(
    (f) => !HEADER.has(f.name) && !f.name.startsWith('reserved'),
  );
  return {
    name: opNameOf(instruction.mnemonic),
    className: `${instruction.mnemonic.replace(/(^|[._])(.)/g, (_, _s, c: string) => c.toUpperCase())}Op`,
    summary: instruction.summary,
    description: instruction.description,
    operands: [],
    results: [],
    attributes: [
      ...fields.map(fieldAttr),
      {
        name: 'symbols',
        optional: true,
        constraint: {
          name: 'Symbols',
          summary: 'a dictionary from address fields to constants',
          kind: 'other',
          test: (a: Attribute) => a instanceof DictionaryAttr,
        },
      },
    ],
    regions: [],
    successors: [],
    traits: [],
    format: [{ kind: 'attr-dict', withKeyword: false }] satisfies FormatElement[],
    hasCustomAssemblyFormat: false,
    hasVerifier: false,
    hasRegionVerifier: false,
    hasFolder: false,
    hasCanonicalizer: false,
  };
}

export const definition: DialectDefinition = {
  spec: { ...isaDialect, ops: [...isaDialect.ops, ...INSTRUCTIONS.map(instructionOp)] },
};
