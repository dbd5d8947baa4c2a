import {
  type Attribute,
  type Block,
  type Context,
  type FoldResult,
  type Operation,
  type Region,
  type Type,
  Value,
} from '../ir/index.js';
import type { PatternRewriter } from './rewriter.js';

const NONE: Operation[] = [];

/** The constant an operation is, when it is one. */
export function constantValue(op: Operation | undefined): Attribute | undefined {
  return op?.def.isConstant ? op.attr('value') : undefined;
}

/** The operation itself for its results: it was changed where it stands. */
function isInPlace(op: Operation, results: FoldResult): boolean {
  if (results.length !== op.numResults) return false;
  for (let i = 0; i < results.length; i++) if (results[i] !== op.result(i)) return false;
  return true;
}

/** What the operation folds to: by its own hook, else by what its traits say of its algebra. */
export function foldOperation(op: Operation): FoldResult | undefined {
  if (!op.def.folds) return undefined;
  return foldWith(op, constantOperands(op));
}

/** What is known of each operand. Lists of one and two are written out: one that grows takes more room. */
function constantOperands(op: Operation): readonly (Attribute | undefined)[] {
  const count = op.numOperands;
  if (count === 0) return [];
  const first = constantValue(op.operand(0).definingOp);
  if (count === 1) return [first];
  const constants = [first, constantValue(op.operand(1).definingOp)];
  for (let i = 2; i < count; i++) constants.push(constantValue(op.operand(i).definingOp));
  return constants;
}

/** What it would fold to if its operands were these constants, where there are some. */
export function foldWith(
  op: Operation,
  constants: readonly (Attribute | undefined)[],
): FoldResult | undefined {
  const { def } = op;
  const results = def.hooks.fold?.(op, constants);
  if (results && !isInPlace(op, results)) return results;
  return foldByTraits(op, constants) ?? results;
}

function foldByTraits(
  op: Operation,
  constants: readonly (Attribute | undefined)[],
): FoldResult | undefined {
  const { def } = op;
  if (def.isCommutative && moveConstantsRight(op, constants)) return op.results;
  if (def.isIdempotent) {
    // f(x, x) -> x, f(f(x)) -> f(x)
    if (op.numOperands === 2 && op.operand(0) === op.operand(1)) return [op.operand(0)];
    if (op.numOperands === 1 && op.operand(0).definingOp?.def === def) return [op.operand(0)];
  }
  if (def.isInvolution) {
    // f(f(x)) -> x
    const inner = op.operand(0).definingOp;
    if (inner?.def === def) return [inner.operand(0)];
  }
  if (def.isCast && op.numResults === op.numOperands) {
    // cast(x : t) : t -> x
    const same = op.results.every((r, i) => r.type === op.operand(i).type);
    if (same) return op.operands;
  }
  return undefined;
}

/** Puts constant operands behind the others, the order kept; true when that changed something. */
function moveConstantsRight(op: Operation, constants: readonly (Attribute | undefined)[]): boolean {
  let at = 0;
  while (at < constants.length && !constants[at]) at++;
  while (at < constants.length && constants[at]) at++;
  // Nothing but constants behind the first one.
  if (at === constants.length) return false;
  const { operands } = op;
  const is = (constant: boolean) =>
    operands.filter((_, i) => (constants[i] !== undefined) === constant);
  op.setOperands([...is(false), ...is(true)]);
  return true;
}

type Looks = Pick<Operation, 'attributes' | 'properties' | 'operands'>;

type FoldOutcome = 'none' | 'in-place' | 'replaced';

/**
 * Folds operations and, as MLIR's folder does, keeps one operation for each constant at the start of
 * the isolated region around it. A fold makes its constant where the folded operation stands; the next
 * iteration of the driver meets it as it meets any other constant, and that decides the order.
 */
export class Folder {
  private readonly rewriter: PatternRewriter;
  private readonly scopes = new Map<Region, Map<Attribute, Operation[]>>();
  /** Each constant under care, with the equal-valued ones of its scope. */
  private readonly owned = new Map<Operation, Operation[]>();
  /** What each operation that was folded where it stands looked like afterwards. */
  private readonly inPlace = new WeakMap<Operation, Looks>();

  constructor(rewriter: PatternRewriter) {
    this.rewriter = rewriter;
  }

  private get context(): Context {
    return this.rewriter.context;
  }

  /** Must be told of every erased operation. */
  forget(op: Operation): void {
    const same = this.owned.get(op);
    if (!same) return;
    same.splice(same.indexOf(op), 1);
    this.owned.delete(op);
  }

  /** Takes a constant found in the IR under the folder's care; false when it was one too many. */
  adopt(op: Operation, value: Attribute): boolean {
    if (op.numResults !== 1) return true;
    const block = op.parent!;
    if (this.owned.has(op)) {
      this.moveToFront(op, block);
      return true;
    }
    const region = insertionRegion(block);
    let scope = this.scopes.get(region);
    if (!scope) {
      scope = new Map();
      this.scopes.set(region, scope);
    }
    const same = scope.get(value) ?? NONE;
    const type = op.result().type;
    const existing = same.length > 0 ? sameConstant(same, type, op.def.dialect) : undefined;
    if (existing) {
      this.rewriter.replaceOp(op, existing.results);
      return false;
    }
    this.moveToFront(op, region.front);
    if (same === NONE) {
      const only = [op];
      scope.set(value, only);
      this.owned.set(op, only);
    } else {
      same.push(op);
      this.owned.set(op, same);
    }
    return true;
  }

  /** To the start of `front`, unless it stands there or behind constants that do. */
  private moveToFront(op: Operation, front: Block): void {
    if (op.parent === front && (front.firstOp === op || this.owned.has(op.prev!))) return;
    op.moveBefore(front.firstOp!);
  }

  fold(op: Operation): FoldOutcome {
    const results = foldOperation(op);
    if (!results) return 'none';
    if (results.length === 0 || isInPlace(op, results)) {
      if (op.numResults === 0 || !this.looksNew(op)) return 'none';
      this.rewriter.modifyInPlace(op, () => {});
      return 'in-place';
    }
    const values = this.materialize(op, results);
    // What some of its own results stand for cannot go.
    if (!values || values.some((v) => v.definingOp === op)) return 'none';
    this.rewriter.replaceOp(op, values);
    return 'replaced';
  }

  /**
   * Whether an operation that folds to itself differs from what its last such fold left. In a graph
   * region one that is made of its own result folds to itself, unchanged, for ever.
   */
  private looksNew(op: Operation): boolean {
    const before = this.inPlace.get(op);
    const { attributes, properties, operands } = op;
    const isKnown =
      before?.attributes === attributes &&
      before.properties === properties &&
      before.operands.length === operands.length &&
      before.operands.every((v, i) => v === operands[i]);
    if (!isKnown) this.inPlace.set(op, { attributes, properties, operands });
    return !isKnown;
  }

  /** Values for the results of a fold; constants are made before `op`. Undefined: one cannot be. */
  private materialize(op: Operation, results: readonly (Value | Attribute)[]): Value[] | undefined {
    if (op.numResults === 1) {
      const [result] = results;
      const value =
        result instanceof Value ? result : this.constant(op, result, op.result().type)?.result();
      return value && [value];
    }
    const values: Value[] = [];
    const made: Operation[] = [];
    for (let i = 0; i < op.numResults; i++) {
      const result = results[i];
      if (result instanceof Value) {
        values.push(result);
        continue;
      }
      const constant = this.constant(op, result, op.result(i).type);
      if (!constant) {
        for (const one of made.reverse()) this.rewriter.eraseOp(one);
        return undefined;
      }
      made.push(constant);
      values.push(constant.result());
    }
    return values;
  }

  private constant(op: Operation, value: Attribute, type: Type): Operation | undefined {
    const dialect = this.context.dialect(op.def.dialect);
    const materialize = dialect?.definition.materializeConstant;
    if (!dialect || !materialize) return undefined;
    const { rewriter } = this;
    rewriter.startAt(op);
    const { changes } = rewriter;
    const made = materialize.call(dialect.definition, rewriter, value, type);
    if (!made && rewriter.changes !== changes) {
      throw new Error('a constant was made but not handed back');
    }
    return made;
  }
}

const sameConstant = (
  constants: readonly Operation[],
  type: Type,
  dialect: string,
): Operation | undefined =>
  constants.find((c) => c.result().type === type && c.def.dialect === dialect);

/** The region constants for `block` go to: the nearest whose owner is, or may be, isolated. */
export function insertionRegion(block: Block): Region {
  for (let at = block; ; ) {
    const region = at.parent!;
    const owner = region.parent!;
    if (owner.def.isIsolated || !owner.def.registered || !owner.parent) return region;
    at = owner.parent;
  }
}
