/** What the machine offers, and the conditions over it: `REQUIRES: llvm && !shared, readelf`. */
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { nearest } from '../../ir/index.js';
import { LitError } from './config.js';

export interface Machine {
  /** Known features, and whether each is there. */
  readonly features: ReadonlyMap<string, boolean>;
  /** The shared folder, where it is there. */
  readonly shared: string | undefined;
  /** PATH of child processes: the user's, then LLVM's tools. */
  readonly path: string;
}

/** `root` is the package's folder. */
export function probeMachine(root: string): Machine {
  const llvm = llvmFolders();
  const path = [process.env.PATH ?? '', ...llvm].join(delimiter);
  const finds = (tool: string) => path.split(delimiter).some((dir) => existsSync(join(dir, tool)));
  const shared = resolve(process.env.NPU_MLIR_SHARED ?? join(root, '../shared'));
  const hasShared = existsSync(shared);
  const features = new Map([
    ['readelf', finds('readelf')],
    ['llvm', finds('mlir-opt') && finds('FileCheck')],
    ['shared', hasShared],
    ['system-linux', process.platform === 'linux'],
    ['system-darwin', process.platform === 'darwin'],
    ['system-windows', process.platform === 'win32'],
  ]);
  return { features, shared: hasShared ? shared : undefined, path };
}

function llvmFolders(): string[] {
  const lib = '/usr/lib';
  if (!existsSync(lib)) return [];
  return readdirSync(lib)
    .filter((name) => /^llvm-\d+$/.test(name))
    .sort((a, b) => Number(b.slice(5)) - Number(a.slice(5)))
    .map((name) => join(lib, name, 'bin'));
}

/** The machine's features and those of a configuration; `!name` there makes a name known that does not hold. */
export function featuresOf(
  machine: Machine,
  configured: readonly string[],
): ReadonlyMap<string, boolean> {
  const features = new Map(machine.features);
  for (const name of configured) features.set(name.replace(/^!/, ''), !name.startsWith('!'));
  return features;
}

/**
 * Evaluates `a && (b || !c), d`; a comma is a looser "and", `{{re}}` any feature that it matches.
 * An unknown name is an error.
 */
export function holds(condition: string, features: ReadonlyMap<string, boolean>): boolean {
  const tokens = condition.match(/&&|\|\||[!(),*]|(?:[A-Za-z0-9_.+=-]|\{\{.*?\}\})+|\S/g) ?? [];
  let at = 0;
  const expected = (what: string): never => {
    const found = at < tokens.length ? `'${tokens[at]}'` : 'the end';
    throw new LitError(`condition '${condition}': expected ${what}, found ${found}`);
  };
  const atom = (): boolean => {
    const token = tokens[at];
    if (token === '!') {
      at++;
      return !atom();
    }
    if (token === '(') {
      at++;
      const value = either();
      if (tokens[at] !== ')') expected("')'");
      at++;
      return value;
    }
    if (token === undefined || !/^(?:(?:[A-Za-z0-9_.+=-]|\{\{.*?\}\})+|\*)$/.test(token))
      expected('a feature');
    at++;
    if (token === '*' || token === 'true') return true;
    if (token === 'false') return false;
    if (token.includes('{{')) {
      const pattern = featurePattern(token, condition);
      return [...features].some(([name, has]) => has && pattern.test(name));
    }
    const value = features.get(token);
    if (value === undefined) {
      const near = nearest(token, features.keys());
      const known = near ? `did you mean '${near}'?` : `known: ${[...features.keys()].join(', ')}`;
      throw new LitError(`unknown feature '${token}'; ${known}`);
    }
    return value;
  };
  const both = (): boolean => {
    let value = atom();
    while (tokens[at] === '&&') {
      at++;
      value = atom() && value;
    }
    return value;
  };
  const either = (): boolean => {
    let value = both();
    while (tokens[at] === '||') {
      at++;
      value = both() || value;
    }
    return value;
  };
  let value = either();
  while (tokens[at] === ',') {
    at++;
    value = either() && value;
  }
  if (at < tokens.length) expected("'&&', '||' or ','");
  return value;
}

/** `ab{{re}}c` as a regular expression of the whole name. */
function featurePattern(token: string, condition: string): RegExp {
  const source = token.replace(/\{\{(.*?)\}\}|([^{}])/g, (_, regex, char) =>
    regex === undefined ? char.replace(/[.+]/, '\\$&') : `(?:${regex})`,
  );
  try {
    return new RegExp(`^(?:${source})$`);
  } catch {
    throw new LitError(`condition '${condition}': '${token}' is no regular expression`);
  }
}
