/**
 * The names of values while a text is read. Regions see what stands around them, those of isolated
 * operations too (that they may not use it is for the verifier to say), and what they define is
 * forgotten at their end. A name used before its definition stands for a placeholder until then.
 *
 * Names that are numbers (nearly all in printed IR) live in an array, the others in a map.
 */
import type { OpDefinition } from '../context.js';
import { Operation, PLACEHOLDER } from '../operation.js';
import type { Type } from '../types.js';
import type { Value } from '../value.js';

/** `%name#index` in text, before its type is known. */
export class UnresolvedOperand {
  /** The name without `%`, or '' when `number` is it. */
  private readonly word: string;
  /** `%12`: 12, else -1. */
  readonly number: number;
  readonly index: number;
  readonly at: number;

  constructor(word: string, number: number, index: number, at: number) {
    this.word = word;
    this.number = number;
    this.index = index;
    this.at = at;
  }

  /** With its `%`. */
  get name(): string {
    return `%${this.number >= 0 ? this.number : this.word}`;
  }

  withIndex(index: number): UnresolvedOperand {
    return new UnresolvedOperand(this.word, this.number, index, this.at);
  }

  /** What the tables know it by. */
  get key(): string | number {
    return this.number >= 0 ? this.number : this.word;
  }
}

/** What a name stands for when that is not just one defined value. */
class Binding {
  /** Results under one name, or placeholders for uses met so far. */
  readonly values: (Value | undefined)[] = [];
  /** Where it was defined, or first used. */
  readonly at: number;
  /** Of a name not defined yet: where each result was first used. */
  uses: number[] | undefined;

  constructor(at: number, isForward: boolean) {
    this.at = at;
    this.uses = isForward ? [] : undefined;
  }
}

/** Beyond this many unused numbers a number is kept as a word: an array would be mostly holes. */
const MAX_GAP = 4096;

/** What a word stands for; nothing outside its region. Most words come again in the next function. */
interface WordEntry {
  entry: Value | Binding | undefined;
  at: number;
}

/** The names that are known. */
class Names {
  readonly numbered: (Value | Binding | undefined)[] = [];
  /** Where each number was defined. */
  readonly numberedAt: number[] = [];
  readonly words = new Map<string | number, WordEntry>();
  /** Names defined inside nested regions, to be forgotten at their end. */
  readonly defined: (string | number)[] = [];
  /** Length of `defined` at the start of each open region. */
  readonly marks: number[] = [];
  /** Names used and not defined yet. */
  readonly forward = new Map<string | number, Binding>();
}

/** `isNumber`: the name is defined, but with fewer results. */
export interface UndefinedUse {
  readonly at: number;
  readonly isNumber: boolean;
}

/** Why `resolve` failed: the value has another type than here, or the name has fewer results. */
export type UseProblem =
  | { readonly kind: 'type'; readonly other: Type; readonly at: number }
  | { readonly kind: 'number' };

/** Why `define` failed: the name is taken, or result `index` was used before with another type. */
export type DefinitionProblem =
  | { readonly kind: 'taken'; readonly at: number }
  | { readonly kind: 'type'; readonly other: Type; readonly at: number; readonly index: number };

export class ValueScopes {
  private readonly names = new Names();
  private readonly placeholderDef: OpDefinition;
  useProblem: UseProblem | undefined = undefined;
  definitionProblem: DefinitionProblem | undefined = undefined;

  constructor(placeholderDef: OpDefinition) {
    this.placeholderDef = placeholderDef;
  }

  /** Where names that were never defined are first used, in the order of the text. */
  get undefinedUses(): readonly UndefinedUse[] {
    const { forward, words, numbered } = this.names;
    const uses: UndefinedUse[] = [];
    for (const [key, binding] of forward) {
      const known = typeof key === 'number' ? numbered[key] : words.get(key)?.entry;
      binding.uses!.forEach((at, index) => {
        uses.push({ at, isNumber: index > 0 && known !== binding });
      });
    }
    return uses.sort((a, b) => a.at - b.at);
  }

  enterRegion(): void {
    this.names.marks.push(this.names.defined.length);
  }

  leaveRegion(): void {
    const { names } = this;
    const mark = names.marks.pop()!;
    const { defined } = names;
    for (let i = mark; i < defined.length; i++) {
      const key = defined[i];
      if (typeof key === 'number' && key < names.numbered.length) names.numbered[key] = undefined;
      const word = names.words.size > 0 ? names.words.get(key) : undefined;
      if (word) word.entry = undefined;
    }
    while (defined.length > mark) defined.pop();
  }

  private find(key: string | number): Value | Binding | undefined {
    const { names } = this;
    const known =
      typeof key === 'number' && key < names.numbered.length ? names.numbered[key] : undefined;
    return known ?? (names.words.size > 0 ? names.words.get(key)?.entry : undefined);
  }

  private place(key: string | number): number {
    const { names } = this;
    if (typeof key === 'number' && names.numbered[key] !== undefined) return names.numberedAt[key];
    return names.words.get(key)!.at;
  }

  private set(key: string | number, entry: Value | Binding, at: number): void {
    const { names } = this;
    const { numbered, numberedAt } = names;
    if (typeof key === 'number' && key < numbered.length + MAX_GAP && !names.words.has(key)) {
      while (numbered.length <= key) {
        numbered.push(undefined);
        numberedAt.push(0);
      }
      numbered[key] = entry;
      numberedAt[key] = at;
    } else {
      const word = names.words.get(key);
      if (!word) names.words.set(key, { entry, at });
      else {
        word.entry = entry;
        word.at = at;
      }
    }
  }

  /** The value, or undefined with `useProblem` set. */
  resolve(operand: UnresolvedOperand, type: Type): Value | undefined {
    const { key, index } = operand;
    const entry = this.find(key);
    let value: Value | undefined;
    if (entry === undefined) {
      return this.forwardUse(new Binding(operand.at, true), operand, type);
    }
    if (entry instanceof Binding) {
      value = entry.values[index];
      if (value === undefined) {
        if (entry.uses) return this.forwardUse(entry, operand, type);
        this.useProblem = { kind: 'number' };
        return undefined;
      }
    } else if (index === 0) {
      value = entry;
    } else {
      this.useProblem = { kind: 'number' };
      return undefined;
    }
    if (value.type !== type) {
      const at = entry instanceof Binding ? (entry.uses?.[index] ?? entry.at) : this.place(key);
      this.useProblem = { kind: 'type', other: value.type, at };
      return undefined;
    }
    return value;
  }

  private forwardUse(binding: Binding, { key, index, at }: UnresolvedOperand, type: Type): Value {
    const value = new Operation({ def: this.placeholderDef, resultTypes: [type] }).result();
    value.label = PLACEHOLDER;
    binding.values[index] = value;
    binding.uses![index] = at;
    this.names.forward.set(key, binding);
    this.set(key, binding, at);
    return value;
  }

  /** Binds a name to one value. False with `definitionProblem` set. */
  define(key: string | number, value: Value, at: number): boolean {
    const entry = this.find(key);
    if (entry !== undefined && !this.settle(key, entry, [value])) return false;
    this.set(key, value, at);
    if (this.names.marks.length > 1) this.names.defined.push(key);
    return true;
  }

  /** Binds a name to several values, `%name#0` and up. False with `definitionProblem` set. */
  defineAll(key: string | number, values: readonly Value[], at: number): boolean {
    if (values.length === 1) return this.define(key, values[0], at);
    const entry = this.find(key);
    if (entry !== undefined && !this.settle(key, entry, values)) return false;
    const binding = new Binding(at, false);
    binding.values.push(...values);
    this.set(key, binding, at);
    if (this.names.marks.length > 1) this.names.defined.push(key);
    return true;
  }

  /** Puts the values in the place of the placeholders of a name used before. */
  private settle(key: string | number, entry: Value | Binding, values: readonly Value[]): boolean {
    const uses = entry instanceof Binding ? entry.uses : undefined;
    if (!(entry instanceof Binding) || !uses) {
      this.definitionProblem = {
        kind: 'taken',
        at: entry instanceof Binding ? entry.at : this.place(key),
      };
      return false;
    }
    for (let i = 0; i < values.length; i++) {
      const placeholder = entry.values[i];
      if (!placeholder) continue;
      if (placeholder.type !== values[i].type) {
        this.definitionProblem = { kind: 'type', other: placeholder.type, at: uses[i], index: i };
        return false;
      }
      placeholder.replaceAllUsesWith(values[i]);
      entry.values[i] = undefined;
      delete uses[i];
    }
    // A result number that the definition has not: reported at the end of the scope.
    if (entry.values.every((v) => v === undefined)) this.names.forward.delete(key);
    return true;
  }
}
