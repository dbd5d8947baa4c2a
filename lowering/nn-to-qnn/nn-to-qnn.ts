/**
 * A float graph whose tensors go through `qnn.quantize` and `qnn.dequantize` becomes integers: an
 * operator between a dequantize and a quantize is the operator of qnn on what is stored. What has no
 * such form stays between them, in float.
 *
 * A walk and not rules: it is one rule for every operator that both dialects have.
 */
import { constantValue, floatElements } from '../../dialects/common/index.js';
import type { UniformQuantizedType } from '../../dialects/quant/index.js';
import type { NnToQnnOptions } from '../../generated/lowering-passes.js';
import { nnToQnnPass } from '../../generated/lowering-passes.js';
import {
  type Context,
  DenseElementsAttr,
  FunctionType,
  IntegerType,
  isDefault,
  OpBuilder,
  type Operation,
  RankedTensorType,
  TypeAttr,
  type Value,
} from '../../ir/index.js';
import type { Pass } from '../../pass/index.js';

/** Operators whose third operand is a bias of the products' scale. */
const HAS_BIAS = new Set(['conv2d', 'conv_transpose2d', 'depthwise_conv2d', 'fully_connected']);

const mnemonic = (op: Operation) => op.name.slice(op.def.dialect.length + 1);

/**
 * Whether an operation of nn has a form on integers: an operator of that name in qnn that has all the
 * attributes that are set.
 */
export function hasQuantizedForm(context: Context, op: Operation): boolean {
  if (op.def.dialect !== 'nn') return false;
  const target = context.lookupOp(`qnn.${mnemonic(op)}`);
  if (!target?.spec || op.regions.length > 0) return false;
  const known = new Set(target.spec.attributes.map((a) => a.name));
  return op.attributes.every((a) => known.has(a.name) || isDefault(op.def, a.name, a.value));
}

export const nnToQnn: Pass<NnToQnnOptions> = {
  ...nnToQnnPass,
  run(module, { context, options, error }) {
    module.walk((fn) => {
      if (fn.name !== 'func.func' || fn.region().isEmpty) return;
      for (const op of [...fn.region().front.ops]) {
        const problem = convert(context, op);
        if (problem !== undefined) error(op.loc, problem);
      }
      cancelPairs(fn);
      if (options.quantizedIo) quantizeBoundary(fn);
      eraseUnused(fn);
    });
  },
};

/** What is stored behind a dequantize. */
function storedBehind(value: Value): Value | undefined {
  const op = value.definingOp;
  return op?.name === 'qnn.dequantize' ? op.operand(0) : undefined;
}

/** The one type that all users quantize a value to. */
function quantizedResult(value: Value): RankedTensorType | undefined {
  let found: RankedTensorType | undefined;
  for (const { owner } of value.uses()) {
    const type = owner.name === 'qnn.quantize' ? owner.result().type : undefined;
    if (!(type instanceof RankedTensorType) || (found && found !== type)) return undefined;
    found = type;
  }
  return found;
}

const isFloat = ({ type }: Value) =>
  type instanceof RankedTensorType && `${type.elementType}` === 'f32';

/** Makes an operation of qnn of one of nn where it can; a sentence where it should and cannot. */
function convert(context: Context, op: Operation): string | undefined {
  if (!hasQuantizedForm(context, op)) return undefined;
  const name = mnemonic(op);
  const types = op.results.map((r) =>
    isFloat(r) ? quantizedResult(r) : (r.type as RankedTensorType),
  );
  if (types.includes(undefined)) return undefined;
  const builder = new OpBuilder(context);
  builder.setBefore(op);
  const operands: Value[] = [];
  for (let i = 0; i < op.numOperands; i++) {
    const value = op.operand(i);
    const stored = isFloat(value) ? storedBehind(value) : value;
    if (stored) operands.push(stored);
    else if (i === 2 && HAS_BIAS.has(name)) {
      const bias = storedBias(builder, op, operands[0], operands[1]);
      if (typeof bias === 'string') return bias;
      operands.push(bias);
    } else return undefined;
  }
  const made = builder.create(`qnn.${name}`, {
    operands,
    attributes: op.attributes.filter((a) => !isDefault(op.def, a.name, a.value)),
    resultTypes: types as RankedTensorType[],
    loc: op.loc,
  });
  op.results.forEach((result, i) => {
    if (!isFloat(result)) {
      for (const use of [...result.uses()]) use.set(made.result(i));
      return;
    }
    for (const { owner } of [...result.uses()]) {
      for (const use of [...owner.result().uses()]) use.set(made.result(i));
      owner.erase();
    }
  });
  op.erase();
  return undefined;
}

/** Sums of 16-bit activations have 64 bits, and so has their bias. */
const WIDE = 16;

/** A bias as integers of the scale of the products: ifm scale · filter scale, a channel at a time. */
function storedBias(builder: OpBuilder, op: Operation, ifm: Value, filter: Value): Value | string {
  const constant = constantValue(op.operand(2));
  const [ofIfm, ofFilter] = [ifm, filter].map(
    (v) => (v.type as RankedTensorType).elementType as UniformQuantizedType,
  );
  if (!constant) return 'its bias is computed at run time: only a constant one can be quantized';
  const real = floatElements(constant);
  const isWide = ofIfm.storage.width >= WIDE;
  const limit = isWide ? 2 ** 47 : 2 ** 31 - 1;
  const levels = Array.from(real, (b, c) => {
    const scale = ofIfm.scale * ofFilter.scales[ofFilter.isPerAxis ? c : 0];
    return Math.min(Math.max(Math.round(b / scale), -limit), limit);
  });
  const values = isWide ? BigInt64Array.from(levels, (x) => BigInt(x)) : Int32Array.from(levels);
  const type = RankedTensorType.get([real.length], IntegerType.get(isWide ? 64 : 32));
  return builder
    .create('qnn.constant', {
      attributes: [
        { name: 'value', value: DenseElementsAttr.get(type, new Uint8Array(values.buffer)) },
      ],
      resultTypes: [type],
      loc: op.operand(2).definingOp!.loc,
    })
    .result();
}

/** quantize(dequantize(x : t)) : t -> x, and of another type quantize(x). */
function cancelPairs(fn: Operation): void {
  for (const op of [...fn.region().front.ops]) {
    if (op.name !== 'qnn.quantize') continue;
    const stored = storedBehind(op.operand(0));
    if (!stored) continue;
    if (stored.type !== op.result().type) {
      op.setOperand(0, stored);
      continue;
    }
    for (const use of [...op.result().uses()]) use.set(stored);
    op.erase();
  }
}

/** The function takes and gives stored integers where it quantized and dequantized them at once. */
function quantizeBoundary(fn: Operation): void {
  const { front } = fn.region();
  for (const arg of front.args) {
    const users = [...arg.uses()].map((use) => use.owner);
    const type = users[0]?.result().type;
    if (
      users.length === 0 ||
      !users.every((u) => u.name === 'qnn.quantize' && u.result().type === type)
    ) {
      continue;
    }
    arg.type = type!;
    for (const user of users) {
      for (const use of [...user.result().uses()]) use.set(arg);
      user.erase();
    }
  }
  const end = front.lastOp!;
  end.operands.forEach((value, i) => {
    const stored = storedBehind(value);
    if (stored) end.setOperand(i, stored);
  });
  const type = FunctionType.get(
    front.args.map((a) => a.type),
    end.operands.map((v) => v.type),
  );
  fn.setAttr('function_type', TypeAttr.get(type));
}

/** What only the float graph needed. */
function eraseUnused(fn: Operation): void {
  for (const op of [...fn.region().front.ops].reverse()) {
    if (op.name !== 'func.return' && op.results.every((r) => !r.hasUses)) op.erase();
  }
}
