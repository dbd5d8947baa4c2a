// Decodes the options table of one operator by the rows of schema.ts.

import { type CheckedTable, DAMAGED } from './checked-table.js';
import {
  ENUMS,
  type FieldKind,
  type FieldRow,
  type FieldValues,
  OPTION_TABLES,
  type OptionTable,
  TENSOR_TYPES,
  type TensorType,
} from './schema.js';

/** Name of a tensor type code; throws on a code that the schema does not have. */
export function tensorType(table: CheckedTable, name: string, code: number): TensorType {
  return (
    TENSOR_TYPES[code]?.name ??
    table.fail(name, `found tensor type ${code}, expected 0 to ${TENSOR_TYPES.length - 1}`, DAMAGED)
  );
}

function enumerator(
  table: CheckedTable,
  kind: keyof typeof ENUMS,
  id: number,
  name: string,
): string {
  const code = table.int8(id, name);
  const names: readonly string[] = ENUMS[kind];
  return names[code] ?? table.fail(name, `found code ${code}, expected one of ${names}`, DAMAGED);
}

function finite(table: CheckedTable, name: string, values: number[]): number[] {
  const bad = values.findIndex((v) => !Number.isFinite(v));
  if (bad >= 0) {
    table.fail(
      `${name}[${bad}]`,
      `found ${values[bad]}, expected a finite number`,
      'export the model again',
    );
  }
  return values;
}

function readField(
  table: CheckedTable,
  id: number,
  [name, kind, fallback]: FieldRow,
): FieldValues[FieldKind] {
  switch (kind) {
    case 'int':
      return table.int32(id, name, Number(fallback ?? 0));
    case 'uint':
      return table.uint32(id, name);
    case 'long':
      return table.int64(id, name);
    case 'float':
      return table.float32(id, name);
    case 'bool':
      return table.bool(id, name, fallback === true);
    case 'string':
      return table.string(id, name);
    case 'ints':
      return table.int32s(id, name);
    case 'floats':
      return finite(table, name, table.float32s(id, name));
    case 'type':
      return tensorType(table, name, table.int8(id, name, Number(fallback ?? 0)));
    default:
      return enumerator(table, kind, id, name) as FieldValues[keyof typeof ENUMS];
  }
}

/** The value of a field in a table that is absent. */
function defaultOf([, kind, fallback]: FieldRow): FieldValues[FieldKind] {
  switch (kind) {
    case 'int':
    case 'uint':
    case 'float':
      return Number(fallback ?? 0);
    case 'long':
      return 0n;
    case 'bool':
      return fallback === true;
    case 'string':
      return '';
    case 'ints':
    case 'floats':
      return [];
    case 'type':
      return TENSOR_TYPES[Number(fallback ?? 0)].name;
    default:
      return ENUMS[kind][0];
  }
}

/** The options of kind `name` as an object; all defaults where the table is absent. */
export function readOptions(
  name: OptionTable,
  table: CheckedTable | undefined,
): Record<string, FieldValues[FieldKind]> {
  const rows: readonly FieldRow[] = OPTION_TABLES[name];
  const options: Record<string, FieldValues[FieldKind]> = {};
  for (const [id, row] of rows.entries()) {
    options[row[0]] = table ? readField(table, id, row) : defaultOf(row);
  }
  return options;
}
