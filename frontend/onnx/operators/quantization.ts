/**
 * Quantization by arithmetic on floats, as the format defines it: q = saturate(round(x / scale) +
 * zero point). Scales may be of the whole tensor, of an axis, or of blocks along one.
 */
import { FloatType, IntegerType, type Type, type Value } from '../../../ir/index.js';
import { elementOf, F32, f64, I32, type Node, product, range, shapeOf, typeOf } from '../node.js';
import { wideOf } from './elementwise.js';
import {
  dequantized,
  dequantizedBias,
  dequantizedConstant,
  isQuantized,
  quantizedAs,
  quantizedElement,
} from './quantized-types.js';
import type { Rows } from './row.js';
import { centred, convolution } from './window.js';

/** A parameter shaped so that it broadcasts to x. */
export function spread(n: Node, parameter: Value, x: Value, axisDefault = 1): Value {
  const [own, shape] = [shapeOf(parameter), shapeOf(x)];
  if (product(own) === 1) return n.reshape(parameter, []);
  const axis = n.axis(n.int('axis', axisDefault), shape.length);
  if (own.length === 1)
    return n.reshape(
      parameter,
      shape.map((_, i) => (i === axis ? own[0] : 1)),
    );
  // Blocks: every entry stands for as many elements along the axis.
  const block = n.int('block_size', 0) || Math.ceil(shape[axis] / own[axis]);
  const wide = [...own.slice(0, axis + 1), block, ...own.slice(axis + 1)];
  const one = [...own.slice(0, axis + 1), 1, ...own.slice(axis + 1)];
  const repeated = n.op(
    'broadcast_to',
    [n.reshape(parameter, one)],
    {},
    typeOf(parameter).withShape(wide),
  );
  const joined = n.reshape(
    repeated,
    own.map((d, i) => (i === axis ? d * block : d)),
  );
  if (shapeOf(joined)[axis] === shape[axis]) return joined;
  return n.op('slice', [joined], {
    begin: shape.map(() => 0),
    size: shape,
    stride: shape.map(() => 1),
  });
}

/** Smallest and largest element of an integer type. */
export function limitsOf(type: IntegerType): readonly [number, number] {
  const isUnsigned = type.signedness === 'unsigned';
  return isUnsigned
    ? [0, 2 ** type.width - 1]
    : [-(2 ** (type.width - 1)), 2 ** (type.width - 1) - 1];
}

/** Floats rounded and limited to a type, after a zero point is added. */
function saturated(n: Node, quotient: Value, zeroPoint: Value | undefined, type: Type): Value {
  if (type instanceof FloatType) {
    const moved = zeroPoint
      ? n.op('add', [quotient, n.cast(zeroPoint, elementOf(quotient))])
      : quotient;
    const target = typeOf(moved).withElementType(type);
    return n.op('cast', [moved], { saturate: n.flag('saturate', true) }, target);
  }
  const rounded = n.op('round', [quotient]);
  const moved = zeroPoint ? n.op('add', [rounded, n.cast(zeroPoint, elementOf(rounded))]) : rounded;
  const [min, max] = limitsOf(type as IntegerType);
  return n.cast(n.op('clamp', [moved], { min: f64(min), max: f64(max) }), type);
}

function quantizeLinear(n: Node): Value {
  const x = n.input(0);
  const zero = n.optional(2);
  const known =
    zero && elementOf(x) === F32 && n.staysQuantized
      ? quantizedElement(n, elementOf(zero), 1, 2, [], 0)
      : undefined;
  if (known) return quantizedAs(n, x, known);
  const fallback = n.int('output_dtype', 0)
    ? n.elementType('output_dtype')
    : IntegerType.get(8, 'unsigned');
  const type = zero ? elementOf(zero) : fallback;
  const scale = spread(n, n.input(1), x);
  const wide = wideOf(x);
  const quotient = n.op('div', [n.cast(x, wide), n.cast(scale, wide)]);
  return saturated(n, quotient, zero && spread(n, zero, x), type);
}

function dequantizeLinear(n: Node): Value {
  const x = n.input(0);
  if (isQuantized(x)) return dequantized(n, x);
  const rank = shapeOf(x).length;
  const axis = rank > 0 ? n.axis(n.int('axis', rank > 1 ? 1 : 0), rank) : 0;
  const known = elementOf(n.input(1)) === F32 ? dequantizedConstant(n, 0, 1, 2, axis) : undefined;
  if (known) return known;
  const scale = spread(n, n.input(1), x);
  const zero = n.optional(2);
  const isFloatStored = elementOf(x) instanceof FloatType;
  const wide = isFloatStored ? F32 : I32;
  const offset = zero
    ? n.op('sub', [n.cast(x, wide), n.cast(spread(n, zero, x), wide)])
    : n.cast(x, wide);
  const type = n.int('output_dtype', 0) ? n.elementType('output_dtype') : elementOf(scale);
  const product_ = n.op('mul', [n.cast(offset, F32), n.cast(scale, F32)]);
  return n.cast(product_, type);
}

/** To uint8 with the scale of the operand's own range. */
function dynamicQuantizeLinear(n: Node): readonly Value[] {
  const x = n.input(0);
  const u8 = IntegerType.get(8, 'unsigned');
  const axes = range(0, shapeOf(x).length);
  const zero = n.scalar(0, x);
  const low = n.op('min', [n.reduce('reduce_min', x, axes, false), zero]);
  const high = n.op('max', [n.reduce('reduce_max', x, axes, false), zero]);
  const scale = n.op('div', [n.op('sub', [high, low]), n.scalar(255, x)]);
  const point = n.op('clamp', [n.op('neg', [n.op('div', [low, scale])])], {
    min: f64(0),
    max: f64(255),
  });
  const zeroPoint = n.cast(n.op('round', [point]), u8);
  return [saturated(n, n.op('div', [x, scale]), zeroPoint, u8), scale, zeroPoint];
}

/** A sum of 32 bits as a quantized result: times the scales, rounded, limited. */
function requantized(n: Node, sum: Value, scale: Value, outScale: Value, outZero: Value): Value {
  const factor = n.op('div', [scale, n.reshape(outScale, [])]);
  const real = n.op('mul', [n.cast(sum, F32), n.cast(factor, F32)]);
  return saturated(n, real, n.reshape(outZero, []), elementOf(outZero));
}

function qlinearConv(n: Node): Value {
  const [x, xScale, xZero, w, wScale, wZero, yScale, yZero] = range(0, 8).map((i) => n.input(i));
  const outputs = shapeOf(w)[0];
  const element = n.staysQuantized ? quantizedElement(n, elementOf(yZero), 6, 7, [], 0) : undefined;
  const filterOf = isQuantized(x) ? dequantizedConstant(n, 3, 4, 5, 0) : undefined;
  if (isQuantized(x) && (!element || !filterOf))
    n.fail('its scales and zero points must be constants');
  if (element && filterOf) {
    const scales = n.constNumbers(4).map((s) => s * n.constNumber(1));
    const y = convolution(n, dequantized(n, x), filterOf, dequantizedBias(n, 8, scales));
    return quantizedAs(n, y, element);
  }
  const perChannel = (v: Value, shape: readonly number[]) => (product(shapeOf(v)) > 1 ? shape : []);
  const filterShape = [
    outputs,
    ...shapeOf(w)
      .slice(1)
      .map(() => 1),
  ];
  const picture = centred(n, x, xZero, []);
  const filter = centred(n, w, wZero, perChannel(wZero, filterShape));
  const sum = convolution(n, picture, filter, n.optional(8));
  const channels = [
    outputs,
    ...shapeOf(x)
      .slice(2)
      .map(() => 1),
  ];
  const scale = n.op('mul', [
    n.reshape(xScale, []),
    n.reshape(wScale, perChannel(wScale, channels)),
  ]);
  return requantized(n, sum, scale, yScale, yZero);
}

function qlinearMatmul(n: Node): Value {
  const [a, aScale, aZero, b, bScale, bZero, yScale, yZero] = range(0, 8).map((i) => n.input(i));
  const element = n.staysQuantized ? quantizedElement(n, elementOf(yZero), 6, 7, [], 0) : undefined;
  const floatOf = (v: Value, at: number) =>
    isQuantized(v) ? dequantized(n, v) : dequantizedConstant(n, at, at + 1, at + 2, 1);
  if (isQuantized(a) || isQuantized(b)) {
    const [x, w] = [floatOf(a, 0), floatOf(b, 3)];
    if (!element || !x || !w) n.fail('its scales and zero points must be constants');
    return quantizedAs(n, n.op('matmul', [x!, w!]), element!);
  }
  // Parameters of rows of a, and of columns of b.
  const rows = (v: Value) =>
    product(shapeOf(v)) > 1 && shapeOf(v).length === 1
      ? [...shapeOf(v), 1]
      : product(shapeOf(v)) === 1
        ? []
        : shapeOf(v);
  const columns = (v: Value) => (product(shapeOf(v)) === 1 ? [] : shapeOf(v));
  const sum = n.op('matmul', [
    centred(n, a, aZero, rows(aZero)),
    centred(n, b, bZero, columns(bZero)),
  ]);
  const scale = n.op('mul', [n.reshape(aScale, rows(aScale)), n.reshape(bScale, columns(bScale))]);
  return requantized(n, sum, scale, yScale, yZero);
}

export const quantization: Rows = {
  DequantizeLinear: dequantizeLinear,
  DynamicQuantizeLinear: dynamicQuantizeLinear,
  QLinearConv: qlinearConv,
  QLinearMatMul: qlinearMatmul,
  QuantizeLinear: quantizeLinear,
};
