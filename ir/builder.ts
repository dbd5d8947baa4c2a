import type { NamedAttribute } from './attributes.js';
import type { Block, Region } from './block.js';
import type { Context } from './context.js';
import type { Location } from './location.js';
import { Operation } from './operation.js';
import { withDefaults } from './spec/defaults.js';
import type { Type } from './types.js';
import type { Value } from './value.js';

const NONE: readonly never[] = [];

/** What `OpBuilder.create` takes beside the name. */
export interface CreateArgs {
  readonly operands?: readonly Value[];
  readonly resultTypes?: readonly Type[];
  readonly attributes?: readonly NamedAttribute[];
  readonly regions?: readonly Region[] | number;
  readonly successors?: readonly Block[];
  readonly loc?: Location;
}

/** Makes operations at an insertion point. */
export class OpBuilder {
  readonly context: Context;
  private block: Block | undefined;
  private before: Operation | undefined;
  private place: Location | Operation | undefined;

  constructor(context: Context) {
    this.context = context;
  }

  static atEnd(context: Context, block: Block): OpBuilder {
    return new OpBuilder(context).setToEnd(block);
  }

  static before(context: Context, op: Operation): OpBuilder {
    return new OpBuilder(context).setBefore(op);
  }

  setToEnd(block: Block): this {
    this.block = block;
    this.before = undefined;
    return this;
  }

  setToStart(block: Block): this {
    this.block = block;
    this.before = block.firstOp;
    return this;
  }

  setBefore(op: Operation): this {
    this.block = op.parent;
    this.before = op;
    return this;
  }

  setAfter(op: Operation): this {
    this.block = op.parent;
    this.before = op.next;
    return this;
  }

  /** Location of operations that give none. */
  get loc(): Location | undefined {
    return this.place instanceof Operation ? this.place.loc : this.place;
  }

  set loc(loc: Location | undefined) {
    this.place = loc;
  }

  /** Operations that give no location have that of `op`, which is asked for only then. */
  locateAt(op: Operation): this {
    this.place = op;
    return this;
  }

  get insertionBlock(): Block | undefined {
    return this.block;
  }

  get insertionPoint(): Operation | undefined {
    return this.before;
  }

  /** Puts an operation at the insertion point. */
  insert(op: Operation): Operation {
    this.block?.insertBefore(op, this.before);
    return op;
  }

  create(name: string, args: CreateArgs = {}): Operation {
    const def = this.context.op(name);
    // Written out, as the parser does: of one shape, and without a copy.
    const { operands, resultTypes, regions, successors, loc = this.place } = args;
    const attributes = withDefaults(this.context, def, args.attributes ?? NONE);
    return this.insert(
      new Operation({
        def,
        loc,
        sourceOffset: 0,
        operands,
        defersUses: false,
        resultTypes,
        attributes,
        regions,
        successors,
      }),
    );
  }
}
