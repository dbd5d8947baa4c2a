/** The two dumps, equal to those of `llvm-tblgen`. */
import type { RecordKeeper } from './record.js';
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

/** `--dump-json`. */
export function dumpJson(keeper: RecordKeeper): string {
  const root: [string, string][] = [];
  const instances = new Map<string, string[]>(keeper.sortedClasses().map((c) => [c.nameText, []]));
  for (const def of keeper.sortedDefs()) {
    const members: [string, string][] = [];
    const open: string[] = [];
    for (const field of def.fields.values()) {
      if (def.isTemplateArg(field.name)) continue;
      members.push([field.name, json(field.value)]);
      if (field.mayStayOpen) open.push(field.name);
    }
    const superclasses = def.superclasses.map((c) => c.nameText);
    for (const name of superclasses) instances.get(name)?.push(def.nameText);
    members.push(
      ['!superclasses', strings(superclasses)],
      ['!fields', strings(open)],
      ['!name', quote(def.nameText)],
      ['!anonymous', String(def.kind === 'anonymous')],
      ['!locs', strings(def.locs.map(nameAndLine))],
    );
    root.push([def.nameText, object(members)]);
  }
  root.push(['!tablegen_json_version', '1']);
  root.push(['!instanceof', object([...instances].map(([k, v]) => [k, strings(v)] as const))]);
  return `${object(root)}\n`;
}

/** Keys in order of their bytes. */
function object(members: readonly (readonly [string, string])[]): string {
  const sorted = [...members].sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  return `{${sorted.map(([k, v]) => `${quote(k)}:${v}`).join()}}`;
}

const strings = (list: readonly string[]) => `[${list.map(quote).join()}]`;

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
  if (value instanceof BitValue || value instanceof IntValue) return value.toString();
  if (value instanceof StringValue) return quote(value.value);
  if (value instanceof BitsValue) return `[${value.elements.map(json).join()}]`;
  if (value instanceof ListValue) return `[${value.elements.map(json).join()}]`;
  const members: [string, string][] = [['printable', quote(value.toString())]];
  if (value instanceof DefValue) {
    members.push(['kind', '"def"'], ['def', quote(value.toString())]);
  } else if (value instanceof VariableValue) {
    members.push(['kind', '"var"'], ['var', quote(value.name)]);
  } else if (value instanceof VariableBit && value.base instanceof VariableValue) {
    members.push(
      ['kind', '"varbit"'],
      ['var', quote(value.base.name)],
      ['index', `${value.index}`],
    );
  } else if (value instanceof DagValue) {
    const args = value.args.map(
      (a) => `[${json(a.value)},${a.name === undefined ? 'null' : quote(a.name)}]`,
    );
    members.push(
      ['kind', '"dag"'],
      ['operator', json(value.operator)],
      ['args', `[${args.join()}]`],
    );
    if (value.operatorName !== undefined) members.push(['name', quote(value.operatorName)]);
  } else {
    members.push(['kind', '"complex"']);
  }
  return object(members);
}
