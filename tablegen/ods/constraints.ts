import type { RecordBase } from '../language/index.js';
import { enumOf } from './enums.js';
import {
  bitField,
  has,
  isA,
  optionalRecord,
  optionalString,
  recordField,
  stringField,
} from './fields.js';
import type {
  AttrConstraintModel,
  AttrKind,
  AttrModel,
  ConstraintModel,
  EnumModel,
  TypeConstraintModel,
  ValueModel,
} from './model.js';
import { predicateOf, type Translate } from './predicates.js';
import type { Upstream } from './upstream.js';

/** The language that a spec's predicates are written in, and what else its base library says. */
export interface SpecLanguage {
  /** A leaf of a predicate as TypeScript; undefined when it is not understood. */
  readonly translate: Translate;
  /** Of a spec written for MLIR. */
  readonly upstream?: Upstream;
}

/** Our own: TypeScript already. */
export const TYPESCRIPT: SpecLanguage = { translate: (text) => text };

export class ConstraintReader {
  private readonly names = new Map<RecordBase, string>();
  private readonly counts = new Map<string, number>();
  private readonly language: SpecLanguage;

  constructor(language: SpecLanguage) {
    this.language = language;
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

  private predicate(record: RecordBase): Pick<ConstraintModel, 'predicate' | 'unchecked'> {
    const { text, complete } = predicateOf(
      recordField(record, 'predicate'),
      this.language.translate,
    );
    return complete ? { predicate: text } : { predicate: text, unchecked: true };
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
    const { upstream } = this.language;
    const buildable = optionalString(record, 'builderCall');
    return {
      name: this.nameOf(record),
      summary: optionalString(record, 'summary') || record.nameText,
      ...this.predicate(record),
      buildableType: upstream ? upstream.builtType(buildable) : buildable || undefined,
      strippedType: upstream?.strippedType(record),
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
      defaultValue:
        defaultValue === ''
          ? undefined
          : constraint.kind === 'attr-def'
            ? defaultOfDefinition(defaultValue, constraint, constrained)
            : normalizeDefault(defaultValue, constraint),
      description,
    };
  }

  /** A value that is stored as an attribute; upstream does not say as what kind of one. */
  property(given: RecordBase, name: string): AttrModel {
    const { record, description } = withoutVariable(given);
    if (has(record, 'attr')) {
      const attr = this.attribute(recordField(record, 'attr'), name);
      const value = optionalString(record, 'defaultValue');
      return {
        ...attr,
        optional: attr.optional || bitField(record, 'isOptional'),
        defaultValue: value === '' ? attr.defaultValue : normalizeDefault(value, attr.constraint),
        description: description || optionalString(record, 'summary'),
        isProperty: true,
      };
    }
    return {
      name,
      optional: optionalString(record, 'defaultValue') !== '',
      description: '',
      constraint: {
        name: this.nameOf(record),
        summary: optionalString(record, 'summary') || 'property',
        unchecked: true,
        kind: 'other',
        storageType: 'Attribute',
        returnType: '',
        convertFromStorage: '',
        constBuilderCall: '',
      },
    };
  }

  private attrConstraint(record: RecordBase): AttrConstraintModel {
    const enumModel = enumOf(record);
    const { kind, valueType, element } = this.attrFormat(record, enumModel);
    return {
      name: this.nameOf(record),
      summary: optionalString(record, 'summary') || record.nameText,
      ...this.predicate(record),
      kind,
      valueType,
      element,
      enum: kind === 'attr-def' ? undefined : enumModel,
      storageType: optionalString(record, 'storageType') || 'Attribute',
      returnType: optionalString(record, 'returnType'),
      convertFromStorage: optionalString(record, 'convertFromStorage'),
      constBuilderCall: optionalString(record, 'constBuilderCall'),
    };
  }

  private attrFormat(
    record: RecordBase,
    enumModel: EnumModel | undefined,
  ): Pick<AttrConstraintModel, 'kind' | 'valueType' | 'element'> {
    const { upstream } = this.language;
    if (upstream) {
      const format = upstream.attrFormat(record);
      return format.kind === 'enum' && enumModel?.isBitEnum
        ? { ...format, kind: 'bit-enum' }
        : format;
    }
    let kind = (optionalString(record, 'formatKind') || 'other') as AttrKind;
    if (enumModel !== undefined && kind === 'other')
      kind = enumModel.isBitEnum ? 'bit-enum' : 'enum';
    const valueType = optionalRecord(record, 'valueType');
    return {
      kind,
      valueType: valueType && (optionalString(valueType, 'builderCall') || undefined),
      element:
        kind === 'attr-def'
          ? qualifiedMnemonic(record)
          : optionalString(record, 'elementText') || undefined,
    };
  }
}

/** Upstream names a case of the C++ enum behind an attribute; its text goes into the attribute's own format. */
function defaultOfDefinition(
  text: string,
  { element }: AttrConstraintModel,
  record: RecordBase,
): string {
  const symbol = /^::.*::(\w+)$/.exec(text.trim())?.[1];
  if (symbol === undefined) return text.trim();
  const word = enumOf(record)?.cases.find((c) => c.symbol === symbol)?.text ?? symbol;
  const isBracketed = optionalString(record, 'assemblyFormat').trim().startsWith('`<`');
  const [dialect, mnemonic] = [element!.split('.')[0], element!.replace(/^[^.]*\./, '')];
  return isBracketed ? `#${element}<${word}>` : `#${dialect}<${mnemonic} ${word}>`;
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
    case 'bit-enum': {
      const { cases, separator, width = 32 } = constraint.enum!;
      const names = value.replace(/^"(.*)"$/, '$1').split(separator.trim());
      const found = names.map((n) =>
        cases.find((c) => c.text === n.trim() || c.symbol === n.trim()),
      );
      if (found.includes(undefined)) return /^\d+$/.test(value) ? `${value} : i${width}` : value;
      return `${found.reduce((all, c) => all | c!.value, 0n)} : i${width}`;
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
