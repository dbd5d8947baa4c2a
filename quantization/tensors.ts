/** The tensors of a float function as calibration and plans name them, and what ties them together. */
import {
  ArrayAttr,
  DictionaryAttr,
  FloatType,
  NameLoc,
  type Operation,
  RankedTensorType,
  StringAttr,
  sourceNames,
  type Value,
} from '../ir/index.js';

/** Whether a value is a tensor of float32, which is what can be quantized. */
export function isFloatTensor(value: Value): boolean {
  const { type } = value;
  return (
    type instanceof RankedTensorType &&
    type.elementType instanceof FloatType &&
    `${type.elementType}` === 'f32'
  );
}

/** Operations of a function that compute tensors, in order: without constants and the return. */
export function computations(fn: Operation): Operation[] {
  return fn.region().front.ops.filter((op) => op.numResults > 0 && !op.hasTrait('ConstantLike'));
}

/** What the source called an operation: the name of its result. */
export function layerName(op: Operation): string {
  return sourceNames(op.loc).at(-1) ?? op.name;
}

function argumentName(fn: Operation, index: number): string {
  const list = fn.attr('arg_attrs');
  const entry = list instanceof ArrayAttr ? list.elements[index] : undefined;
  const name = entry instanceof DictionaryAttr ? entry.get('nn.name') : undefined;
  if (name instanceof StringAttr) return name.value;
  const { loc } = fn.region().front.args[index];
  return loc instanceof NameLoc ? loc.name : `input${index}`;
}

/**
 * Every float tensor that a function takes or computes, by name: the source's where it is known;
 * `name:1` for a second result, `name#2` for a name's second use.
 */
export function tensorNames(fn: Operation): Map<Value, string> {
  const names = new Map<Value, string>();
  const used = new Map<string, number>();
  const add = (value: Value, wanted: string) => {
    if (!isFloatTensor(value)) return;
    const count = (used.get(wanted) ?? 0) + 1;
    used.set(wanted, count);
    names.set(value, count === 1 ? wanted : `${wanted}#${count}`);
  };
  fn.region().front.args.forEach((arg, i) => {
    add(arg, argumentName(fn, i));
  });
  for (const op of computations(fn)) {
    const name = layerName(op);
    op.results.forEach((result, i) => {
      add(result, i === 0 ? name : `${name}:${i}`);
    });
  }
  return names;
}

/** Operators that move or choose elements: what they give has the scale of what they take. */
const KEEPS_SCALE = new Set(
  [
    ...['avg_pool2d', 'broadcast_to', 'concat', 'depth_to_space', 'gather', 'gather_nd', 'max'],
    ...['max_pool2d', 'min', 'pad', 'reduce_max', 'reduce_min', 'relu6', 'reshape', 'resize'],
    ...['reverse', 'select', 'slice', 'space_to_depth', 'split', 'tile', 'transpose'],
  ].map((name) => `nn.${name}`),
);

/** Whether the operands and results of an operation must share their quantization. */
export function keepsScale(op: Operation): boolean {
  return KEEPS_SCALE.has(op.name);
}

/** Groups of tensors that share one quantization: each tensor's representative. */
export class TiedTensors {
  private readonly parent = new Map<Value, Value>();

  constructor(fn: Operation) {
    for (const op of computations(fn)) {
      if (!keepsScale(op)) continue;
      const values = [...op.operands, ...op.results].filter(isFloatTensor);
      for (const value of values) this.join(values[0], value);
    }
  }

  private join(a: Value, b: Value): void {
    const [x, y] = [this.of(a), this.of(b)];
    if (x !== y) this.parent.set(y, x);
  }

  /** The representative of a tensor's group. */
  of(value: Value): Value {
    let at = value;
    for (let up = this.parent.get(at); up; up = this.parent.get(at)) at = up;
    return at;
  }
}
