import { opNameOf } from '../../dialects/isa/index.js';
import { fullRange, UniformQuantizedType } from '../../dialects/quant/index.js';
import {
  ArrayAttr,
  type Attribute,
  Block,
  type Context,
  DenseArrayAttr,
  DenseResourceAttr,
  DictionaryAttr,
  FloatType,
  FunctionType,
  IntegerAttr,
  IntegerType,
  type Location,
  type NamedAttribute,
  NameLoc,
  OpBuilder,
  type Operation,
  parseAttribute,
  RankedTensorType,
  StringAttr,
  SymbolRefAttr,
  type Type,
  TypeAttr,
  UnknownLoc,
} from '../../ir/index.js';
import {
  decode,
  type ElementType,
  instructionSpec,
  type ObjectFile,
  opAt,
  type TensorPlace,
} from '../../target/index.js';
import { SRAM_BYTES_ATTR, TARGET_ATTR } from '../common/index.js';

const number = (name: string, value: number): NamedAttribute => ({
  name,
  value: IntegerAttr.i64(value),
});
const string = (name: string, value: string): NamedAttribute => ({
  name,
  value: StringAttr.get(value),
});

/** The module of the isa level that an object holds: the inverse of `programOf` and the encoder. */
export async function objectToModule(context: Context, object: ObjectFile): Promise<Operation> {
  await context.load('builtin', 'func', 'isa', 'quant');
  const b = new OpBuilder(context);
  const module = b.create('builtin.module', {
    regions: 1,
    attributes: [string(TARGET_ATTR, object.info.target)],
  });
  const top = new Block();
  module.region().append(top);
  b.setToEnd(top);
  const fn = b.create('func.func', {
    regions: 1,
    attributes: [
      string('sym_name', 'main'),
      { name: 'function_type', value: TypeAttr.get(FunctionType.get([], [])) },
      number(SRAM_BYTES_ATTR, object.info.sramBytes),
    ],
  });
  const body = new Block();
  fn.region().append(body);
  b.setToEnd(body);
  instructions(b, object);
  hostCalls(b, object);
  places(b, object);
  b.create('func.return');
  b.setToEnd(top);
  for (const { symbol, bytes } of object.constants) {
    const type = RankedTensorType.get([bytes.length], IntegerType.get(8));
    const value = DenseResourceAttr.get(type, { key: symbol, alignment: 16, bytes });
    b.create('isa.constant', {
      attributes: [string('sym_name', symbol), { name: 'value', value }],
    });
  }
  return module;
}

function instructions(b: OpBuilder, object: ObjectFile): void {
  const relocations = new Map(object.relocations.map((r) => [r.offset, r]));
  const { commands, info } = object;
  for (let at = 0; at < commands.length; ) {
    const { mnemonic, fields } = decode(commands, at);
    const name = opNameOf(mnemonic);
    const words = fields.words;
    const symbols: NamedAttribute[] = [];
    const values = { ...fields };
    for (const field of fieldOffsets(mnemonic)) {
      const relocation = relocations.get(4 * at + field.offset);
      if (!relocation) continue;
      symbols.push({ name: field.name, value: SymbolRefAttr.get(relocation.symbol) });
      values[field.name] = relocation.addend;
    }
    const known = b.context.op(name).spec!.attributes;
    const op = opAt(object, 4 * at);
    const loc: Location =
      op < 0 ? UnknownLoc.get() : NameLoc.get(info.ops[op].name, NameLoc.get(info.ops[op].kind));
    b.create(name, {
      attributes: [
        ...known.filter((a) => a.name in values).map((a) => number(a.name, values[a.name])),
        ...(symbols.length > 0 ? [{ name: 'symbols', value: DictionaryAttr.get(symbols) }] : []),
      ],
      loc,
    });
    at += words;
  }
}

/** Byte offsets of an instruction's whole-word fields: those that a relocation can fill. */
function fieldOffsets(mnemonic: string): readonly { name: string; offset: number }[] {
  return instructionSpec(mnemonic)
    .fields.filter((f) => f.bits === 32)
    .map((f) => ({ name: f.name, offset: 4 * f.word }));
}

const TYPES: Readonly<Record<ElementType, Type>> = {
  bool: IntegerType.get(1),
  float16: FloatType.get('f16'),
  int8: IntegerType.get(8),
  uint8: IntegerType.get(8, 'unsigned'),
  int16: IntegerType.get(16),
  uint16: IntegerType.get(16, 'unsigned'),
  int32: IntegerType.get(32),
  uint32: IntegerType.get(32, 'unsigned'),
  int64: IntegerType.get(64),
  uint64: IntegerType.get(64, 'unsigned'),
  float32: FloatType.get('f32'),
  float64: FloatType.get('f64'),
};

/** The tensor type that the object describes. */
export function tensorTypeOf(place: TensorPlace): RankedTensorType {
  const stored = TYPES[place.type];
  if (!place.scales) return RankedTensorType.get(place.shape, stored);
  const zeroPoints = place.zeroPoints ?? place.scales.map(() => 0);
  const range = fullRange(stored as IntegerType);
  const element = UniformQuantizedType.get(
    range,
    FloatType.get('f32'),
    place.scales,
    zeroPoints,
    place.axis,
  );
  return RankedTensorType.get(place.shape, element);
}

function place(
  b: OpBuilder,
  role: string,
  index: number,
  at: TensorPlace | undefined,
  name: string,
  extra: readonly NamedAttribute[] = [],
): void {
  b.create('isa.place', {
    attributes: [
      string('role', role),
      number('index', index),
      string('tensor_name', name),
      ...(at
        ? [number('address', at.address), { name: 'tensor', value: TypeAttr.get(tensorTypeOf(at)) }]
        : []),
      ...extra,
    ],
  });
}

function places(b: OpBuilder, { info }: ObjectFile): void {
  info.inputs.forEach((p, i) => {
    place(b, 'input', i, p, p.name);
  });
  info.outputs.forEach((p, i) => {
    place(b, 'output', i, p, p.name);
  });
  info.state.forEach((p, i) => {
    place(b, 'state', i, p, p.name, [number('fill', p.fill)]);
  });
  info.ops.forEach((op, i) => {
    place(b, 'op', i, op.output, op.name, [
      string('kind', op.kind),
      string('engine', op.engine),
      ...(op.lastInstruction === undefined ? [] : [number('last', op.lastInstruction)]),
      ...(op.note === undefined ? [] : [string('note', op.note)]),
    ]);
  });
}

function hostCalls(b: OpBuilder, { info }: ObjectFile): void {
  info.hostCalls.forEach((call, i) => {
    const group = (name: string, list: readonly TensorPlace[]) => [
      { name: `${name}s`, value: DenseArrayAttr.i64(list.map((p) => p.address)) },
      {
        name: `${name}_types`,
        value: ArrayAttr.get(list.map((p) => TypeAttr.get(tensorTypeOf(p)))),
      },
    ];
    b.create('isa.host_call', {
      attributes: [
        number('index', i),
        string('kernel', call.kernel),
        string('reason', call.reason),
        ...group('input', call.inputs),
        ...group('output', call.outputs),
        { name: 'attributes', value: hostAttributes(b.context, call.attributes) },
      ],
    });
  });
}

/** A host call's attributes, kept in the object as text. Throws for text that is none. */
export function hostAttributes(
  context: Context,
  attributes: Readonly<Record<string, unknown>>,
): DictionaryAttr {
  return DictionaryAttr.get(
    Object.entries(attributes).map(([name, text]): { name: string; value: Attribute } => ({
      name,
      value: parseAttribute(context, String(text)),
    })),
  );
}
