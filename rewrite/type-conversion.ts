import type { Block, Context, Operation, Type, Value } from '../ir/index.js';
import { PatternRewriter, type RewriteListener } from './rewriter.js';

export const CAST = 'builtin.unrealized_conversion_cast';

/** Says what a type becomes; the type itself when nothing changes. */
export interface TypeConverter {
  convert(type: Type, value?: Value): Type;
}

/**
 * The rewriter of a dialect conversion. Where the type of a replacement differs from what the
 * users expect, an unrealized conversion cast stands between them until the users are converted.
 */
export class ConversionRewriter extends PatternRewriter {
  readonly typeConverter: TypeConverter | undefined;

  constructor(context: Context, listener: RewriteListener, typeConverter?: TypeConverter) {
    super(context, listener);
    this.typeConverter = typeConverter;
  }

  /** The value in its converted type: what stands behind a cast, or a cast of it. */
  converted(value: Value): Value {
    const type = this.typeConverter?.convert(value.type, value) ?? value.type;
    return type === value.type ? value : this.cast(value, type);
  }

  override replaceOp(op: Operation, values: readonly Value[]): void {
    const fitting = values.map((v, i) => {
      const expected = op.results[i]?.type;
      if (!expected || v.type === expected || !op.results[i].firstUse) return v;
      this.setBefore(op);
      return this.cast(v, expected);
    });
    super.replaceOp(op, fitting);
  }

  /** Gives the block's arguments their converted types; old users see casts. */
  convertArguments(block: Block): void {
    for (const arg of block.args) {
      const old = arg.type;
      const type = this.typeConverter?.convert(old, arg) ?? old;
      if (type === old) continue;
      arg.type = type;
      if (!arg.firstUse) continue;
      this.setToStart(block);
      const cast = this.create(CAST, { operands: [arg], resultTypes: [old] });
      arg.replaceAllUsesWith(cast.result(), (use) => use.owner === cast);
    }
  }

  private cast(value: Value, type: Type): Value {
    const def = value.definingOp;
    if (def?.name === CAST && def.numOperands === 1 && def.operand(0).type === type) {
      return def.operand(0);
    }
    return this.create(CAST, { operands: [value], resultTypes: [type] }).result();
  }
}

/**
 * Removes casts inside `root` that undo each other or that nothing uses. Returns those that stay.
 */
export function reconcileCasts(root: Operation): Operation[] {
  const casts: Operation[] = [];
  root.walk((op) => {
    if (op.name === CAST) casts.push(op);
  });
  for (const op of casts) {
    for (const result of op.results) {
      for (const source of sourcesOf(op)) {
        if (source.type === result.type) {
          result.replaceAllUsesWith(source);
          break;
        }
      }
    }
  }
  const left: Operation[] = [];
  for (const op of casts.reverse()) {
    if (op.hasUses) left.push(op);
    else op.erase();
  }
  return left.reverse();
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
