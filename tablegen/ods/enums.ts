/** Enum records to models. */
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
import type { EnumModel } from './model.js';

/** The enum behind an attribute, through the wrappers around it. */
export function enumOf(record: RecordBase): EnumModel | undefined {
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
    isBitEnum: bitField(record, 'isBitEnum') || isA(record, 'BitEnumAttr'),
    separator: optionalString(record, 'separator') || '|',
    isOwn: !inBaseLibrary(record),
  };
}

function upstreamWidth(record: RecordBase): number {
  const found = ['8', '16', '32', '64'].find(
    (w) => isA(record, `I${w}EnumAttr`) || isA(record, `I${w}BitEnumAttr`),
  );
  return Number(found ?? 0);
}
