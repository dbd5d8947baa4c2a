/** `lit.cfg.json`: what a folder of tests says about them. The nearest one upwards counts. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nearest } from '../../ir/index.js';

export interface LitConfig {
  /** Where the file stands; `.` substitutions and excludes are relative to it. */
  readonly folder: string;
  /** Endings of test files, with the dot. */
  readonly suffixes: readonly string[];
  /** Names of files and folders that are no tests. */
  readonly excludes: readonly string[];
  /** `%{name}` → text, which may use the other substitutions. */
  readonly substitutions: Readonly<Record<string, string>>;
  /** Features that hold besides those that are found out. */
  readonly features: readonly string[];
}

/** The request or a configuration is at fault. */
export class LitError extends Error {}

const DEFAULTS = {
  suffixes: ['.mlir', '.td', '.pdll', '.test'],
  excludes: [] as string[],
  substitutions: {} as Record<string, string>,
  features: [] as string[],
};

const isText = (value: unknown): boolean => typeof value === 'string';
const isList = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const CHECKS: Readonly<Record<string, [(value: unknown) => boolean, string]>> = {
  suffixes: [isList, 'a list of texts'],
  excludes: [isList, 'a list of texts'],
  features: [isList, 'a list of texts'],
  substitutions: [
    (v) => typeof v === 'object' && v !== null && Object.values(v).every(isText),
    'an object of texts',
  ],
};

const configFile = (folder: string): string => join(folder, 'lit.cfg.json');

/** Reads configurations, each once. */
export class ConfigReader {
  private readonly known = new Map<string, LitConfig | LitError>();

  /** The configuration of the tests in a folder. Throws LitError. */
  for(folder: string): LitConfig {
    const known = this.known.get(folder) ?? this.read(folder);
    this.known.set(folder, known);
    if (known instanceof LitError) throw known;
    return known;
  }

  /**
   * Where the tests in a folder are told from other files. A configuration that cannot be read fails
   * them, so they have to be found: by the one above it, and if that finds none, by its own file.
   */
  forSearch(folder: string): { readonly config: LitConfig; readonly broken?: string } {
    try {
      return { config: this.for(folder) };
    } catch (error) {
      if (!(error instanceof LitError)) throw error;
      const file = configFile(folder);
      const parent = dirname(folder);
      const { config } =
        parent === folder ? { config: { folder, ...DEFAULTS } } : this.forSearch(parent);
      return existsSync(file) ? { config, broken: file } : { config };
    }
  }

  private read(folder: string): LitConfig | LitError {
    const file = configFile(folder);
    const parent = dirname(folder);
    if (!existsSync(file)) return parent === folder ? { folder, ...DEFAULTS } : this.for(parent);
    try {
      return readConfig(file);
    } catch (error) {
      if (error instanceof LitError) return error;
      throw error;
    }
  }
}

function readConfig(file: string): LitConfig {
  let data: unknown;
  let text = '';
  try {
    text = readFileSync(file, 'utf8');
    data = JSON.parse(text);
  } catch (error) {
    throw new LitError(`${file}:${placeOfJsonError(text, error as Error)}`);
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw new LitError(`${file}:1:1: expected an object`);
  for (const [key, value] of Object.entries(data)) {
    const at = `${file}:${place(text, text.indexOf(JSON.stringify(key)))}`;
    if (!Object.hasOwn(CHECKS, key)) {
      const near = nearest(key, Object.keys(CHECKS));
      throw new LitError(`${at}: unknown entry '${key}'${near ? `; did you mean '${near}'?` : ''}`);
    }
    const [holds, what] = CHECKS[key];
    if (!holds(value)) throw new LitError(`${at}: '${key}' is to be ${what}`);
  }
  return { folder: dirname(file), ...DEFAULTS, ...data };
}

/** `line:column` of an offset. */
function place(text: string, offset: number): string {
  const before = text.slice(0, Math.max(0, offset)).split('\n');
  return `${before.length}:${before[before.length - 1].length + 1}`;
}

/** The engine says where in words of its own; a text that ends too early has no such place. */
function placeOfJsonError(text: string, { message }: Error): string {
  const offset = /at position (\d+)/.exec(message)?.[1];
  const isShort = message.includes('end of JSON input');
  if (offset === undefined && !isShort) return ` ${message}`;
  const at = offset === undefined ? text.trimEnd().length : Number(offset);
  return `${place(text, at)}: ${message.replace(/ in JSON at position.*| \(line \d+.*/, '')}`;
}
