import { elementsAttr, elementsBytes, stringAttr } from '../../dialects/common/index.js';
import { instructionOf } from '../../dialects/isa/index.js';
import { UniformQuantizedType } from '../../dialects/quant/index.js';
import {
  type ArrayAttr,
  type Attribute,
  type DenseArrayAttr,
  DiagnosticError,
  DictionaryAttr,
  IntegerAttr,
  NameLoc,
  type Operation,
  RankedTensorType,
  StringAttr,
  SymbolRefAttr,
  type Type,
  TypeAttr,
} from '../../ir/index.js';
import type {
  Constant,
  ElementType,
  HostCall,
  Program,
  ProgramInstruction,
  SourceOp,
  StateTensor,
  TensorPlace,
} from '../../target/index.js';
import { SRAM_BYTES_ATTR, targetOf } from '../common/index.js';

export interface ProgramOptions {
  readonly producer: string;
  readonly model: string;
}

/** What a module of the isa level says, as the object writer wants it. Throws DiagnosticError. */
export function programOf(module: Operation, options: ProgramOptions): Program {
  const target = targetOf(module);
  const top = module.region().front.ops;
  const functions = top.filter((op) => op.name === 'func.func' && !op.region().isEmpty);
  const [fn] = functions;
  if (!fn) throw new DiagnosticError(module.loc, 'the module has no function with a body');
  if (functions.length > 1) {
    const message = `the module has ${functions.length} functions with a body; an object holds one`;
    throw new DiagnosticError(functions[1].loc, message);
  }
  const ops = fn.region().front.ops;
  const places = ops.filter((op) => op.name === 'isa.place');
  const byRole = (role: string) =>
    places
      .filter((p) => stringAttr(p, 'role') === role)
      .sort((a, b) => int(a, 'index')! - int(b, 'index')!);
  const sources = byRole('op').map(sourceOp);
  const numberOf = new Map(sources.map((s, i) => [s.name, i]));
  const instructions: ProgramInstruction[] = [];
  for (const op of ops) {
    const spec = instructionOf(op.name);
    if (spec) instructions.push(instruction(op, spec.mnemonic, numberOf));
    else if (!['isa.place', 'isa.host_call', 'func.return'].includes(op.name)) {
      throw new DiagnosticError(
        op.loc,
        `'${op.name}' is not of the isa level: run the lowering passes first`,
      );
    }
  }
  const hostCalls = ops.filter((op) => op.name === 'isa.host_call').map(hostCall);
  const tensors = [...byRole('input'), ...byRole('output')].map(
    (p) => placeOf(p) ?? fail(p, "an input or output needs 'address' and 'tensor'"),
  );
  return {
    target: target.name,
    ...options,
    sramBytes: int(fn, SRAM_BYTES_ATTR) ?? sramBytes(places, hostCalls),
    instructions,
    constants: top.filter((op) => op.name === 'isa.constant').map(constant),
    inputs: tensors.slice(0, byRole('input').length),
    outputs: tensors.slice(byRole('input').length),
    state: byRole('state').map(stateOf),
    ops: sources,
    hostCalls,
  };
}

function fail(op: Operation, message: string): never {
  throw new DiagnosticError(op.loc, message);
}

function int(op: Operation, name: string): number | undefined {
  const attr = op.attr(name);
  return attr instanceof IntegerAttr ? attr.number : undefined;
}

function text(op: Operation, name: string): string | undefined {
  const attr = op.attr(name);
  return attr instanceof StringAttr ? attr.value : undefined;
}

function instruction(
  op: Operation,
  mnemonic: string,
  numberOf: ReadonlyMap<string, number>,
): ProgramInstruction {
  const fields: Record<string, number> = {};
  for (const { name, value } of op.attributes)
    if (value instanceof IntegerAttr) fields[name] = value.number;
  const symbols = op.attr('symbols');
  const source = lastName(op.loc);
  return {
    mnemonic,
    fields,
    ...(symbols instanceof DictionaryAttr
      ? {
          symbols: Object.fromEntries(symbols.entries.map((e) => [e.name, symbolOf(op, e.value)])),
        }
      : {}),
    op: source === undefined ? -1 : (numberOf.get(source) ?? -1),
  };
}

function symbolOf(op: Operation, value: Attribute): string {
  return value instanceof SymbolRefAttr ? value.root : fail(op, `${value} is no symbol`);
}

function lastName(loc: Operation['loc']): string | undefined {
  if (loc instanceof NameLoc) return loc.name;
  return 'locations' in loc ? lastName((loc.locations as Operation['loc'][]).at(-1)!) : undefined;
}

function constant(op: Operation): Constant {
  return { symbol: stringAttr(op, 'sym_name'), bytes: elementsBytes(elementsAttr(op, 'value')) };
}

/** Where a tensor of a type at an address lies, as the object describes it. */
function describe(op: Operation, name: string, address: number, type: Type): TensorPlace {
  if (!(type instanceof RankedTensorType)) return fail(op, `${type} is no tensor type`);
  const element = type.elementType;
  const place = { name, space: 'sram' as const, address, shape: type.shape };
  if (!(element instanceof UniformQuantizedType))
    return { ...place, type: elementName(op, element) };
  return {
    ...place,
    type: elementName(op, element.storage),
    scales: element.scales,
    zeroPoints: element.zeroPoints,
    ...(element.axis === undefined ? {} : { axis: element.axis }),
  };
}

const ELEMENTS: Readonly<Record<string, ElementType>> = {
  f16: 'float16',
  i1: 'bool',
  i8: 'int8',
  ui8: 'uint8',
  i16: 'int16',
  ui16: 'uint16',
  i32: 'int32',
  ui32: 'uint32',
  i64: 'int64',
  ui64: 'uint64',
  f32: 'float32',
  f64: 'float64',
};

function elementName(op: Operation, type: Type): ElementType {
  return (
    ELEMENTS[type.toString()] ?? fail(op, `an object cannot describe elements of type ${type}`)
  );
}

function placeOf(op: Operation): TensorPlace | undefined {
  const address = int(op, 'address');
  const tensor = op.attr('tensor');
  if (address === undefined || !(tensor instanceof TypeAttr)) return undefined;
  return describe(op, stringAttr(op, 'tensor_name'), address, tensor.type);
}

function stateOf(op: Operation): StateTensor {
  const place = placeOf(op) ?? fail(op, "state needs 'address' and 'tensor'");
  return { ...place, fill: int(op, 'fill') ?? 0 };
}

function sourceOp(op: Operation): SourceOp {
  const output = placeOf(op);
  const [last, note] = [int(op, 'last'), text(op, 'note')];
  return {
    name: stringAttr(op, 'tensor_name'),
    kind: text(op, 'kind') ?? '',
    engine: (text(op, 'engine') ?? 'npu') as SourceOp['engine'],
    ...(output ? { output } : {}),
    ...(last === undefined ? {} : { lastInstruction: last }),
    ...(note === undefined ? {} : { note }),
  };
}

function hostCall(op: Operation): HostCall {
  const list = (name: string): TensorPlace[] => {
    const addresses = (op.attr(name) as DenseArrayAttr).numbers;
    const types = (op.attr(`${name.slice(0, -1)}_types`) as ArrayAttr).elements as TypeAttr[];
    if (types.length !== addresses.length) fail(op, `'${name}' needs a type for each address`);
    return addresses.map((a, i) => describe(op, `${name}${i}`, a, types[i].type));
  };
  const [inputs, outputs] = [list('inputs'), list('outputs')];
  const elements = (p: TensorPlace) => p.shape.reduce((a, b) => a * b, 1);
  const attributes = (op.attr('attributes') as DictionaryAttr).entries;
  return {
    kernel: stringAttr(op, 'kernel'),
    attributes: Object.fromEntries(attributes.map((e) => [e.name, e.value.toString()])),
    inputs,
    outputs,
    operations: [...inputs, ...outputs].reduce((n, p) => n + elements(p), 0),
    reason: stringAttr(op, 'reason'),
  };
}

const WIDTH: Readonly<Record<ElementType, number>> = {
  bool: 1,
  float16: 2,
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
  int64: 8,
  uint64: 8,
  float32: 4,
  float64: 8,
};

/** The end of the highest place that the program names: buffers between are within it. */
function sramBytes(places: readonly Operation[], hostCalls: readonly HostCall[]): number {
  const all = [
    ...places.map(placeOf).filter((p): p is TensorPlace => p !== undefined),
    ...hostCalls.flatMap((c) => [...c.inputs, ...c.outputs]),
  ];
  return Math.max(
    0,
    ...all.map((p) => p.address + WIDTH[p.type] * p.shape.reduce((a, b) => a * b, 1)),
  );
}
