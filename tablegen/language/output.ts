/** The two dumps, equal to those of `llvm-tblgen`. */
import type { RecordBase, RecordClass, RecordKeeper } from './record.js';
import { VariableBit, VariableValue } from './references.js';
import { nameAndLine } from './source.js';
import {
  BitsValue,
  BitValue,
  DagValue,
  DefValue,
  IntValue,
  ListValue,
  StringValue,
  UNSET,
  type Value,
} from './values.js';

/** `--print-records`. */
export function printRecords(keeper: RecordKeeper): string {
  const classes = keeper.sortedClasses().map((c) => `class ${c}`);
  const defs = keeper.sortedDefs().map((d) => `def ${d}`);
  return [
    '------------- Classes -----------------\n',
    ...classes,
    '------------- Defs -----------------\n',
    ...defs,
  ].join('');
}

/**
 * `--dump-json`. Keys are in order of their bytes; those of a value are few and known, so they are
 * written in that order and not sorted.
 */
export function dumpJson(keeper: RecordKeeper): string {
  const root: [name: string, text: string][] = [];
  const instances = new Map<string, string[]>(keeper.sortedClasses().map((c) => [c.nameText, []]));
  const writer = new JsonWriter();
  for (const def of keeper.sortedDefs()) {
    for (const c of def.superclasses) instances.get(c.nameText)?.push(quote(def.nameText));
    root.push([def.nameText, writer.record(def)]);
  }
  root.push(['!tablegen_json_version', '1']);
  root.push(['!instanceof', instancesJson(instances)]);
  // All but the last two are in order.
  root.sort(byName);
  let all = '{';
  for (const [name, text] of root) {
    all += all.length === 1 ? `${quote(name)}:${text}` : `,${quote(name)}:${text}`;
  }
  return `${all}}\n`;
}

/**
 * Writes records. Most of what a record holds it has from its classes, and so have its like: the
 * text of a value that many records share is kept, and so is the order of their fields' names.
 */
class JsonWriter {
  private readonly texts = new Map<Value, string>();
  private readonly orders = new Map<RecordClass | undefined, FieldOrder>();

  record(def: RecordBase): string {
    const { superclasses } = def;
    // No name of a field comes before '!'.
    let text = `{"!anonymous":${def.kind === 'anonymous'},"!fields":[`;
    let first = true;
    for (const field of def.fields.values()) {
      if (!field.mayStayOpen || def.isTemplateArg(field.name)) continue;
      text += first ? quote(field.name) : `,${quote(field.name)}`;
      first = false;
    }
    text += `],"!locs":${strings(def.locs.map(nameAndLine))},"!name":${quote(def.nameText)}`;
    text += `,"!superclasses":${strings(superclasses.map((c) => c.nameText))}`;
    for (const name of this.fieldOrder(def)) {
      if (def.isTemplateArg(name)) continue;
      text += `,"${name}":${this.value(def.fields.get(name)!.value)}`;
    }
    return `${text}}`;
  }

  /** The names of the fields in order: that of the last record of the same class, if it had these. */
  private fieldOrder(def: RecordBase): readonly string[] {
    const { fields } = def;
    const ofClass = def.superclasses.at(-1);
    const before = this.orders.get(ofClass);
    if (before !== undefined && before.names.length === fields.size) {
      let same = 0;
      for (const name of fields.keys()) {
        if (name !== before.names[same]) break;
        same++;
      }
      if (same === fields.size) return before.sorted;
    }
    const names = [...fields.keys()];
    const sorted = names.toSorted();
    this.orders.set(ofClass, { names, sorted });
    return sorted;
  }

  private value(value: Value): string {
    let text = this.texts.get(value);
    if (text === undefined) {
      text = json(value);
      this.texts.set(value, text);
    }
    return text;
  }
}

interface FieldOrder {
  /** As declared. */
  readonly names: readonly string[];
  readonly sorted: readonly string[];
}

function byName(a: readonly [string, string], b: readonly [string, string]): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
}

/** The definitions of each class, already in quotes. */
function instancesJson(instances: ReadonlyMap<string, readonly string[]>): string {
  const members = [...instances].map(([k, v]): [string, string] => [k, `[${v.join()}]`]);
  return `{${members
    .sort(byName)
    .map(([k, v]) => `${quote(k)}:${v}`)
    .join()}}`;
}

function strings(list: readonly string[]): string {
  let text = '[';
  for (let i = 0; i < list.length; i++) text += i === 0 ? quote(list[i]) : `,${quote(list[i])}`;
  return `${text}]`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what JSON escapes.
const SPECIAL = /["\\\u0000-\u001f]/;

/** Like JSON.stringify, but `\b` and `\f` are written as code points. */
function quote(text: string): string {
  if (!SPECIAL.test(text)) return `"${text}"`;
  return JSON.stringify(text).replace(/\\(\\|b|f)/g, (whole, c: string) =>
    c === 'b' ? '\\u0008' : c === 'f' ? '\\u000c' : whole,
  );
}

function json(value: Value): string {
  if (value === UNSET) return 'null';
  if (value instanceof StringValue) return quote(value.value);
  if (value instanceof BitValue || value instanceof IntValue) return value.toString();
  if (value instanceof ListValue || value instanceof BitsValue) return list(value.elements);
  const printable = quote(value.toString());
  if (value instanceof DefValue) {
    return `{"def":${printable},"kind":"def","printable":${printable}}`;
  }
  if (value instanceof DagValue) {
    let args = '';
    for (const a of value.args) {
      const name = a.name === undefined ? 'null' : quote(a.name);
      args += `${args === '' ? '' : ','}[${json(a.value)},${name}]`;
    }
    const { operatorName } = value;
    const name = operatorName === undefined ? '' : `"name":${quote(operatorName)},`;
    return `{"args":[${args}],"kind":"dag",${name}"operator":${json(value.operator)},"printable":${printable}}`;
  }
  if (value instanceof VariableValue) {
    return `{"kind":"var","printable":${printable},"var":${quote(value.name)}}`;
  }
  if (value instanceof VariableBit && value.base instanceof VariableValue) {
    return `{"index":${value.index},"kind":"varbit","printable":${printable},"var":${quote(value.base.name)}}`;
  }
  return `{"kind":"complex","printable":${printable}}`;
}

function list(elements: readonly Value[]): string {
  let text = '[';
  for (let i = 0; i < elements.length; i++) {
    text += i === 0 ? json(elements[i]) : `,${json(elements[i])}`;
  }
  return `${text}]`;
}
