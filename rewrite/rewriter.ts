import {
  type Block,
  type Context,
  type CreateArgs,
  FusedLoc,
  OpBuilder,
  type Operation,
  type Value,
} from '../ir/index.js';

/** Hears of every change a rewriter makes. */
export interface RewriteListener {
  inserted(op: Operation): void;
  /** Operands or attributes changed. */
  modified(op: Operation): void;
  /** Called while the operation still stands; those inside it go with it. */
  erased(op: Operation): void;
}

/** A rule asked for what cannot be done; its driver tells the user which rule, and where. */
export class RewriteError extends Error {}

/** The one way a pattern changes the IR, so that its driver can follow. */
export class PatternRewriter extends OpBuilder {
  protected readonly listener: RewriteListener;
  /** Changes made so far. */
  changes = 0;
  /** Operations that were made, where somebody wants to know. */
  made: Operation[] | undefined;

  constructor(context: Context, listener: RewriteListener) {
    super(context);
    this.listener = listener;
  }

  /** New operations go before `root` and have its location. */
  startAt(root: Operation): void {
    this.setBefore(root).locateAt(root);
  }

  /**
   * Says that the operations made from here on stand for all of `ops` (the root last), so that
   * their source names live on. Constants keep their names to themselves: a weight is not a layer.
   */
  fuseLocations(ops: readonly Operation[]): void {
    const makers = ops.filter((op) => !op.def.isConstant);
    const placed = makers.length > 0 ? makers : ops;
    if (placed.every((op) => op.isPlacedInText)) {
      this.locateAt(placed[placed.length - 1]);
      return;
    }
    const locations = placed.map((op) => op.loc);
    this.loc = FusedLoc.naming(locations[locations.length - 1], locations);
  }

  override insert(op: Operation): Operation {
    super.insert(op);
    this.changes++;
    this.made?.push(op);
    this.listener.inserted(op);
    return op;
  }

  /** Puts `values` in the place of the results and erases the operation. */
  replaceOp(op: Operation, values: readonly Value[]): void {
    if (values.length !== op.numResults) {
      throw new RewriteError(
        `'${op.name}' has ${op.numResults} results and cannot be replaced by ${values.length} values`,
      );
    }
    for (let i = 0; i < values.length; i++) this.replaceAllUsesWith(op.result(i), values[i]);
    this.eraseOp(op);
  }

  /** Replaces the operation by a new one; result types are the old ones unless given. */
  replaceOpWith(op: Operation, name: string, args: CreateArgs = {}): Operation {
    const made = this.create(name, { resultTypes: op.resultTypes, ...args });
    this.replaceOp(op, made.results);
    return made;
  }

  /** Makes every user of `from` use `to`. */
  replaceAllUsesWith(from: Value, to: Value): void {
    if (from === to || !from.firstUse) return;
    const users = from.users();
    from.replaceAllUsesWith(to);
    this.changes++;
    for (const user of users) this.listener.modified(user);
  }

  /** Erases an operation whose results are unused, and all inside it. */
  eraseOp(op: Operation): void {
    for (let i = 0; i < op.numResults; i++) {
      const result = op.result(i);
      if (result.firstUse) {
        throw new RewriteError(
          `'${op.name}' is erased while its result ${i} is used by '${result.firstUse.owner.name}'`,
        );
      }
    }
    this.changes++;
    this.listener.erased(op);
    // The insertion point must not be left on an erased operation.
    if (this.insertionPoint === op) this.setAfter(op);
    op.erase();
  }

  /** Runs `edit`, which changes operands, attributes, successors or regions of `op`. */
  modifyInPlace<T>(op: Operation, edit: () => T): T {
    const result = edit();
    this.changes++;
    this.listener.modified(op);
    return result;
  }

  /** Moves the operations of `block` before `at`; `block` must have no arguments in use. */
  inlineBlockBefore(block: Block, at: Operation, args: readonly Value[] = []): void {
    block.args.forEach((arg, i) => {
      this.replaceAllUsesWith(arg, args[i]);
    });
    for (const op of block.ops) {
      op.moveBefore(at);
      this.changes++;
      this.listener.modified(op);
    }
  }
}
