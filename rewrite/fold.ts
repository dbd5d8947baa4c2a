import {
  type Attribute,
  type Block,
  type Context,
  type Operation,
  type Region,
  type Type,
  Value,
} from '../ir/index.js';
import type { PatternRewriter } from './rewriter.js';

/** The constant an operation is, when it is one. */
export function constantValue(op: Operation | undefined): Attribute | undefined {
  return op?.hasTrait('ConstantLike') ? op.attr('value') : undefined;
}

type FoldOutcome = 'none' | 'in-place' | 'replaced';

/**
 * Folds operations and keeps one operation for each constant at the start of the isolated region
 * around it, as MLIR's folder does.
 */
export class Folder {
  private readonly rewriter: PatternRewriter;
  private readonly scopes = new Map<Region, Map<string, Operation>>();
  private readonly owned = new Map<Operation, { scope: Map<string, Operation>; key: string }>();

  constructor(rewriter: PatternRewriter) {
    this.rewriter = rewriter;
  }

  private get context(): Context {
    return this.rewriter.context;
  }

  /** Must be told of every erased operation. */
  forget(op: Operation): void {
    const entry = this.owned.get(op);
    if (!entry) return;
    entry.scope.delete(entry.key);
    this.owned.delete(op);
  }

  /** Takes a constant found in the IR under the folder's care; false when it was one too many. */
  adopt(op: Operation, value: Attribute): boolean {
    if (op.results.length !== 1 || this.owned.has(op)) return true;
    const block = op.parent!;
    const region = insertionRegion(block);
    const scope = this.scope(region);
    const key = constantKey(op.def.dialect, value, op.result().type);
    const existing = scope.get(key);
    if (existing) {
      this.rewriter.replaceOp(op, existing.results);
      return false;
    }
    const front = region.front;
    if (block !== front || (front.firstOp !== op && !this.owned.has(op.prev!))) {
      op.moveBefore(front.firstOp!);
    }
    scope.set(key, op);
    this.owned.set(op, { scope, key });
    return true;
  }

  fold(op: Operation): FoldOutcome {
    const { fold } = op.def.hooks;
    if (!fold) return 'none';
    const constants = op.operandUses.map((u) => constantValue(u.value.definingOp));
    const results = fold(op, constants);
    if (!results) return 'none';
    const same =
      results.length === op.results.length && results.every((r, i) => r === op.results[i]);
    if (results.length === 0 || same) {
      if (op.results.length === 0) return 'none';
      this.rewriter.modifyInPlace(op, () => {});
      return 'in-place';
    }
    const values: Value[] = [];
    for (let i = 0; i < op.results.length; i++) {
      const result = results[i];
      const value =
        result instanceof Value ? result : this.constant(op, result, op.results[i].type);
      if (!value) return 'none';
      values.push(value);
    }
    this.rewriter.replaceOp(op, values);
    return 'replaced';
  }

  /** The constant `value` as an operation of the dialect of `op`, made when there is none. */
  private constant(op: Operation, value: Attribute, type: Type): Value | undefined {
    const dialect = this.context.dialect(op.def.dialect);
    const materialize = dialect?.definition.materializeConstant;
    if (!dialect || !materialize) return undefined;
    const region = insertionRegion(op.parent!);
    const scope = this.scope(region);
    const key = constantKey(dialect.name, value, type);
    const existing = scope.get(key);
    if (existing) {
      // A constant placed among others by hand may stand behind this use: bring it to the front.
      if (existing.parent === region.front && region.front.firstOp !== existing) {
        if (!this.owned.has(existing.prev!)) existing.moveBefore(region.front.firstOp!);
      }
      return existing.result();
    }
    const { rewriter } = this;
    const { insertionBlock, insertionPoint, changes } = rewriter;
    rewriter.setToStart(region.front);
    const made = materialize.call(dialect.definition, rewriter, value, type, op.loc);
    if (insertionPoint) rewriter.setBefore(insertionPoint);
    else if (insertionBlock) rewriter.setToEnd(insertionBlock);
    if (!made) {
      if (rewriter.changes !== changes) throw new Error('a constant was made but not handed back');
      return undefined;
    }
    scope.set(key, made);
    this.owned.set(made, { scope, key });
    return made.result();
  }

  private scope(region: Region): Map<string, Operation> {
    let scope = this.scopes.get(region);
    if (!scope) {
      scope = new Map();
      this.scopes.set(region, scope);
    }
    return scope;
  }
}

function constantKey(dialect: string, value: Attribute, type: Type): string {
  return `${dialect}:${value.id}:${type.id}`;
}

/** The region constants for `block` go to: the nearest whose owner is, or may be, isolated. */
function insertionRegion(block: Block): Region {
  for (let at = block; ; ) {
    const region = at.parent!;
    const owner = region.parent!;
    if (owner.hasTrait('IsolatedFromAbove') || !owner.def.registered || !owner.parent)
      return region;
    at = owner.parent;
  }
}
