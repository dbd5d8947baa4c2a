/**
 * What the C++ of MLIR's specs means here: classes, methods and functions of MLIR's API over ours.
 * Methods whose receiver was not checked before get it all the same: upstream's conjunctions test
 * the class first.
 */
import type { Attribute, Operation, Region, Type, Value } from '../../ir/index.js';
import type { CppNames } from './translate.js';

/** The exports of `ir/index.js`, given by the caller so that this folder loads none of them. */
export type IrModule = typeof import('../../ir/index.js');

type Test = (x: unknown) => boolean;
type Callable = (...args: never[]) => unknown;

/** The object that translated text calls `cpp`. */
export interface CppLibrary {
  readonly isa: Readonly<Record<string, Test>>;
  readonly methods: Readonly<Record<string, Callable>>;
  readonly functions: Readonly<Record<string, Callable>>;
  readonly builtin: Readonly<Record<string, () => Type>>;
  readonly dynamic: number;
  /** Of one type or attribute of a dialect. */
  isOf(x: unknown, dialect: string, mnemonic: string): boolean;
  /** `$name` of an operation: its operand or result (several of a variadic group), or attribute. */
  named(op: Operation, name: string): unknown;
  /** A parameter of a dialect's type or attribute. */
  parameter(x: unknown, name: string): unknown;
  same(a: unknown, b: unknown): boolean;
}

export function makeCppLibrary(ir: IrModule): CppLibrary {
  return {
    isa: classTests(ir),
    methods: methods(ir),
    functions: functions(ir),
    builtin: { IndexType: () => ir.IndexType.get(), NoneType: () => ir.NoneType.get() },
    dynamic: ir.DYNAMIC,
    isOf,
    named: (op, name) => named(ir, op, name),
    parameter: (x, name) => (x as Readonly<Record<string, unknown>>)[name],
    same,
  };
}

/** A class of a dialect as the records name it. */
export interface DialectClass {
  readonly dialect: string;
  readonly mnemonic: string;
  readonly parameters: readonly string[];
}

/** What a spec declares, by C++ names. */
export interface DialectClasses {
  classOf(name: string, namespace: string): DialectClass | undefined;
  /** An enum stored as a builtin attribute has a class of its own in C++. */
  isEnumAttr(name: string): boolean;
  readonly parameterNames: ReadonlySet<string>;
}

/** The names of the library, and those that a spec declares, seen from inside `namespace`. */
export function cppNames(
  library: CppLibrary,
  classes: DialectClasses,
  namespace: string,
): CppNames {
  const { parameterNames } = classes;
  return {
    isa(className, of) {
      const own = classes.classOf(className, namespace);
      if (own) return `cpp.isOf(${of}, '${own.dialect}', '${own.mnemonic}')`;
      if (Object.hasOwn(library.isa, className)) return `cpp.isa['${className}'](${of})`;
      return classes.isEnumAttr(className) ? `cpp.isa.EnumAttr(${of})` : undefined;
    },
    method(name, receiver, args) {
      if (Object.hasOwn(library.methods, name)) {
        return `cpp.methods.${name}(${[receiver, ...args].join(', ')})`;
      }
      const parameter = name.replace(/^get(.)/, (_, c: string) => c.toLowerCase());
      return parameterNames.has(parameter) && args.length === 0
        ? `cpp.parameter(${receiver}, '${parameter}')`
        : undefined;
    },
    functions: new Set(Object.keys(library.functions)),
  };
}

function isOf(x: unknown, dialect: string, mnemonic: string): boolean {
  if (typeof x !== 'object' || x === null || !('dialect' in x) || x.dialect !== dialect) {
    return 'owner' in (x as object) && isOpaque(x, dialect, mnemonic);
  }
  if ('mnemonic' in x) return x.mnemonic === mnemonic;
  return 'body' in x ? isOpaque(x, dialect, mnemonic) : isWritten(x, dialect, mnemonic);
}

/** A type or attribute of a hand-written class: by its text. */
function isWritten(x: object, dialect: string, mnemonic: string): boolean {
  const text = String(x).slice(1);
  const name = `${dialect}.${mnemonic}`;
  return text === name || text.startsWith(`${name}<`);
}

/** Kept as text: `!dialect.mnemonic<…>` of a type whose form is hand-written upstream. */
function isOpaque(x: unknown, dialect: string, mnemonic: string): boolean {
  const { body, owner } = x as { body?: string; owner?: string };
  if (typeof body !== 'string' || (owner !== undefined && owner !== dialect)) return false;
  return body === mnemonic || body.startsWith(`${mnemonic}<`);
}

/** Equality of types, attributes and numbers, item by item in lists. */
function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, i) => same(item, b[i]));
  }
  // biome-ignore lint/suspicious/noDoubleEquals: 1 and 1n are the same number
  return a == b;
}

function named(ir: IrModule, op: Operation, name: string): unknown {
  const { spec } = op.def;
  if (!spec) return undefined;
  for (const what of ['operand', 'result'] as const) {
    const values = what === 'operand' ? spec.operands : spec.results;
    const at = values.findIndex((v) => v.name === name);
    if (at < 0) continue;
    const all: readonly Value[] = what === 'operand' ? op.operands : op.results;
    const groups = ir.segments(op, values, all.length, what);
    if (typeof groups === 'string') return undefined;
    const group = all.slice(...groups[at]);
    return values[at].arity === 'variadic' ? group : group[0];
  }
  return op.attr(name);
}

/** Methods of types that are true of one kind of float. */
const FLOAT_TESTS: Readonly<Record<string, string>> = {
  isF16: 'f16',
  isF32: 'f32',
  isF64: 'f64',
  isF80: 'f80',
  isF128: 'f128',
  isBF16: 'bf16',
  isTF32: 'tf32',
  isFloat8E5M2: 'f8E5M2',
  isFloat8E4M3: 'f8E4M3',
  isFloat8E4M3FN: 'f8E4M3FN',
  isFloat8E5M2FNUZ: 'f8E5M2FNUZ',
  isFloat8E4M3FNUZ: 'f8E4M3FNUZ',
  isFloat8E4M3B11FNUZ: 'f8E4M3B11FNUZ',
};

function classTests(ir: IrModule): Record<string, Test> {
  const dense = (element: string) => (x: unknown) =>
    x instanceof ir.DenseArrayAttr && String(x.elementType) === element;
  const elements = (of: (t: Type) => boolean) => (x: unknown) =>
    x instanceof ir.DenseElementsAttr && of(x.type.elementType);
  const isInteger = (t: Type) => t instanceof ir.IntegerType || t instanceof ir.IndexType;
  const isTensor = (x: unknown) =>
    x instanceof ir.RankedTensorType || x instanceof ir.UnrankedTensorType;
  const isElements = (x: unknown) =>
    x instanceof ir.DenseElementsAttr ||
    x instanceof ir.DenseStringsAttr ||
    x instanceof ir.SparseElementsAttr ||
    x instanceof ir.DenseResourceAttr;
  return {
    Type: (x) => x instanceof ir.Type,
    Attribute: (x) => x instanceof ir.Attribute,
    BaseMemRefType: (x) => x instanceof ir.MemRefType || x instanceof ir.UnrankedMemRefType,
    ComplexType: (x) => x instanceof ir.ComplexType,
    FloatType: (x) => x instanceof ir.FloatType,
    FunctionType: (x) => x instanceof ir.FunctionType,
    IndexType: (x) => x instanceof ir.IndexType,
    IntegerType: (x) => x instanceof ir.IntegerType,
    MemRefType: (x) => x instanceof ir.MemRefType,
    NoneType: (x) => x instanceof ir.NoneType,
    OpaqueType: (x) => x instanceof ir.OpaqueType,
    RankedTensorType: (x) => x instanceof ir.RankedTensorType,
    ShapedType: (x) => x instanceof ir.ShapedType,
    TensorType: isTensor,
    TupleType: (x) => x instanceof ir.TupleType,
    UnrankedMemRefType: (x) => x instanceof ir.UnrankedMemRefType,
    UnrankedTensorType: (x) => x instanceof ir.UnrankedTensorType,
    VectorType: (x) => x instanceof ir.VectorType,
    'quant::QuantizedType': (x) => x instanceof ir.Type && x.dialect === 'quant',
    AffineMapAttr: (x) => x instanceof ir.AffineMapAttr,
    ArrayAttr: (x) => x instanceof ir.ArrayAttr,
    BoolAttr: (x) => x instanceof ir.IntegerAttr && String(x.type) === 'i1',
    DenseArrayAttr: (x) => x instanceof ir.DenseArrayAttr,
    DenseBoolArrayAttr: dense('i1'),
    DenseI8ArrayAttr: dense('i8'),
    DenseI16ArrayAttr: dense('i16'),
    DenseI32ArrayAttr: dense('i32'),
    DenseI64ArrayAttr: dense('i64'),
    DenseF32ArrayAttr: dense('f32'),
    DenseF64ArrayAttr: dense('f64'),
    DenseElementsAttr: (x) => x instanceof ir.DenseElementsAttr || x instanceof ir.DenseStringsAttr,
    DenseFPElementsAttr: elements((t) => t instanceof ir.FloatType),
    DenseIntElementsAttr: elements(isInteger),
    DenseIntOrFPElementsAttr: (x) => x instanceof ir.DenseElementsAttr,
    DenseResourceElementsAttr: (x) => x instanceof ir.DenseResourceAttr,
    DenseStringElementsAttr: (x) => x instanceof ir.DenseStringsAttr,
    DictionaryAttr: (x) => x instanceof ir.DictionaryAttr,
    ElementsAttr: isElements,
    EnumAttr: (x) => x instanceof ir.IntegerAttr || x instanceof ir.StringAttr,
    FlatSymbolRefAttr: (x) => x instanceof ir.SymbolRefAttr && x.nested.length === 0,
    FloatAttr: (x) => x instanceof ir.FloatAttr,
    IntegerAttr: (x) => x instanceof ir.IntegerAttr,
    IntegerSetAttr: (x) => x instanceof ir.IntegerSetAttr,
    LocationAttr: (x) => x instanceof ir.Location,
    MemRefLayoutAttrInterface: (x) =>
      x instanceof ir.AffineMapAttr || x instanceof ir.StridedLayoutAttr,
    OpaqueAttr: (x) => x instanceof ir.OpaqueAttr,
    SparseElementsAttr: (x) => x instanceof ir.SparseElementsAttr,
    StridedLayoutAttr: (x) => x instanceof ir.StridedLayoutAttr,
    StringAttr: (x) => x instanceof ir.StringAttr,
    SymbolRefAttr: (x) => x instanceof ir.SymbolRefAttr,
    TypeAttr: (x) => x instanceof ir.TypeAttr,
    // What a constant may be made of; a type as an attribute has none of its own.
    TypedAttr: (x) =>
      x instanceof ir.Attribute &&
      !(x instanceof ir.TypeAttr) &&
      'type' in x &&
      x.type instanceof ir.Type,
    UnitAttr: (x) => x instanceof ir.UnitAttr,
  };
}

function methods(ir: IrModule): Record<string, Callable> {
  type Shaped = { shape?: readonly number[]; elementType: Type };
  const integer = (sign?: string) => (t: Type, width?: number) =>
    t instanceof ir.IntegerType &&
    (sign === undefined || t.signedness === sign) &&
    (width === undefined || t.width === width);
  const rank = (t: Shaped) => t.shape?.length ?? -1;
  const isVectorScalable = (t: { scalable?: readonly boolean[] }) =>
    t.scalable?.some((s) => s) ?? false;
  const floats = Object.fromEntries(
    Object.entries(FLOAT_TESTS).map(([method, kind]) => [
      method,
      (t: Type) => t instanceof ir.FloatType && t.kind === kind,
    ]),
  );
  return {
    ...floats,
    // Types.
    isInteger: integer(),
    isSignlessInteger: integer('signless'),
    isSignedInteger: integer('signed'),
    isUnsignedInteger: integer('unsigned'),
    isIndex: (t: Type) => t instanceof ir.IndexType,
    isSignlessIntOrIndex: (t: Type) => t instanceof ir.IndexType || integer('signless')(t),
    isIntOrIndex: (t: Type) => t instanceof ir.IndexType || integer()(t),
    isIntOrFloat: (t: Type) => t instanceof ir.FloatType || integer()(t),
    hasRank: (t: Shaped) => t.shape !== undefined,
    hasStaticShape: (t: Shaped) => t.shape !== undefined && !t.shape.includes(ir.DYNAMIC),
    getRank: rank,
    getShape: (t: Shaped) => t.shape,
    getDimSize: (t: Shaped, i: number) => t.shape?.[i],
    getElementType: (t: Shaped) => t.elementType,
    getNumElements: (t: Shaped) => t.shape?.reduce((a, b) => a * b, 1) ?? -1,
    hasValueSemantics: (t: Type) =>
      t instanceof ir.RankedTensorType ||
      t instanceof ir.UnrankedTensorType ||
      t instanceof ir.VectorType,
    isScalable: isVectorScalable,
    allDimsScalable: (t: { scalable?: readonly boolean[]; shape: readonly number[] }) =>
      t.shape.length > 0 && t.scalable?.length === t.shape.length && t.scalable.every((s) => s),
    getScalableDims: (t: { scalable: readonly boolean[]; shape: readonly number[] }) =>
      t.shape.map((_, i) => t.scalable[i] === true),
    getInputs: (t: { inputs: readonly Type[] }) => t.inputs,
    getResults: (t: { results: readonly Type[] }) => t.results,
    /** Of an LLVM pointer, known by its spec or kept as text: `ptr<3>`. */
    getAddressSpace: (t: { addressSpace?: number; body?: string }) =>
      t.addressSpace ?? Number(/^ptr<(\d+)>$/.exec(t.body ?? '')?.[1] ?? 0),
    getStorageTypeIntegralWidth: (t: { storage?: { width: number } }) => t.storage?.width,
    // Lists.
    size: (list: { values?: readonly unknown[]; elements?: readonly unknown[]; length?: number }) =>
      (list.values ?? list.elements ?? (list as unknown as readonly unknown[])).length,
    back: (list: readonly unknown[]) => list.at(-1),
    drop_back: (list: readonly unknown[]) => list.slice(0, -1),
    asArrayRef: (a: { values: readonly (number | bigint)[] }) => a.values,
    empty: (list: { length: number }) => list.length === 0,
    // Attributes and values.
    getType: (x: { type: Type } | readonly Value[]) =>
      Array.isArray(x) ? x.map((v: Value) => v.type) : (x as { type: Type }).type,
    getValue: (a: Attribute) => (a instanceof ir.TypeAttr ? a.type : valueOfAttr(a)),
    getInt: valueOfAttr,
    getZExtValue: (n: bigint) => BigInt.asUintN(64, n),
    getSExtValue: (n: bigint) => n,
    isNegative: (n: bigint | number) => n < 0,
    isStrictlyPositive: (n: bigint) => n > 0n,
    isNonNegative: (n: bigint) => n >= 0n,
    // Operations.
    getNumOperands: (op: Operation) => op.numOperands,
    getOperand: (op: Operation, i: number) => op.operand(i),
    getResult: (op: Operation, i: number) => op.result(i),
    getParentOp: (op: Operation) => op.parentOp,
  };
}

function valueOfAttr(a: Attribute): unknown {
  return (a as unknown as { value: unknown }).value;
}

function functions(ir: IrModule): Record<string, Callable> {
  const items = (list: unknown): readonly unknown[] =>
    Array.isArray(list)
      ? list
      : ((list as { elements?: unknown[]; values?: unknown[] }).elements ??
        (list as { values: unknown[] }).values);
  const blocks = (region: Region) => region.blocks.length;
  const every = (list: unknown, test: (x: unknown) => boolean) => items(list).every(test);
  const elementType = (x: Type | Value) =>
    ir.elementTypeOf(x instanceof ir.Type ? x : (x as Value).type);
  const copies = (n: number, item: unknown) => Array.from({ length: n }, () => item);
  return {
    getElementTypeOrSelf: elementType,
    getI1SameShape: (t: Type) => ir.withElementType(t, ir.IntegerType.get(1)),
    getUnaryOpResultType: (t: Type) =>
      t instanceof ir.VectorType
        ? ir.VectorType.get(t.shape, ir.IntegerType.get(1))
        : ir.IntegerType.get(1),
    isStrided: (t: { layout?: Attribute }) =>
      t.layout === undefined ||
      t.layout instanceof ir.StridedLayoutAttr ||
      t.layout instanceof ir.AffineMapAttr,
    hasNItems: (region: Region, n: number) => blocks(region) === n,
    hasNItemsOrLess: (region: Region, n: number) => blocks(region) <= n,
    hasNItemsOrMore: (region: Region, n: number) => blocks(region) >= n,
    all_of: every,
    any_of: (list: unknown, test: (x: unknown) => boolean) => items(list).some(test),
    is_contained: (list: readonly unknown[], x: unknown) => list.includes(x),
    is_sorted: (list: readonly (number | bigint)[]) =>
      list.every((x, i) => i === 0 || list[i - 1] <= x),
    SmallVector: copies,
    'memref::getTensorTypeFromMemRefType': (t: Type) =>
      t instanceof ir.MemRefType
        ? ir.RankedTensorType.get(t.shape, t.elementType)
        : t instanceof ir.UnrankedMemRefType
          ? ir.UnrankedTensorType.get(t.elementType)
          : ir.NoneType.get(),
    'Builder::getBoolAttr': (value: boolean) => ir.IntegerAttr.bool(value),
    'Builder::getUnitAttr': () => ir.UnitAttr.get(),
    'Builder::getStringAttr': (text: string) => ir.StringAttr.get(text),
    'Builder::getI32IntegerAttr': (value: number) => ir.IntegerAttr.i32(value),
    'Builder::getI64IntegerAttr': (value: number) => ir.IntegerAttr.i64(value),
  };
}
