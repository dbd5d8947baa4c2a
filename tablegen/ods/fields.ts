/** Typed reading of record fields. Errors name the record and the field. */
import {
  BitsValue,
  BitValue,
  DagValue,
  DefValue,
  IntValue,
  ListValue,
  type Loc,
  type RecordBase,
  StringValue,
  TableGenError,
  UNSET,
  type Value,
} from '../language/index.js';

function field(record: RecordBase, name: string): Value | undefined {
  const value = record.fields.get(name)?.value;
  return value === UNSET ? undefined : value;
}

function wrong(record: RecordBase, name: string, wanted: string): TableGenError {
  const found = record.fields.get(name);
  const text = found === undefined ? 'has no such field' : `is ${found.value}`;
  return new TableGenError(
    `field '${name}' of '${record.nameText}' must be ${wanted}, but ${text}`,
    found?.valueLoc ?? record.loc,
  );
}

export function has(record: RecordBase, name: string): boolean {
  return field(record, name) !== undefined;
}

export function stringField(record: RecordBase, name: string): string {
  const value = field(record, name);
  if (!(value instanceof StringValue)) throw wrong(record, name, 'a string');
  return value.value;
}

/** The string, or '' when the record has no such field or it is unset. */
export function optionalString(record: RecordBase, name: string): string {
  return has(record, name) ? stringField(record, name) : '';
}

/** A description: without the indentation that its place in the `.td` gives it. */
export function textField(record: RecordBase, name: string): string {
  return dedent(optionalString(record, name));
}

export function dedent(text: string): string {
  const lines = text.replace(/\s+$/, '').split('\n');
  while (lines.length > 0 && lines[0].trim() === '') lines.shift();
  const indents = lines.filter((l) => l.trim() !== '').map((l) => /^ */.exec(l)![0].length);
  const common = Math.min(...indents, 1000);
  return lines.map((l) => l.slice(common).trimEnd()).join('\n');
}

export function intField(record: RecordBase, name: string): number {
  const value = field(record, name);
  if (!(value instanceof IntValue)) throw wrong(record, name, 'an integer');
  return Number(value.value);
}

/** The bit; false when the record has no such field or it is unset. */
export function bitField(record: RecordBase, name: string): boolean {
  const value = field(record, name);
  if (value === undefined) return false;
  if (!(value instanceof BitValue)) throw wrong(record, name, 'a bit');
  return value.value;
}

export function recordField(record: RecordBase, name: string): RecordBase {
  const found = optionalRecord(record, name);
  if (found === undefined) throw wrong(record, name, 'a record');
  return found;
}

export function optionalRecord(record: RecordBase, name: string): RecordBase | undefined {
  const value = field(record, name);
  if (value === undefined) return undefined;
  if (!(value instanceof DefValue)) throw wrong(record, name, 'a record');
  return value.record;
}

function list(record: RecordBase, name: string): readonly Value[] {
  const value = field(record, name);
  if (value === undefined) return [];
  if (!(value instanceof ListValue)) throw wrong(record, name, 'a list');
  return value.elements;
}

export function recordList(record: RecordBase, name: string): RecordBase[] {
  return list(record, name).map((v) => {
    if (!(v instanceof DefValue)) throw wrong(record, name, 'a list of records');
    return v.record;
  });
}

export function stringList(record: RecordBase, name: string): string[] {
  return list(record, name).map((v) => {
    if (!(v instanceof StringValue)) throw wrong(record, name, 'a list of strings');
    return v.value;
  });
}

/** Arguments of a dag as records with their names ('' when unnamed). */
export function dagRecords(
  record: RecordBase,
  name: string,
): { record: RecordBase; name: string }[] {
  const value = field(record, name);
  if (value === undefined) return [];
  if (!(value instanceof DagValue)) throw wrong(record, name, 'a dag');
  return value.args.map((arg, i) => {
    if (!(arg.value instanceof DefValue)) {
      throw new TableGenError(
        `argument #${i} of '${name}' of '${record.nameText}' must be a record, but is ${arg.value}`,
        record.fields.get(name)?.valueLoc,
      );
    }
    return { record: arg.value.record, name: arg.name ?? '' };
  });
}

/** Arguments of a dag that are types of code, as texts or `CArg<type, default>`. */
export function dagStrings(
  record: RecordBase,
  name: string,
): { name: string; type: string; defaultValue?: string }[] {
  const value = field(record, name);
  if (value === undefined) return [];
  if (!(value instanceof DagValue)) throw wrong(record, name, 'a dag');
  return value.args.map((arg, i) => {
    if (arg.name === undefined || arg.name === '') {
      throw wrong(record, name, `a list of types with names (#${i} has none)`);
    }
    if (arg.value instanceof StringValue) return { name: arg.name, type: arg.value.value };
    if (arg.value instanceof DefValue && isA(arg.value.record, 'CArg')) {
      return {
        name: arg.name,
        type: stringField(arg.value.record, 'type'),
        defaultValue: stringField(arg.value.record, 'defaultValue'),
      };
    }
    throw wrong(record, name, `a list of types as texts (#${i} is ${arg.value})`);
  });
}

/** Is the record of a class of this name, or of one derived from it? */
export function isA(record: RecordBase, className: string): boolean {
  return record.superclasses.some((c) => c.nameText === className);
}

/** A value as plain data: records become objects of their fields. */
export function plain(value: Value): unknown {
  if (value === UNSET) return undefined;
  if (value instanceof StringValue) return value.value;
  if (value instanceof BitValue) return value.value;
  if (value instanceof IntValue) {
    const number = Number(value.value);
    return Number.isSafeInteger(number) ? number : value.value;
  }
  if (value instanceof BitsValue) return value.elements.map(plain);
  if (value instanceof ListValue) return value.elements.map(plain);
  if (value instanceof DefValue) return plainRecord(value.record);
  return String(value);
}

export function plainRecord(record: RecordBase): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, { value }] of record.fields) result[name] = plain(value);
  return result;
}

/** Where a character of a string field stands in the file, if the string is one literal there. */
export function placeInString(record: RecordBase, name: string, index: number): Loc | undefined {
  const found = record.fields.get(name);
  const loc = found?.valueLoc;
  if (loc === undefined || !(found?.value instanceof StringValue)) return loc;
  const { text } = loc.file;
  for (const open of [1, 2]) {
    const start = loc.offset + open;
    if (text.startsWith(found.value.value, start)) return { file: loc.file, offset: start + index };
  }
  return loc;
}

/** Inside the base library: what the specs include, not what they say. */
export function inBaseLibrary(record: RecordBase): boolean {
  return record.loc !== undefined && /(^|\/)tablegen\/include\//.test(record.loc.file.name);
}

/** Names of the arguments of a dag, '' for those without one. */
export function dagNames(record: RecordBase, name: string): string[] {
  const value = field(record, name);
  return value instanceof DagValue ? value.args.map((a) => a.name ?? '') : [];
}
