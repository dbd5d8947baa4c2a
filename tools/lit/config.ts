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

/** Reads configurations, each once. */
export class ConfigReader {
  private readonly known = new Map<string, LitConfig>();

  /** The configuration of the tests in a folder. */
  for(folder: string): LitConfig {
    const seen = this.known.get(folder);
    if (seen) return seen;
    const file = join(folder, 'lit.cfg.json');
    const parent = dirname(folder);
    const config = existsSync(file)
      ? readConfig(file)
      : parent === folder
        ? { folder, ...DEFAULTS }
        : this.for(parent);
    this.known.set(folder, config);
    return config;
  }
}

function readConfig(file: string): LitConfig {
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new LitError(`${file}: ${(error as Error).message}`);
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw new LitError(`${file}: expected an object`);
  for (const [key, value] of Object.entries(data)) {
    if (!Object.hasOwn(CHECKS, key)) {
      const near = nearest(key, Object.keys(CHECKS));
      throw new LitError(
        `${file}: unknown entry '${key}'${near ? `; did you mean '${near}'?` : ''}`,
      );
    }
    const [holds, what] = CHECKS[key];
    if (!holds(value)) throw new LitError(`${file}: '${key}' is to be ${what}`);
  }
  return { folder: dirname(file), ...DEFAULTS, ...data };
}
