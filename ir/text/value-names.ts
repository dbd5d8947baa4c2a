/**
 * What values and blocks are called in text. The numbering is the reference's: all values of a
 * region first, then those of the regions inside its operations, the last of these first. Each of
 * them counts on from where the region around it ended, so sibling regions use the same names,
 * unless `unique` is asked for (as the generic form does).
 */
import type { Block, Region } from '../block.js';
import type { Operation } from '../operation.js';
import { segments } from '../spec/verify.js';
import { OpResult, type Value } from '../value.js';

export interface NamingOptions {
  /** Names every value, in the place of numbers; of an operation's results, the first. */
  readonly valueName?: ((value: Value) => string) | undefined;
  /** No hints from operations: they are printed in generic form. */
  readonly generic: boolean;
  /** No name stands for two values, wherever they are. */
  readonly unique: boolean;
  /** Operations without results count too, to be named as users. */
  readonly operations: boolean;
}

const ONE_GROUP: readonly number[] = [0];
const NO_NAMES: readonly (string | undefined)[] = [];

/**
 * Numbers of all printers come from one line, so that what an earlier printer left in `Value.label`
 * is never taken for a number of this one. Values count up from `base`, arguments down from -2.
 */
let nextBase = 0;
let nextArgBase = 0;

interface Pending {
  readonly region: Region;
  readonly value: number;
  readonly arg: number;
  readonly conflict: number;
  readonly scope: number;
}

export class ValueNames {
  private readonly options: NamingOptions;
  private readonly base = nextBase;
  private readonly argBase = nextArgBase;
  /** Values that have a name, not a number. */
  private readonly words = new Map<Value, string>();
  /** Where the groups of results begin, of operations with more than one. */
  private readonly groups = new Map<Operation, readonly number[]>();
  private readonly operationNumbers = new Map<Operation, number>();
  /** Names in use, and those of each open scope in their order. */
  private readonly taken = new Map<string, boolean>();
  private readonly scopes: string[][] = [[]];
  private nextValue = 0;
  private nextArg = 0;
  /** Number behind the next name that is taken: one count for all names of a scope. */
  private nextConflict = 0;
  private most = 0;
  private mostArgs = 0;

  constructor(root: Operation, options: NamingOptions) {
    this.options = options;
    const pending: Pending[] = [];
    this.push(pending, root, 1);
    this.operation(root);
    for (let next = pending.pop(); next; next = pending.pop()) {
      if (!options.unique) {
        this.nextValue = next.value;
        this.nextArg = next.arg;
        this.nextConflict = next.conflict;
      }
      while (this.scopes.length > next.scope) {
        for (const name of this.scopes.pop()!) this.taken.set(name, false);
      }
      this.scopes.push([]);
      const inner = this.region(next.region);
      for (const op of inner) this.push(pending, op, this.scopes.length);
    }
    nextBase = this.base + this.most + 1;
    nextArgBase = this.argBase + this.mostArgs + 1;
  }

  private push(pending: Pending[], op: Operation, scope: number): void {
    for (const region of op.regions) {
      pending.push({
        region,
        value: this.nextValue,
        arg: this.nextArg,
        conflict: this.nextConflict,
        scope,
      });
    }
  }

  /** Names what is in a region; gives its operations that have regions. */
  private region(region: Region): Operation[] {
    const inner: Operation[] = [];
    const { blocks } = region;
    const owner = region.parent!;
    const hooks = this.options.generic ? undefined : owner.def.hooks;
    const argNames = hooks?.argumentNames?.(owner, owner.regions.indexOf(region)) ?? NO_NAMES;
    for (let b = 0; b < blocks.length; b++) {
      const block = blocks[b];
      block.label = b;
      for (const arg of block.args) {
        if (b > 0) this.number(arg);
        else if (argNames[arg.index]) this.word(arg, argNames[arg.index]!);
        else this.argument(arg);
      }
      for (let op = block.firstOp; op; op = op.next) {
        this.operation(op);
        if (op.regions.length > 0) inner.push(op);
      }
    }
    return inner;
  }

  private operation(op: Operation): void {
    if (op.numResults === 0) {
      if (this.options.operations) this.operationNumbers.set(op, this.nextValue++);
      return;
    }
    const hints = this.options.generic || !op.def.registered ? undefined : resultNames(op);
    if (!hints) {
      this.number(op.result());
      return;
    }
    // A result without a name belongs to the group of the one before it.
    const groups: number[] = [];
    hints.forEach((hint, i) => {
      if (hint === undefined && i > 0) return;
      groups.push(i);
      if (hint) this.word(op.result(i), hint);
      else this.number(op.result(i));
    });
    if (groups.length > 1) this.groups.set(op, groups);
  }

  private number(value: Value): void {
    value.label = this.base + this.nextValue++;
    if (this.nextValue > this.most) this.most = this.nextValue;
  }

  /** `arg0`, `arg1`: a number of its own kind, unless an operation took such a word before. */
  private argument(value: Value): void {
    const n = this.nextArg++;
    if (this.taken.size > 0 && this.taken.get(`arg${n}`)) this.word(value, `arg${n}`);
    else value.label = -2 - (this.argBase + n);
    if (this.nextArg > this.mostArgs) this.mostArgs = this.nextArg;
  }

  private isTaken(name: string): boolean {
    if (this.taken.get(name)) return true;
    if (!name.startsWith('arg')) return false;
    const n = /^arg(0|[1-9]\d*)$/.exec(name);
    return n !== null && Number(n[1]) < this.nextArg;
  }

  /** `hint`, or `hint_0` … when it is taken. */
  private word(value: Value, hint: string): void {
    const clean = CLEAN.test(hint) ? hint : cleanName(hint, /[A-Za-z0-9$._-]/);
    let name = clean;
    while (this.isTaken(name)) name = `${clean}_${this.nextConflict++}`;
    this.taken.set(name, true);
    this.scopes[this.scopes.length - 1].push(name);
    value.label = -1;
    this.words.set(value, name);
  }

  /** Number of a value that has one, else -1. Of an operation's results only the first of a group. */
  numberOf(value: Value): number {
    if (this.options.valueName) return -1;
    const number = value.label - this.base;
    return number >= 0 && number < this.most ? number : -1;
  }

  /** Number of an argument `arg0` …, else -1. */
  argumentNumberOf(value: Value): number {
    if (this.options.valueName) return -1;
    const number = -2 - value.label - this.argBase;
    return number >= 0 && number < this.mostArgs ? number : -1;
  }

  /** Number of an operation without results, where operations count. */
  operationNumber(op: Operation): number | undefined {
    return this.operationNumbers.get(op);
  }

  /** `%name`, `%3`, `%3#1`. */
  of(value: Value): string {
    if (!(value instanceof OpResult) || value.owner.numResults === 1) {
      return this.own(value) ?? '<<UNKNOWN SSA VALUE>>';
    }
    const { owner, index } = value;
    const groups = this.groupsOf(owner);
    let at = groups.length - 1;
    while (groups[at] > index) at--;
    const base = this.own(owner.result(groups[at]));
    const end = groups[at + 1] ?? owner.numResults;
    if (!base) return '<<UNKNOWN SSA VALUE>>';
    return end - groups[at] > 1 ? `${base}#${index - groups[at]}` : base;
  }

  /** The name that the value itself was given. */
  own(value: Value): string | undefined {
    const { valueName } = this.options;
    if (valueName) return `%${valueName(value)}`;
    const number = this.numberOf(value);
    if (number >= 0) return `%${number}`;
    const arg = this.argumentNumberOf(value);
    if (arg >= 0) return `%arg${arg}`;
    const word = this.words.get(value);
    return word === undefined ? undefined : `%${word}`;
  }

  /** Indices of the results that have names of their own. */
  groupsOf(op: Operation): readonly number[] {
    return this.groups.get(op) ?? ONE_GROUP;
  }

  block(block: Block): string {
    return block.label < 0 ? '<<UNKNOWN BLOCK>>' : `^bb${block.label}`;
  }
}

/** What the results are called: as the operation says, or, of several, as its spec names them. */
function resultNames(op: Operation): readonly (string | undefined)[] | undefined {
  const { hooks, spec } = op.def;
  if (hooks.resultNames) return hooks.resultNames(op);
  if (!spec || spec.results.length < 2) return undefined;
  const groups = segments(op, spec.results, op.numResults, 'result');
  if (typeof groups === 'string') return undefined;
  const names: (string | undefined)[] = op.results.map(() => undefined);
  groups.forEach(([start, end], i) => {
    if (end > start && spec.results[i].name !== '') names[start] = spec.results[i].name;
  });
  return names;
}

const CLEAN = /^[A-Za-z$._-][A-Za-z0-9$._-]*$/;

/** A name as the text can hold it: other characters as hex digits, no digit in front. */
export function cleanName(name: string, allowed: RegExp): string {
  let out = /^\d/.test(name) ? '_' : '';
  for (const c of name) {
    if (allowed.test(c)) out += c;
    else if (c === ' ') out += '_';
    else for (const byte of Buffer.from(c)) out += byte.toString(16).toUpperCase();
  }
  return out;
}
