import type { NamedAttribute } from '../attributes.js';
import type { Block, Region } from '../block.js';
import type { Location } from '../location.js';
import type { FunctionType, Type } from '../types.js';
import type { BlockArgument, Value } from '../value.js';
import type { AttrParser } from './attr-parser.js';
import type { UnresolvedOperand } from './value-scopes.js';

export type { UnresolvedOperand };

const NONE: readonly never[] = Object.freeze([]) as readonly never[];

/** `%name: type` as an argument of a region. */
export interface ParsedArgument {
  readonly operand: UnresolvedOperand;
  readonly type: Type;
  readonly attributes: readonly NamedAttribute[];
  /** What `loc(…)` behind it says. */
  loc: Location | undefined;
  /** The argument made of it: its location may be an alias that is defined later. */
  value: BlockArgument | undefined;
}

/** What a custom form gives for an operation, which keeps the lists as they are. */
export interface ParsedOp {
  operands: readonly Value[];
  resultTypes: readonly Type[];
  attributes: readonly NamedAttribute[];
  regions: readonly Region[];
  successors: readonly Block[];
}

/** What a hand-written or declarative custom form may ask: all of AttrParser, and values, regions. */
export interface CustomOpParser extends AttrParser {
  /** How many results the text names, or undefined when it names none. */
  readonly resultCount: number | undefined;
  operand(): UnresolvedOperand;
  atOperand(): boolean;
  /** `%a, %b`, as long as operands follow. */
  operandList(): UnresolvedOperand[];
  resolve(operand: UnresolvedOperand, type: Type): Value;
  /** One type for each operand; a wrong count is an error at `at`. */
  resolveAll(operands: readonly UnresolvedOperand[], types: readonly Type[], at: number): Value[];
  regionBody(args?: readonly ParsedArgument[]): Region;
  /** A region without blocks: a body that is not there. */
  emptyRegion(): Region;
  argument(withType: boolean): ParsedArgument;
  /** `loc(…)`, if one stands here, of something that is not kept. */
  skipLocation(): void;
  successor(): Block;
  optionalSuccessor(): Block | undefined;
  functionTypeOnly(): FunctionType;
  /** `attributes {…}` or `{…}`; see `withKeyword`. */
  attrDict(withKeyword: boolean): NamedAttribute[];
}

export function emptyParsedOp(): ParsedOp {
  return { operands: NONE, resultTypes: NONE, attributes: NONE, regions: NONE, successors: NONE };
}
