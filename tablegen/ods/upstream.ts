/**
 * Specs written for MLIR's own base library: what their records say in C++, said in the terms of
 * the models. Our own base library says it directly.
 */
import type { DialectClass } from '../cpp/library.js';
import { plainName } from '../cpp/translate.js';
import {
  DefValue,
  type RecordBase,
  type RecordKeeper,
  StringValue,
  type Value,
} from '../language/index.js';
import { readEnum } from './enums.js';
import {
  dagNames,
  isA,
  optionalRecord,
  optionalString,
  recordField,
  stringField,
} from './fields.js';
import type { AttrKind, EnumModel, ParameterModel } from './model.js';

/** Whether a file includes MLIR's base library, not ours. */
export function isUpstream(keeper: RecordKeeper): boolean {
  return keeper.files.some((f) => f.endsWith('mlir/IR/OpBase.td'));
}

/** Types and attributes of dialects that have no record: hand-written in C++. */
const HAND_WRITTEN: Readonly<Record<string, readonly [dialect: string, mnemonic: string]>> = {
  'LLVM::LLVMArrayType': ['llvm', 'array'],
  'LLVM::LLVMFunctionType': ['llvm', 'func'],
  'LLVM::LLVMPointerType': ['llvm', 'ptr'],
  'LLVM::LLVMStructType': ['llvm', 'struct'],
  'LLVM::LLVMFixedVectorType': ['llvm', 'vec'],
  'LLVM::LLVMLabelType': ['llvm', 'label'],
  'LLVM::LLVMMetadataType': ['llvm', 'metadata'],
  'LLVM::LLVMPPCFP128Type': ['llvm', 'ppc_fp128'],
  'LLVM::LLVMTargetExtType': ['llvm', 'target'],
  'LLVM::LLVMTokenType': ['llvm', 'token'],
  'LLVM::LLVMVoidType': ['llvm', 'void'],
  'LLVM::LLVMX86MMXType': ['llvm', 'x86_mmx'],
  'gpu::AsyncTokenType': ['gpu', 'async.token'],
  'gpu::MMAMatrixType': ['gpu', 'mma_matrix'],
  'gpu::SparseDnTensorHandleType': ['gpu', 'sparse.dntensor_handle'],
  'gpu::SparseSpGEMMOpHandleType': ['gpu', 'sparse.spgemmop_handle'],
  'gpu::SparseSpMatHandleType': ['gpu', 'sparse.spmat_handle'],
  'spirv::ArrayType': ['spirv', 'array'],
  'spirv::CooperativeMatrixType': ['spirv', 'coopmatrix'],
  'spirv::ImageType': ['spirv', 'image'],
  'spirv::JointMatrixINTELType': ['spirv', 'jointmatrix'],
  'spirv::MatrixType': ['spirv', 'matrix'],
  'spirv::PointerType': ['spirv', 'ptr'],
  'spirv::RuntimeArrayType': ['spirv', 'rtarray'],
  'spirv::SampledImageType': ['spirv', 'sampled_image'],
  'spirv::StructType': ['spirv', 'struct'],
};

/** Mnemonics of a dialect's types that are hand-written; none where that is not known. */
export function handWrittenTypes(dialect: string): readonly string[] {
  return Object.values(HAND_WRITTEN)
    .filter(([of]) => of === dialect)
    .map(([, mnemonic]) => mnemonic);
}

const INTEGER = /^(?:u?int(?:8|16|32|64)_t|unsigned|int|size_t|::llvm::APInt)$/;

/** The classes and enums of a file by their C++ names. */
export class Upstream {
  private readonly classes = new Map<string, DialectClass>();
  private readonly enums = new Map<string, RecordBase>();

  constructor(keeper: RecordKeeper) {
    for (const record of keeper.derivedDefs('AttrOrTypeDef')) {
      const dialect = recordField(record, 'dialect');
      const mnemonic = optionalString(record, 'mnemonic');
      if (mnemonic === '') continue;
      this.classes.set(plainName(stringField(record, 'cppType')), {
        dialect: stringField(dialect, 'name'),
        mnemonic,
        parameters: dagNames(record, 'parameters'),
      });
    }
    for (const [name, [dialect, mnemonic]] of Object.entries(HAND_WRITTEN)) {
      if (!this.classes.has(name)) this.classes.set(name, { dialect, mnemonic, parameters: [] });
    }
    for (const record of keeper.derivedDefs('EnumAttrInfo')) {
      const name = stringField(record, 'className');
      this.enums.set(plainName(`${optionalString(record, 'cppNamespace')}::${name}`), record);
      if (!this.enums.has(name)) this.enums.set(name, record);
    }
  }

  /** The class of a dialect by its C++ name; inside `namespace` a name may stand alone. */
  classOf(name: string, namespace = ''): DialectClass | undefined {
    return this.classes.get(name) ?? this.classes.get(plainName(`${namespace}::${name}`));
  }

  /** Whether a C++ name is the class that an enum's attribute has of its own. */
  isEnumAttr(name: string): boolean {
    return name.endsWith('Attr') && this.enums.has(name.slice(0, -'Attr'.length));
  }

  /** Names of parameters, for their getters: `getPointeeType`. */
  get parameterNames(): ReadonlySet<string> {
    return new Set([...this.classes.values()].flatMap((c) => c.parameters));
  }

  /** `$_builder.getIntegerType(32)` as the text of the type; undefined when it needs more. */
  builtType(call: string): string | undefined {
    const integer = /^\$_builder\.getIntegerType\((\d+)(?:, [^,]*\b(true|false))?\)$/.exec(call);
    if (integer) {
      const sign = integer[2] === undefined ? 'i' : integer[2] === 'true' ? 'si' : 'ui';
      return `${sign}${integer[1]}`;
    }
    const float = /^\$_builder\.get(Float|B?F|TF)(\w+)Type\(\)$/.exec(call);
    if (float)
      return float[1] === 'Float' ? `f${float[2]}` : `${float[1].toLowerCase()}${float[2]}`;
    if (call === '$_builder.getIndexType()') return 'index';
    if (
      /^(::)?mlir::RankedTensorType::get\(\{ShapedType::kDynamic\}, .*IndexType>\(\)\)$/.test(call)
    ) {
      return 'tensor<?xindex>';
    }
    const made =
      /^\$_builder\.getType<([\w:]+)>\((\d*)\)$/.exec(call) ??
      /^([\w:]+)::get\(\$_builder\.getContext\(\)()\)$/.exec(call) ??
      /^([\w:]+)::get\((\$_builder\.getType<[\w:]+>\(\))\)$/.exec(call);
    if (made === null) return undefined;
    const name = plainName(made[1]);
    if (name === 'NoneType') return 'none';
    const own = this.classOf(name);
    if (own === undefined) return undefined;
    const text = `!${own.dialect}.${own.mnemonic}`;
    if (made[2] === '') return text;
    const inner = /^\d+$/.test(made[2]) ? made[2] : this.builtType(made[2]);
    return inner && `${text}<${inner.replace(`!${own.dialect}.`, '')}>`;
  }

  /** The dialect's type that a constraint is about: it prints without its name. */
  strippedType(record: RecordBase): string | undefined {
    const name = isA(record, 'TypeDef')
      ? stringField(record, 'cppType')
      : optionalString(record, 'cppClassName');
    const own = this.classes.get(plainName(name.trim()));
    return own && own.parameters.length > 0 ? `${own.dialect}.${own.mnemonic}` : undefined;
  }

  /** How the declarative format treats an attribute. */
  attrFormat(record: RecordBase): {
    readonly kind: AttrKind;
    readonly valueType?: string;
    readonly element?: string;
  } {
    const inner = innermost(record);
    const kind = attrKind(inner);
    if (kind === 'attr-def') {
      const dialect = stringField(recordField(inner, 'dialect'), 'name');
      return { kind, element: `${dialect}.${stringField(inner, 'mnemonic')}` };
    }
    if (kind === 'dense-array') {
      const element = /Dense(Bool|[IF]\d+)ArrayAttr/.exec(optionalString(inner, 'storageType'))![1];
      return { kind, element: element === 'Bool' ? 'i1' : element.toLowerCase() };
    }
    const type = optionalRecord(record, 'valueType') ?? optionalRecord(inner, 'valueType');
    const valueType = type && this.builtType(optionalString(type, 'builderCall'));
    return valueType === undefined || valueType === 'none' ? { kind } : { kind, valueType };
  }

  /** A parameter of a type or attribute: a C++ type as a string, or a record around one. */
  parameter(value: Value, name: string): ParameterModel {
    const record = value instanceof DefValue ? value.record : undefined;
    const cppType = (
      record ? stringField(record, 'cppType') : value instanceof StringValue ? value.value : ''
    ).trim();
    const given = record ? optionalString(record, 'defaultValue') : '';
    const isDefault = record !== undefined && isA(record, 'DefaultValuedParameter');
    const ofEnum = this.enums.get(plainName(cppType));
    const model = ofEnum && readEnum(ofEnum);
    const kind = model ? (model.isBitEnum ? 'bit-enum' : 'enum') : this.parameterKind(cppType);
    const own = this.classOf(plainName(cppType.replace(/^(?:::llvm::)?ArrayRef<(.*)>$/, '$1')));
    return {
      name,
      kind,
      optional: given !== '' && !isDefault,
      defaultValue: isDefault ? plainDefault(given, model) : undefined,
      range: integerRange(cppType),
      enum: model,
      cases: model?.cases,
      separator: model?.isBitEnum ? model.separator : undefined,
      element: own && `${own.dialect}.${own.mnemonic}`,
      type: PARAMETER_TYPES[kind],
      description: record ? optionalString(record, 'summary') : '',
    };
  }

  /** What the text of a parameter is, by its C++ type. */
  private parameterKind(cppType: string): ParameterModel['kind'] {
    const type = cppType.replace(/^(?:::)?std::optional<(.*)>$/, '$1').trim();
    const listed = /^(?:::llvm::|llvm::)?ArrayRef<(.*)>$/.exec(type)?.[1];
    if (listed !== undefined) {
      if (INTEGER.test(listed)) return 'integer-list';
      if (/(^|::)Type$/.test(listed)) return 'type-list';
      return /(^|::)(Attribute|\w+Attr)$/.test(listed) ? 'attribute-list' : 'other';
    }
    if (INTEGER.test(type)) return 'integer';
    if (type === 'bool') return 'bool';
    if (/(^|::)StringRef$/.test(type)) return 'string';
    if (/(^|::)(Attribute|\w+Attr)$/.test(type)) return 'attribute';
    return /(^|::)(Type|\w+Type)$/.test(type) ? 'type' : 'other';
  }
}

/** What a C++ integer type holds; those of 64 bits hold every integer of the text. */
function integerRange(cppType: string): readonly [number, number] | undefined {
  const element = /^(?:::llvm::|llvm::)?ArrayRef<(.*)>$/.exec(cppType)?.[1] ?? cppType;
  const [, unsigned, digits] = /^(u?)int(8|16|32)_t$/.exec(element) ?? [];
  if (element === 'int') return [-(2 ** 31), 2 ** 31 - 1];
  if (element === 'unsigned') return [0, 2 ** 32 - 1];
  if (digits === undefined) return undefined;
  const bits = Number(digits);
  return unsigned ? [0, 2 ** bits - 1] : [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1];
}

/** What holds a parameter of each kind in TypeScript: the C++ type says nothing there. */
const PARAMETER_TYPES: Readonly<Record<ParameterModel['kind'], string>> = {
  attribute: 'Attribute',
  'attribute-list': 'readonly Attribute[]',
  'bit-enum': 'number',
  bool: 'boolean',
  enum: 'string',
  integer: 'number',
  'integer-list': 'readonly number[]',
  other: 'ParameterValue',
  string: 'string',
  type: 'Type',
  'type-list': 'readonly Type[]',
};

/** `::mlir::gpu::CompilationTarget::Fatbin` is the case it names. */
function plainDefault(text: string, model: EnumModel | undefined): string {
  const symbol = /(?:^|::)(\w+)$/.exec(text.trim())?.[1];
  return model?.cases.find((c) => c.symbol === symbol)?.text ?? text.trim();
}

/** The attribute inside `ConfinedAttr`, `OptionalAttr`, `DefaultValuedAttr`. */
function innermost(record: RecordBase): RecordBase {
  let at = record;
  for (;;) {
    const base = optionalRecord(at, 'baseAttr');
    if (base === undefined) return at;
    at = base;
  }
}

function attrKind(record: RecordBase): AttrKind {
  const storage = optionalString(record, 'storageType').trim();
  if (record.nameText === 'SymbolNameAttr') return 'symbol-name';
  if (record.nameText === 'UnitAttr') return 'unit';
  if (isA(record, 'AttrDef') && optionalString(record, 'mnemonic') !== '') return 'attr-def';
  if (isA(record, 'EnumAttrInfo')) return 'enum';
  if (isA(record, 'TypeAttrBase')) return 'type';
  if (isA(record, 'DenseArrayAttrBase')) return 'dense-array';
  switch (plainName(storage)) {
    case 'BoolAttr':
      return 'bool';
    case 'IntegerAttr':
      return 'integer';
    case 'FloatAttr':
      return 'float';
    case 'StringAttr':
      return 'string';
    case 'SymbolRefAttr':
    case 'FlatSymbolRefAttr':
      return 'symbol-ref';
    default:
      return 'other';
  }
}
