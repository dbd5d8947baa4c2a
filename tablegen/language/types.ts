/** The types of the language. A type is interned: equal types are the same object. */
import type { RecordClass } from './record.js';

export abstract class RecType {
  private listOfThis: ListType | undefined;
  abstract toString(): string;

  /** May a value of this type be turned into `to`, perhaps by a cast? */
  convertibleTo(to: RecType): boolean {
    return this === to;
  }

  /** Is every value of this type one of `to` as it stands? */
  isA(to: RecType): boolean {
    return this === to;
  }

  get list(): ListType {
    this.listOfThis ??= new ListType(this);
    return this.listOfThis;
  }
}

class BitType extends RecType {
  override toString(): string {
    return 'bit';
  }
  override convertibleTo(to: RecType): boolean {
    return to === this || to === INT || (to instanceof BitsType && to.width === 1);
  }
}

export class BitsType extends RecType {
  readonly width: number;
  constructor(width: number) {
    super();
    this.width = width;
  }
  override toString(): string {
    return `bits<${this.width}>`;
  }
  override convertibleTo(to: RecType): boolean {
    return to === this || to === INT || (to === BIT && this.width === 1);
  }
}

class IntType extends RecType {
  override toString(): string {
    return 'int';
  }
  override convertibleTo(to: RecType): boolean {
    return to === this || to === BIT || to instanceof BitsType;
  }
}

class StringType extends RecType {
  override toString(): string {
    return 'string';
  }
}

class DagType extends RecType {
  override toString(): string {
    return 'dag';
  }
}

export class ListType extends RecType {
  readonly element: RecType;
  constructor(element: RecType) {
    super();
    this.element = element;
  }
  override toString(): string {
    return `list<${this.element}>`;
  }
  override convertibleTo(to: RecType): boolean {
    return to === this || (to instanceof ListType && this.element.convertibleTo(to.element));
  }
  override isA(to: RecType): boolean {
    return to === this || (to instanceof ListType && this.element.isA(to.element));
  }
}

/** The records that inherit from all of `classes` (sorted by name, none an ancestor of another). */
export class RecordType extends RecType {
  readonly classes: readonly RecordClass[];
  constructor(classes: readonly RecordClass[]) {
    super();
    this.classes = classes;
  }
  override toString(): string {
    if (this.classes.length === 1) return this.classes[0].nameText;
    return `{${this.classes.map((c) => c.nameText).join(', ')}}`;
  }
  isSubclassOf(ancestor: RecordClass): boolean {
    return this.classes.some((c) => c === ancestor || c.isSubclassOf(ancestor));
  }
  override convertibleTo(to: RecType): boolean {
    return (
      to === this || (to instanceof RecordType && to.classes.every((c) => this.isSubclassOf(c)))
    );
  }
  override isA(to: RecType): boolean {
    return this.convertibleTo(to);
  }
}

export const BIT: RecType = new BitType();
export const INT: RecType = new IntType();
export const STRING: RecType = new StringType();
export const DAG: RecType = new DagType();

const bitsTypes = new Map<number, BitsType>();
export function bitsType(width: number): BitsType {
  let type = bitsTypes.get(width);
  if (type === undefined) {
    type = new BitsType(width);
    bitsTypes.set(width, type);
  }
  return type;
}

const noClass = new RecordType([]);

/** Interned in its first class, so that types die with the records that they speak of. */
export function recordType(classes: readonly RecordClass[]): RecordType {
  if (classes.length === 0) return noClass;
  const sorted =
    classes.length === 1
      ? classes
      : [...classes].sort((a, b) =>
          a.nameText < b.nameText ? -1 : a.nameText > b.nameText ? 1 : 0,
        );
  const interned = sorted[0].recordTypes;
  for (const type of interned) {
    if (type.classes.length === sorted.length && type.classes.every((c, i) => c === sorted[i])) {
      return type;
    }
  }
  const type = new RecordType(sorted);
  interned.push(type);
  return type;
}

/** The most special type of which values of both are, if there is one. */
export function commonType(a: RecType, b: RecType): RecType | undefined {
  if (a === b) return a;
  if (a instanceof RecordType && b instanceof RecordType) return commonRecordType(a, b);
  if (a.convertibleTo(b)) return b;
  if (b.convertibleTo(a)) return a;
  if (a instanceof ListType && b instanceof ListType) {
    return commonType(a.element, b.element)?.list;
  }
  return undefined;
}

function commonRecordType(a: RecordType, b: RecordType): RecordType {
  const common: RecordClass[] = [];
  const stack = [...a.classes];
  for (let c = stack.pop(); c !== undefined; c = stack.pop()) {
    if (b.isSubclassOf(c)) common.push(c);
    else stack.push(...c.directSuperclasses());
  }
  return recordType([...new Set(common)]);
}
