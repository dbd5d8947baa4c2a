import type { Value } from '../../ir/index.js';

/** A variable by its name. */
export class Variable {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** A list of tensors as it is at one point of a program: TensorArray or TensorList. */
export class TensorList {
  readonly items: readonly (Value | undefined)[];
  constructor(items: readonly (Value | undefined)[]) {
    this.items = items;
  }
}

/** Text, which only decides how something is done. */
export class Text {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** The branch of a condition that is not taken. */
export class Dead {}

/** What a node gives: tensors, and what only leads to tensors. Undefined: it could not be imported. */
export type TfValue = Value | Variable | TensorList | Text | Dead;

export const isValue = (v: TfValue | undefined): v is Value =>
  v !== undefined &&
  !(v instanceof Variable || v instanceof TensorList || v instanceof Text || v instanceof Dead);
