/**
 * `custom<Name>(…)` of a declarative format: functions of the dialect, found by name. What stands
 * between the parentheses comes to them as slots, which they fill while parsing and read while
 * printing.
 */
import type { Attribute, NamedAttribute } from '../attributes.js';
import type { Block, Region } from '../block.js';
import type { Operation } from '../operation.js';
import type { CustomOpParser, UnresolvedOperand } from '../text/custom-op-parser.js';
import type { OpPrinter } from '../text/printer.js';
import type { Type } from '../types.js';
import type { Value } from '../value.js';

/** An argument of a directive while text is read; inside `ref(…)` it is there to be read. */
export interface ParseSlot {
  /** A text argument (`"text"`); else ''. */
  readonly text: string;
  /** `$operand`. */
  operands: readonly UnresolvedOperand[];
  /** `type($value)`. */
  types: readonly Type[];
  /** `$attribute`; undefined leaves it out. */
  attribute: Attribute | undefined;
  /** `$region`. */
  regions: readonly Region[];
  /** `$successor`. */
  successors: readonly Block[];
  /** `attr-dict`: these too. */
  addAttributes(attributes: readonly NamedAttribute[]): void;
}

/** An argument of a directive while an operation is printed. */
export interface PrintSlot {
  readonly text: string;
  readonly operands: readonly Value[];
  readonly types: readonly Type[];
  readonly attribute: Attribute | undefined;
  readonly regions: readonly Region[];
  readonly successors: readonly Block[];
  /** `attr-dict`: what the format does not print elsewhere. */
  readonly attributes: readonly NamedAttribute[];
}

export interface FormatDirective {
  /** False: in front of an optional group, what it reads is not there. Errors end the parse. */
  parse(p: CustomOpParser, slots: readonly ParseSlot[]): boolean | undefined;
  /** Behind a space. */
  print(p: OpPrinter, op: Operation, slots: readonly PrintSlot[]): void;
}
