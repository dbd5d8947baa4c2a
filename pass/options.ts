/** Options of passes: text to typed values and back. The kinds are those that a `.td` can declare. */
import { nearest } from '../ir/index.js';

export type OptionScalar = string | number | boolean;
export type OptionValue = OptionScalar | readonly OptionScalar[];

export interface OptionSpec {
  /** As written in a pipeline, `max-iterations`. */
  readonly name: string;
  /** Property of the options object, `maxIterations`. */
  readonly field: string;
  /** `pipeline`: text of a pipeline, `func.func(cse)`. */
  readonly kind: 'bool' | 'int' | 'unsigned' | 'float' | 'string' | 'enum' | 'pipeline';
  readonly isList?: boolean;
  /** Text; of a list it is empty. */
  readonly defaultValue: string;
  /** Of an enum. */
  readonly cases?: readonly string[];
  readonly description: string;
}

/** A value that an option does not take: what is wrong, in words. */
export class OptionError extends Error {}

const WORDS: Readonly<Record<OptionSpec['kind'], string>> = {
  bool: 'true or false',
  int: 'a whole number',
  unsigned: 'a whole number from 0 on',
  float: 'a number',
  string: 'a text',
  enum: 'one of its cases',
  pipeline: 'a pipeline',
};

function scalar(spec: OptionSpec, text: string): OptionScalar {
  const { kind, cases = [] } = spec;
  const wrong = (takes = WORDS[kind], hint = ''): never => {
    throw new OptionError(`the option '${spec.name}' takes ${takes}, not '${text}'${hint}`);
  };
  switch (kind) {
    case 'bool':
      if (text === 'true' || text === '1' || text === 'TRUE' || text === 'True') return true;
      if (text === 'false' || text === '0' || text === 'FALSE' || text === 'False') return false;
      return wrong();
    case 'int':
    case 'unsigned': {
      const value = Number(text);
      const pattern = kind === 'int' ? /^-?(0x[0-9a-f]+|\d+)$/i : /^(0x[0-9a-f]+|\d+)$/i;
      return pattern.test(text) && Number.isSafeInteger(value) ? value : wrong();
    }
    case 'float':
      return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : wrong();
    case 'enum': {
      if (cases.includes(text)) return text;
      const near = nearest(text, cases);
      return wrong(cases.join(', '), near ? `; did you mean '${near}'?` : '');
    }
    case 'string':
    case 'pipeline':
      return text;
    default:
      return kind satisfies never;
  }
}

const OPENING = '([{';
const CLOSING = ')]}';

/** The end of a value that starts at `at`: a space or one of `ends` outside brackets and quotes. */
export function endOfValue(text: string, at: number, ends: string): number {
  let depth = 0;
  for (; at < text.length; at++) {
    const c = text[at];
    if (c === '"' || c === "'") {
      const close = text.indexOf(c, at + 1);
      if (close < 0) return text.length;
      at = close;
    } else if (depth === 0 && ends.includes(c)) {
      return at;
    } else if (OPENING.includes(c)) {
      depth++;
    } else if (CLOSING.includes(c)) {
      if (depth-- === 0) return at;
    }
  }
  return at;
}

/** Without the quotes or braces that hold a value together. */
export function unwrap(text: string): string {
  const first = text[0];
  const isWrapped =
    text.length > 1 &&
    ((first === '{' && endOfValue(text, 1, '') === text.length - 1) ||
      ((first === '"' || first === "'") && text.indexOf(first, 1) === text.length - 1));
  return isWrapped ? text.slice(1, -1) : text;
}

/** The value of an option. Throws OptionError. */
export function optionValue(spec: OptionSpec, text: string): OptionValue {
  const whole = unwrap(text);
  if (!spec.isList) return scalar(spec, whole);
  const values: OptionScalar[] = [];
  for (let at = 0; at < whole.length; ) {
    const end = endOfValue(whole, at, ',');
    values.push(scalar(spec, unwrap(whole.slice(at, end).trim())));
    at = end + 1;
  }
  return values;
}

/** An option's values by their fields when nothing is given. */
export function defaultOptions(specs: readonly OptionSpec[] = []): Record<string, OptionValue> {
  return Object.fromEntries(
    specs.map((spec) => [spec.field, spec.isList ? [] : scalar(spec, spec.defaultValue)]),
  );
}

/** What reads back as this value. */
function valueText(value: OptionScalar): string {
  const text = String(value);
  return /[\s{}"']/.test(text) && !/^[\w.-]+\(.*\)$/.test(text) ? `{${text}}` : text;
}

/**
 * Options as MLIR prints them: by name, `a=1 b=x,y`; an option that is an empty list leaves its place
 * empty.
 */
export function optionsText(
  specs: readonly OptionSpec[],
  values: Readonly<Record<string, OptionValue>>,
): string {
  return [...specs]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, field }) => {
      const value = values[field];
      if (!Array.isArray(value)) return `${name}=${valueText(value as OptionScalar)}`;
      return value.length === 0 ? '' : `${name}=${value.map(valueText).join(',')}`;
    })
    .join(' ');
}
