/**
 * The options of a tool as a table: names, values, help and errors derive from it. Like LLVM's, a long
 * name may stand behind one dash, and order is kept, because npu-opt's passes run in it.
 *
 * Not yargs: loading it costs 40 ms of processor time, three times what npu-opt needs to read, verify
 * and print a small module.
 */

import { VERSION } from '../../driver/base/index.js';
import { nearest } from '../../ir/index.js';
import type { ToolIO } from '../tool-io.js';

export interface OptionSpec {
  readonly help: string;
  /** Name of the value in the help text; absent: a switch, which may be given `=false`. */
  readonly value?: string;
  /** The value may be left out; it is never taken from the next argument. */
  readonly optional?: boolean;
  /** May be given more than once. */
  readonly repeated?: boolean;
}

export interface ToolSpec {
  readonly name: string;
  /** What stands behind the name in the usage line. */
  readonly usage: string;
  readonly summary: string;
  /** By name without dashes; a name of one letter has one dash. */
  readonly options: Readonly<Record<string, OptionSpec>>;
  /** Options found out only when one is met that the table does not know. */
  readonly more?: () => Promise<Readonly<Record<string, OptionSpec>>>;
  /** Text below the options in the help. */
  readonly details?: string;
}

export interface GivenOption {
  readonly name: string;
  /** Empty for a switch and for an optional value that was left out. */
  readonly value: string;
}

/** Wrong usage: exit code 2. */
export class UsageError extends Error {}

/** A problem told in one sentence: exit code 1. */
export class ToolError extends Error {}

/** Values of a switch, as LLVM's tools take them. */
const TRUTHS: Readonly<Record<string, 'true' | 'false' | undefined>> = {
  true: 'true',
  True: 'true',
  TRUE: 'true',
  1: 'true',
  false: 'false',
  False: 'false',
  FALSE: 'false',
  0: 'false',
};

const COMMON: Readonly<Record<string, OptionSpec>> = {
  help: { help: 'this text' },
  version: { help: 'the version' },
};

/** The arguments of one call. */
export class Arguments {
  /** As given, in order. */
  readonly given: readonly GivenOption[];
  readonly files: readonly string[];

  constructor(given: readonly GivenOption[], files: readonly string[]) {
    this.given = given;
    this.files = files;
  }

  has(name: string): boolean {
    return this.given.some((o) => o.name === name);
  }

  all(name: string): readonly string[] {
    return this.given.filter((o) => o.name === name).map((o) => o.value);
  }

  value(name: string): string | undefined {
    return this.given.find((o) => o.name === name)?.value;
  }

  /** A switch; `fallback` when it is not given. */
  on(name: string, fallback = false): boolean {
    const value = this.given.findLast((o) => o.name === name)?.value;
    return value === undefined ? fallback : value !== 'false';
  }

  /** A whole number from 0 on. */
  integer(name: string): number | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    const number = Number(value);
    if (!/^(0x[0-9a-fA-F]+|\d+)$/.test(value) || !Number.isSafeInteger(number)) {
      throw new UsageError(`'--${name}' takes a whole number, not '${value}'`);
    }
    return number;
  }

  /** One of the cases. */
  oneOf<T extends string>(name: string, cases: readonly T[]): T | undefined {
    const value = this.value(name);
    if (value === undefined || cases.includes(value as T)) return value as T | undefined;
    throw new UsageError(
      `'--${name}' takes ${cases.join(', ')}, not '${value}'${suggestion(value, cases)}`,
    );
  }

  /** The one input file. */
  get file(): string {
    if (this.files.length === 0) throw new UsageError('no input file; see --help');
    if (this.files.length > 1) {
      throw new UsageError(`one input file is expected, found '${this.files.join("', '")}'`);
    }
    return this.files[0];
  }
}

/** `; did you mean 'x'?`, or nothing. */
export function suggestion(word: string, known: Iterable<string>, prefix = ''): string {
  const near = nearest(word, known);
  return near === undefined ? '' : `; did you mean '${prefix}${near}'?`;
}

/** Reads the arguments, or says what is to be said and gives the exit code. */
export async function readArguments(
  tool: ToolSpec,
  argv: readonly string[],
  io: ToolIO,
): Promise<Arguments | number> {
  let args: Arguments;
  try {
    args = await new ArgumentReader(tool, argv).read();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    io.stderr(`${tool.name}: error: ${error.message}\n`);
    return 2;
  }
  if (args.has('help')) io.stdout(helpText(tool));
  else if (args.has('version')) io.stdout(`${tool.name} ${VERSION}\n`);
  else return args;
  return 0;
}

class ArgumentReader {
  private readonly given: GivenOption[] = [];
  private readonly files: string[] = [];
  private readonly tool: ToolSpec;
  private readonly argv: readonly string[];
  private options: Readonly<Record<string, OptionSpec>>;
  private isComplete: boolean;
  private at = 0;

  constructor(tool: ToolSpec, argv: readonly string[]) {
    this.tool = tool;
    this.argv = argv;
    this.options = { ...COMMON, ...tool.options };
    this.isComplete = tool.more === undefined;
  }

  async read(): Promise<Arguments> {
    while (this.at < this.argv.length) {
      const word = this.argv[this.at++];
      if (word === '--') {
        this.files.push(...this.argv.slice(this.at));
        break;
      }
      if (word === '-' || !word.startsWith('-')) this.files.push(word);
      else await this.option(word);
    }
    return new Arguments(this.given, this.files);
  }

  private async option(word: string): Promise<void> {
    const [name, value] = await this.split(word);
    const spec = this.options[name];
    if (!spec.repeated && spec.value !== undefined && this.given.some((o) => o.name === name)) {
      throw new UsageError(`'${dashed(name)}' is given twice`);
    }
    if (spec.value === undefined) {
      const truth = value === undefined ? '' : TRUTHS[value];
      if (truth === undefined)
        throw new UsageError(`'${dashed(name)}' is a switch, it takes no value '${value}'`);
      this.given.push({ name, value: truth });
      return;
    }
    this.given.push({ name, value: value ?? (spec.optional ? '' : this.next(name)) });
  }

  private next(name: string): string {
    if (this.at >= this.argv.length) throw new UsageError(`'${dashed(name)}' needs a value`);
    return this.argv[this.at++];
  }

  /** `--name=value`, `-name=value`, `-xvalue`. */
  private async split(word: string): Promise<[string, string | undefined]> {
    const body = word.replace(/^--?/, '');
    const equal = body.indexOf('=');
    const name = equal < 0 ? body : body.slice(0, equal);
    const value = equal < 0 ? undefined : body.slice(equal + 1);
    if (this.knows(name)) return [name, value];
    const letter = body[0] ?? '';
    if (!word.startsWith('--') && this.knows(letter) && this.options[letter].value !== undefined) {
      return [letter, body.slice(1).replace(/^=/, '')];
    }
    if (!word.startsWith('--') && name === 'h') return ['help', value];
    if (!this.isComplete) {
      this.isComplete = true;
      this.options = { ...this.options, ...(await this.tool.more!()) };
      return this.split(word);
    }
    const known = Object.keys(this.options).filter((o) => o.length > 1);
    throw new UsageError(`unknown option '${word}'${suggestion(name, known, '--')}`);
  }

  private knows(name: string): boolean {
    return Object.hasOwn(this.options, name);
  }
}

const dashed = (name: string) => (name.length === 1 ? `-${name}` : `--${name}`);

function helpText({ name, usage, summary, options, details }: ToolSpec): string {
  const rows = Object.entries({ ...options, ...COMMON }).map(
    ([option, { value, optional, help }]) => {
      const separator = option.length === 1 ? ' ' : '=';
      const shown = value === undefined ? '' : `${separator}${value}`;
      return [`${dashed(option)}${optional ? `[${shown}]` : shown}`, help];
    },
  );
  const width = Math.min(34, Math.max(...rows.map(([left]) => left.length)) + 2);
  const lines = rows.map(([left, help]) => {
    const text = help.replaceAll('\n', `\n${' '.repeat(width + 2)}`);
    return left.length + 1 < width
      ? `  ${left.padEnd(width)}${text}`
      : `  ${left}\n${' '.repeat(width + 2)}${text}`;
  });
  return `usage: ${name} ${usage}\n\n${summary}\n\nOptions:\n${lines.join('\n')}\n${
    details ? `\n${details}\n` : ''
  }`;
}
