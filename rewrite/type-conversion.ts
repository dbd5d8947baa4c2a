import type { Block, Context, OpBuilder, Operation, Type, Value } from '../ir/index.js';
import { PatternRewriter, type RewriteListener } from './rewriter.js';
import { UndoLog } from './undo-log.js';

export const CAST = 'builtin.unrealized_conversion_cast';

/** Makes a value of a type from another value; undefined: it cannot. */
export type Materialization = (b: OpBuilder, type: Type, value: Value) => Value | undefined;

/** Says what a type becomes; the type itself when nothing changes. */
export interface TypeConverter {
  convert(type: Type, value?: Value): Type;
  /** From a converted value back to the type that users which were not converted expect. */
  readonly source?: Materialization;
  /** From a value of an old type to the converted one that a pattern asked for. */
  readonly target?: Materialization;
  /** From a block argument of converted type back to its old type; `source` if absent. */
  readonly argument?: Materialization;
}

type CastKind = 'source' | 'target' | 'argument';

/**
 * The rewriter of a dialect conversion. Where the type of a replacement differs from what the
 * users expect, an unrealized conversion cast stands between them until the users are converted.
 * Every change can be taken back, but for what a pattern does to regions on its own.
 */
export class ConversionRewriter extends PatternRewriter {
  readonly typeConverter: TypeConverter | undefined;
  readonly undo = new UndoLog();
  private readonly casts = new Map<Operation, CastKind>();

  constructor(context: Context, listener: RewriteListener, typeConverter?: TypeConverter) {
    super(context, listener);
    this.typeConverter = typeConverter;
  }

  /** The value in its converted type: what stands behind a cast, or a cast of it. */
  converted(value: Value): Value {
    const type = this.typeConverter?.convert(value.type, value) ?? value.type;
    return type === value.type ? value : this.cast(value, type, 'target');
  }

  override insert(op: Operation): Operation {
    super.insert(op);
    this.undo.inserted(op);
    return op;
  }

  override replaceOp(op: Operation, values: readonly Value[]): void {
    const fitting = values.map((v, i) => {
      const expected = op.results[i]?.type;
      if (!expected || v.type === expected || !op.results[i].firstUse) return v;
      this.setBefore(op);
      return this.cast(v, expected, 'source');
    });
    super.replaceOp(op, fitting);
  }

  override replaceAllUsesWith(from: Value, to: Value): void {
    if (from === to || !from.firstUse) return;
    this.undo.replacing(from);
    super.replaceAllUsesWith(from, to);
  }

  override eraseOp(op: Operation): void {
    const { mark } = this.undo;
    this.undo.erasing(op);
    try {
      super.eraseOp(op);
    } catch (error) {
      // It is still there.
      this.undo.forget(mark);
      throw error;
    }
  }

  override modifyInPlace<T>(op: Operation, edit: () => T): T {
    this.undo.modifying(op);
    return super.modifyInPlace(op, edit);
  }

  override inlineBlockBefore(block: Block, at: Operation, args: readonly Value[] = []): void {
    for (const op of block.ops) this.undo.moving(op);
    super.inlineBlockBefore(block, at, args);
  }

  /** Gives the block's arguments their converted types; old users see casts. */
  convertArguments(block: Block): void {
    for (const arg of block.args) {
      const old = arg.type;
      const type = this.typeConverter?.convert(old, arg) ?? old;
      if (type === old) continue;
      arg.type = type;
      this.undo.add(() => {
        arg.type = old;
      });
      this.changes++;
      if (!arg.firstUse) continue;
      this.setToStart(block);
      const cast = this.create(CAST, { operands: [arg], resultTypes: [old] });
      this.casts.set(cast, 'argument');
      this.undo.replacing(arg);
      arg.replaceAllUsesWith(cast.result(), (use) => use.owner === cast);
    }
  }

  /**
   * Removes casts inside `root` that undo each other or that nothing uses, and puts what the type
   * converter makes into the place of others. Returns those that stay.
   */
  resolveCasts(root: Operation): Operation[] {
    const casts: Operation[] = [];
    root.walk((op) => {
      if (op.name === CAST) casts.push(op);
    });
    for (const op of casts) this.shortCut(op);
    const left: Operation[] = [];
    for (const op of casts.reverse()) {
      if (op.hasUses && !this.materialize(op)) left.push(op);
      else this.eraseOp(op);
    }
    return left.reverse();
  }

  /** Users of a cast take the value at the bottom that has the type. */
  private shortCut(cast: Operation): void {
    for (const result of cast.results) {
      for (const source of sourcesOf(cast)) {
        if (source.type !== result.type) continue;
        this.replaceAllUsesWith(result, source);
        break;
      }
    }
  }

  private materialize(cast: Operation): boolean {
    const kind = this.casts.get(cast);
    const converter = this.typeConverter;
    if (!kind || !converter) return false;
    const make = kind === 'argument' ? (converter.argument ?? converter.source) : converter[kind];
    if (!make) return false;
    this.setBefore(cast).locateAt(cast);
    const made = make(this, cast.result().type, cast.operand(0));
    if (!made) return false;
    this.replaceAllUsesWith(cast.result(), made);
    return true;
  }

  private cast(value: Value, type: Type, kind: CastKind): Value {
    const def = value.definingOp;
    if (def?.name === CAST && def.numOperands === 1 && def.operand(0).type === type) {
      return def.operand(0);
    }
    const cast = this.create(CAST, { operands: [value], resultTypes: [type] });
    this.casts.set(cast, kind);
    return cast.result();
  }
}

/** The values at the bottom of a chain of one-to-one casts, nearest first. */
function* sourcesOf(cast: Operation): IterableIterator<Value> {
  for (let op: Operation | undefined = cast; op?.name === CAST; ) {
    if (op.numOperands !== 1 || op.numResults !== 1) return;
    const value: Value = op.operand(0);
    yield value;
    op = value.definingOp;
  }
}
