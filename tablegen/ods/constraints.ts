/** Constraint records of operands, results and attributes to models. */
import type { EnumCase } from '../../ir/index.js';
import type { IntValue, RecordBase } from '../language/index.js';
import {
  bitField,
  has,
  inBaseLibrary,
  intField,
  isA,
  optionalRecord,
  optionalString,
  recordField,
  recordList,
  stringField,
} from './fields.js';
import type {
  AttrConstraintModel,
  AttrKind,
  AttrModel,
  EnumModel,
  TypeConstraintModel,
  ValueModel,
} from './model.js';
import { predicateText } from './predicates.js';

/** What upstream's own constraints mean, by record name, when a spec written for MLIR is read. */
export type BaseConstraints = ReadonlyMap<string, RecordBase>;

export class ConstraintReader {
  private readonly names = new Map<RecordBase, string>();
  private readonly counts = new Map<string, number>();
  private readonly base: BaseConstraints | undefined;

  constructor(base?: BaseConstraints) {
    this.base = base;
  }

  /** The record's name, or `Class1`, `Class2` … for an anonymous one. */
  private nameOf(record: RecordBase): string {
    if (record.kind !== 'anonymous') return record.nameText;
    let name = this.names.get(record);
    if (name === undefined) {
      const ofClass = record.directSuperclasses()[0]?.nameText ?? 'Constraint';
      const count = (this.counts.get(ofClass) ?? 0) + 1;
      this.counts.set(ofClass, count);
      name = `${ofClass}${count}`;
      this.names.set(record, name);
    }
    return name;
  }

  private predicate(record: RecordBase): string | undefined {
    const own = this.base?.get(record.nameText) ?? record;
    return predicateText(recordField(own, 'predicate'));
  }

  value(given: RecordBase, name: string): ValueModel {
    const { record, description } = withoutVariable(given);
    const arity = isA(record, 'Variadic')
      ? 'variadic'
      : isA(record, 'Optional')
        ? 'optional'
        : 'single';
    const type = arity === 'single' ? record : recordField(record, 'baseType');
    return { name, arity, constraint: this.type(type), description };
  }

  type(record: RecordBase): TypeConstraintModel {
    const own = this.base?.get(record.nameText) ?? record;
    const buildable = optionalString(own, 'builderCall');
    return {
      name: this.nameOf(record),
      summary: optionalString(record, 'summary') || record.nameText,
      predicate: this.predicate(record),
      // A builder call of upstream is C++.
      buildableType: buildable === '' || buildable.includes('(') ? undefined : buildable,
    };
  }

  attribute(given: RecordBase, name: string): AttrModel {
    const { record, description } = withoutVariable(given);
    let isOptional = bitField(record, 'isOptional');
    let defaultValue = optionalString(record, 'defaultValue');
    // Wrappers (`OptionalAttr`, `DefaultValuedAttr`) say how the attribute stands in the op.
    let constrained = record;
    while (
      isA(constrained, 'OptionalAttr') ||
      isA(constrained, 'DefaultValuedAttr') ||
      isA(constrained, 'DefaultValuedOptionalAttr') ||
      isA(constrained, 'UnitAttr')
    ) {
      const inner = optionalRecord(constrained, 'baseAttr');
      if (inner === undefined) break;
      constrained = inner;
      isOptional ||= bitField(inner, 'isOptional');
      defaultValue ||= optionalString(inner, 'defaultValue');
    }
    const constraint = this.attrConstraint(constrained);
    return {
      name,
      constraint,
      optional: isOptional,
      defaultValue: defaultValue === '' ? undefined : normalizeDefault(defaultValue, constraint),
      description,
    };
  }

  private attrConstraint(record: RecordBase): AttrConstraintModel {
    const own = this.base?.get(record.nameText) ?? record;
    const enumModel = enumOf(own);
    const valueType = optionalRecord(own, 'valueType');
    const element = optionalString(own, 'elementText');
    let kind = (optionalString(own, 'formatKind') || 'other') as AttrKind;
    if (enumModel !== undefined && kind === 'other') kind = enumModel.isBitEnum ? 'other' : 'enum';
    const isDef = kind === 'attr-def';
    return {
      name: this.nameOf(record),
      summary: optionalString(record, 'summary') || record.nameText,
      predicate: this.predicate(record),
      kind,
      valueType: valueType && (optionalString(valueType, 'builderCall') || undefined),
      element: isDef ? qualifiedMnemonic(own) : element || undefined,
      enum: isDef ? undefined : enumModel,
      storageType: optionalString(own, 'storageType') || 'Attribute',
      returnType: optionalString(own, 'returnType'),
      convertFromStorage: optionalString(own, 'convertFromStorage'),
      constBuilderCall: optionalString(own, 'constBuilderCall'),
    };
  }
}

/** `Arg<constraint, "description">` stands for its constraint. */
function withoutVariable(record: RecordBase): { record: RecordBase; description: string } {
  if (!isA(record, 'OpVariable')) return { record, description: '' };
  return {
    record: recordField(record, 'constraint'),
    description: optionalString(record, 'summary'),
  };
}

function qualifiedMnemonic(record: RecordBase): string {
  return `${stringField(recordField(record, 'dialect'), 'name')}.${stringField(record, 'mnemonic')}`;
}

/** The enum behind an attribute, through the wrappers around it. */
function enumOf(record: RecordBase): EnumModel | undefined {
  for (
    let at: RecordBase | undefined = record;
    at !== undefined;
    at = optionalRecord(at, 'baseAttr')
  ) {
    if (isA(at, 'EnumAttrInfo')) return readEnum(at);
    if (at.fields.has('enum')) return readEnum(recordField(at, 'enum'));
  }
  return undefined;
}

export function readEnum(record: RecordBase): EnumModel {
  const cases: EnumCase[] = recordList(record, 'enumerants').map((c) => ({
    symbol: stringField(c, 'symbol'),
    text: optionalString(c, 'str') || stringField(c, 'symbol'),
    value: (c.fields.get('value')?.value as IntValue | undefined)?.value ?? -1n,
  }));
  const width = has(record, 'enumWidth') ? intField(record, 'enumWidth') : upstreamWidth(record);
  return {
    name: stringField(record, 'className'),
    summary: optionalString(record, 'summary'),
    cases:
      width === 0
        ? cases.map((c, i) => ({ ...c, value: c.value < 0n ? BigInt(i) : c.value }))
        : cases,
    width: width || undefined,
    isBitEnum: bitField(record, 'isBitEnum') || isA(record, 'BitEnumAttrBase'),
    separator: optionalString(record, 'separator') || '|',
    isOwn: !inBaseLibrary(record),
  };
}

function upstreamWidth(record: RecordBase): number {
  return isA(record, 'I64EnumAttr')
    ? 64
    : isA(record, 'I32EnumAttr') || isA(record, 'I32BitEnumAttr')
      ? 32
      : 0;
}

/** A default value as MLIR text, from MLIR text or from the forms that C++ specs use. */
export function normalizeDefault(text: string, constraint: AttrConstraintModel): string {
  const value = text.trim();
  const { kind, valueType, element } = constraint;
  switch (kind) {
    case 'integer':
    case 'float': {
      if (!/^[-+]?[\d.][\w.+-]*$/.test(value) || valueType === undefined) return value;
      const digits = kind === 'float' ? value.replace(/f$/, '') : value;
      const number = kind === 'float' && /^-?\d+$/.test(digits) ? `${digits}.0` : digits;
      return `${number} : ${valueType}`;
    }
    case 'string':
    case 'symbol-name':
      return value.startsWith('"') ? value : JSON.stringify(value);
    case 'dense-array':
      return /^\{.*\}$/.test(value)
        ? `array<${element}${value.length > 2 ? ': ' : ''}${value.slice(1, -1).trim()}>`
        : value;
    case 'attr-def': {
      // Upstream names a case of the C++ enum behind the attribute.
      const ofEnum = /^::.*::(\w+)$/.exec(value);
      return ofEnum ? `#${element}<${ofEnum[1]}>` : value;
    }
    case 'enum': {
      const name = value
        .replace(/^.*::/, '')
        .replace(/^"(.*)"$/, '$1')
        .replace(/ : i\d+$/, '');
      const found = constraint.enum?.cases.find(
        (c) => c.symbol === name || c.text === name || String(c.value) === name,
      );
      if (found === undefined) return value;
      const { width } = constraint.enum!;
      return width === undefined ? `"${found.text}"` : `${found.value} : i${width}`;
    }
    default:
      return value;
  }
}
