import type { Attribute, NamedAttribute } from '../attributes.js';
import type { Block, Region } from '../block.js';
import type { OpDefinition } from '../context.js';
import {
  type CustomOpParser,
  emptyParsedOp,
  type ParsedOp,
  type UnresolvedOperand,
} from '../text/custom-op-parser.js';
import type { Type } from '../types.js';
import { hasName } from './defaults.js';
import type { OpSpec } from './op-spec.js';

/** No items. */
export const NONE: readonly never[] = [];

/** One or more of something: an array only where it is not just one. */
export type OneOrMore<T> = T | T[];

/**
 * What the text of an operation has given so far. The lists have a place for each group of the
 * spec and are kept from one operation to the next: a list that grows takes room for seventeen.
 */
export class FormatState {
  def!: OpDefinition;
  spec!: OpSpec;
  readonly p: CustomOpParser;
  readonly operands: (OneOrMore<UnresolvedOperand> | undefined)[] = [];
  /** Where the group stands in the text; -1 when it does not. */
  readonly operandAt: number[] = [];
  readonly operandTypes: (OneOrMore<Type> | undefined)[] = [];
  readonly resultTypes: (OneOrMore<Type> | undefined)[] = [];
  allOperands: UnresolvedOperand[] | undefined = undefined;
  allOperandTypes: Type[] | undefined = undefined;
  allResultTypes: Type[] | undefined = undefined;
  readonly regions: (Region[] | undefined)[] = [];
  readonly successors: (Block[] | undefined)[] = [];
  attributes: readonly NamedAttribute[] = NONE;
  /** What it becomes. */
  readonly op: ParsedOp = emptyParsedOp();

  constructor(p: CustomOpParser) {
    this.p = p;
  }

  reset(def: OpDefinition): void {
    const spec = def.spec!;
    this.def = def;
    this.spec = spec;
    this.operandAt[0] = -1;
    for (let i = 0; i < spec.operands.length; i++) {
      this.operands[i] = undefined;
      this.operandAt[i] = -1;
      this.operandTypes[i] = undefined;
    }
    for (let i = 0; i < spec.results.length; i++) this.resultTypes[i] = undefined;
    for (let i = 0; i < spec.regions.length; i++) this.regions[i] = undefined;
    for (let i = 0; i < spec.successors.length; i++) this.successors[i] = undefined;
    this.allOperands = undefined;
    this.allOperandTypes = undefined;
    this.allResultTypes = undefined;
    this.attributes = NONE;
  }

  addAttribute(name: string, value: Attribute): void {
    const entry = { name, value };
    this.attributes = this.attributes.length === 0 ? [entry] : [...this.attributes, entry];
  }

  hasAttribute(name: string): boolean {
    return hasName(this.attributes, name);
  }

  /** Those of a dictionary in the text. */
  addDictionary(entries: readonly NamedAttribute[]): void {
    if (entries.length === 0) return;
    this.attributes = this.attributes.length === 0 ? entries : [...this.attributes, ...entries];
  }
}

/** How many they are. */
export const countOf = <T>(some: OneOrMore<T> | undefined): number =>
  some === undefined ? 0 : Array.isArray(some) ? some.length : 1;

/** The first of them. */
export const firstOf = <T>(some: OneOrMore<T> | undefined): T | undefined =>
  Array.isArray(some) ? some[0] : some;
