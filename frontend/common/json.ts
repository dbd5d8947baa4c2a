import { FormatError } from './bytes.js';
import { Unsupported } from './report.js';

/** What JSON can say. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };
export type JsonRecord = { readonly [key: string]: Json };

const MOST_DEPTH = 200;

export const isRecord = (v: Json | undefined): v is JsonRecord =>
  typeof v === 'object' && v !== null && !Array.isArray(v);
export const isList = (v: Json | undefined): v is readonly Json[] => Array.isArray(v);

/** Parses JSON that must be an object; Python's NaN and Infinity are taken as null. Throws FormatError. */
export function parseJson(text: string, where: string): JsonRecord {
  let value: Json;
  try {
    value = JSON.parse(withoutNonFinite(text));
  } catch (error) {
    throw new FormatError(where, undefined, `found no JSON (${(error as Error).message})`);
  }
  if (!isRecord(value)) throw new FormatError(where, undefined, 'found no JSON object');
  refuseDepth(value, where);
  return value;
}

/** Writes Python's words for what JSON has no number for, outside of strings, as null. */
function withoutNonFinite(text: string): string {
  if (!/\b(NaN|Infinity)\b/.test(text)) return text;
  return text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (found) =>
    found[0] === '"' ? found : 'null',
  );
}

function refuseDepth(value: Json, where: string): void {
  let level: Json[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MOST_DEPTH)
      throw new FormatError(where, undefined, `found JSON nested deeper than ${MOST_DEPTH}`);
    level = level.flatMap((v) => (typeof v === 'object' && v !== null ? Object.values(v) : []));
  }
}

/** Options of an operator as JSON has them, asked for by name and type. Throws Unsupported. */
export class Options {
  readonly json: JsonRecord;

  constructor(json: JsonRecord) {
    this.json = json;
  }

  private wrong(name: string, expected: string): never {
    const found = JSON.stringify(this.json[name] ?? null).slice(0, 60);
    throw new Unsupported(`its option '${name}' is ${found}, expected ${expected}`);
  }

  has(name: string): boolean {
    return this.json[name] !== undefined && this.json[name] !== null;
  }

  number(name: string, fallback: number): number {
    const value = this.json[name] ?? fallback;
    return typeof value === 'number' ? value : this.wrong(name, 'a number');
  }

  int(name: string, fallback: number): number {
    const value = this.number(name, fallback);
    return Number.isSafeInteger(value) ? value : this.wrong(name, 'a whole number');
  }

  /** True or false, also as 1 or 0. */
  flag(name: string, fallback = false): boolean {
    const value = this.json[name] ?? fallback;
    if (value === 0 || value === 1) return value === 1;
    return typeof value === 'boolean' ? value : this.wrong(name, 'true or false');
  }

  text(name: string, fallback = ''): string {
    const value = this.json[name] ?? fallback;
    return typeof value === 'string' ? value : this.wrong(name, 'a text');
  }

  /** Whole numbers; one stands for `count` equal ones. */
  ints(name: string, count?: number, fallback?: readonly number[]): readonly number[] {
    const value = this.json[name] ?? fallback;
    if (typeof value === 'number' && count !== undefined) return Array(count).fill(value);
    const isInts = isList(value) && value.every((v) => Number.isSafeInteger(v));
    if (!isInts || (count !== undefined && value.length !== count))
      this.wrong(name, `${count ?? 'some'} whole numbers`);
    return value as readonly number[];
  }
}
