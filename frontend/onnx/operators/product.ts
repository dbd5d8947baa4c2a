/** Matrix products, attention, and what goes with them. */
import type { Value } from '../../../ir/index.js';
import { elementOf, I1, i64, isFloat, type Node, range, shapeOf, typeOf } from '../node.js';
import { wideOf } from './elementwise.js';
import type { Rows } from './row.js';
import { centred } from './window.js';

function gemm(n: Node): Value {
  const [alpha, beta] = [n.float('alpha', 1), n.float('beta', 1)];
  const a = n.flag('transA') ? n.op('transpose', [n.input(0)], { perm: [1, 0] }) : n.input(0);
  const b = n.flag('transB') ? n.input(1) : n.folded('transpose', [n.input(1)], { perm: [1, 0] });
  const c = n.optional(2);
  const outputs = shapeOf(b)[0];
  const isBias = c !== undefined && shapeOf(c).length === 1 && shapeOf(c)[0] === outputs;
  if (isFloat(a) && isBias && alpha === 1 && beta === 1) return n.op('fully_connected', [a, b, c]);
  let y = isFloat(a)
    ? n.op('fully_connected', [a, b])
    : n.op('matmul', [a, n.folded('transpose', [b], { perm: [1, 0] })]);
  if (alpha !== 1) y = n.op('mul', [y, n.scalar(alpha, y)]);
  if (!c) return y;
  return n.op('add', [y, beta === 1 ? c : n.op('mul', [c, n.scalar(beta, c)])]);
}

function matmulInteger(n: Node): Value {
  const [a, b] = [n.input(0), n.input(1)];
  const zero = n.optional(2);
  // One zero point a row of a.
  const perRow =
    zero && shapeOf(zero).length === 1 && shapeOf(zero)[0] > 1 ? [shapeOf(zero)[0], 1] : undefined;
  return n.op('matmul', [centred(n, a, zero, perRow), centred(n, b, n.optional(3))]);
}

/** Halves or neighbours of the last dimension turned by angles. Source: ONNX RotaryEmbedding. */
function rotate(
  n: Node,
  x: Value,
  cos: Value,
  sin: Value,
  dim: number,
  interleaved: boolean,
): Value {
  const shape = shapeOf(x);
  const rank = shape.length;
  const piece = (begin: number, size: number, stride = 1, from = x) =>
    n.op('slice', [from], {
      begin: [...range(0, rank - 1).map(() => 0), begin],
      size: [...shapeOf(from).slice(0, -1), size],
      stride: [...range(0, rank - 1).map(() => 1), stride],
    });
  const half = dim / 2;
  const [a, b] = interleaved
    ? [piece(0, half, 2), piece(1, half, 2)]
    : [piece(0, half), piece(half, half)];
  const times = (v: Value, f: Value) => n.op('mul', [v, f]);
  const real = n.op('sub', [times(a, cos), times(b, sin)]);
  const imaginary = n.op('add', [times(a, sin), times(b, cos)]);
  const last = i64(rank - 1);
  let turned: Value;
  if (interleaved) {
    const column = (v: Value) => n.reshape(v, [...shapeOf(v), 1]);
    const pairs = n.op('concat', [column(real), column(imaginary)], { axis: i64(rank) });
    turned = n.reshape(pairs, [...shape.slice(0, -1), dim]);
  } else turned = n.op('concat', [real, imaginary], { axis: last });
  const rest = shape[rank - 1] - dim;
  return rest === 0 ? turned : n.op('concat', [turned, piece(dim, rest)], { axis: last });
}

function rotaryEmbedding(n: Node): Value {
  const given = n.input(0);
  const shape = shapeOf(given);
  const heads = n.int('num_heads', 0);
  // Batch, sequence, heads, size.
  const x =
    shape.length === 4
      ? n.transpose(given, [0, 2, 1, 3])
      : n.reshape(given, [shape[0], shape[1], heads, shape[2] / heads]);
  const [batch, steps, , size] = shapeOf(x);
  const dim = n.int('rotary_embedding_dim', 0) || size;
  const angles = (i: number) => {
    const cache = n.input(i);
    const picked = n.has(3) ? n.op('gather', [cache, n.input(3)], { axis: i64(0) }) : cache;
    const columns = shapeOf(picked).at(-1)!;
    const cut = n.op('slice', [picked], {
      begin: shapeOf(picked).map(() => 0),
      size: [...shapeOf(picked).slice(0, -1), Math.min(columns, dim / 2)],
      stride: shapeOf(picked).map(() => 1),
    });
    return n.reshape(cut, [batch, steps, 1, dim / 2]);
  };
  const y = rotate(n, x, angles(1), angles(2), dim, n.flag('interleaved'));
  return shape.length === 4 ? n.transpose(y, [0, 2, 1, 3]) : n.reshape(y, shape);
}

/** Batch, sequence, heads·size as batch, heads, sequence, size. */
function splitHeads(n: Node, x: Value, heads: number): Value {
  const shape = shapeOf(x);
  if (shape.length === 4) return x;
  return n.transpose(n.reshape(x, [shape[0], shape[1], heads, shape[2] / heads]), [0, 2, 1, 3]);
}

/** Heads of keys or values repeated, so that there is one for each head of the queries. */
function repeatHeads(n: Node, x: Value, heads: number): Value {
  const [batch, own, steps, size] = shapeOf(x);
  if (own === heads) return x;
  const each = heads / own;
  const wide = typeOf(x).withShape([batch, own, each, steps, size]);
  const spread = n.op('broadcast_to', [n.reshape(x, [batch, own, 1, steps, size])], {}, wide);
  return n.reshape(spread, [batch, heads, steps, size]);
}

/** What is added to the scores: a mask of the operands, of lengths and of causality. */
function maskOf(n: Node, scores: Value, past: number): Value | undefined {
  const [, , queries, keys] = shapeOf(scores);
  const minus = Number.NEGATIVE_INFINITY;
  const element = elementOf(scores);
  const masked = (allowed: Value) =>
    n.op('select', [allowed, n.numbers([0], element), n.numbers([minus], element)]);
  let mask: Value | undefined;
  if (n.has(3)) {
    const given = n.input(3);
    const shaped = elementOf(given) === I1 ? masked(given) : n.cast(given, element);
    const missing = keys - shapeOf(shaped).at(-1)!;
    const rank = shapeOf(shaped).length;
    mask =
      missing > 0
        ? n.op(
            'concat',
            [
              shaped,
              n.op(
                'broadcast_to',
                [n.numbers([minus], element)],
                {},
                typeOf(shaped).withShape([...shapeOf(shaped).slice(0, -1), missing]),
              ),
            ],
            { axis: i64(rank - 1) },
          )
        : shaped;
  }
  const join = (more: Value) => {
    mask = mask ? n.op('add', [mask, more]) : more;
  };
  if (n.flag('is_causal') && n.has(6) && !n.has(4)) {
    // The queries are the last of each sample's keys.
    const lengths = n.input(6);
    const element6 = elementOf(lengths);
    const rows = n.numbers(
      range(0, queries).map((i) => i - queries),
      element6,
      [1, 1, queries, 1],
    );
    const last = n.op('add', [rows, n.reshape(lengths, [shapeOf(lengths)[0], 1, 1, 1])]);
    const columns = n.numbers(range(0, keys), element6, [1, 1, 1, keys]);
    join(masked(n.op('less_equal', [columns, last])));
  } else if (n.flag('is_causal')) {
    const allowed = range(0, queries * keys).map((i) =>
      i % keys <= Math.floor(i / keys) + past ? 1 : 0,
    );
    join(masked(n.numbers(allowed, I1, [queries, keys])));
  }
  if (n.has(6)) {
    const lengths = n.input(6);
    const columns = n.numbers(range(0, keys), elementOf(lengths), [1, 1, 1, keys]);
    join(masked(n.op('less', [columns, n.reshape(lengths, [shapeOf(lengths)[0], 1, 1, 1])])));
  }
  return mask;
}

/**
 * Scaled dot-product attention. Source: ONNX Attention 23, with the order of softcap before mask that
 * its correction gives: a masked place stays masked.
 */
function attention(n: Node): readonly (Value | undefined)[] {
  const given = n.input(0);
  const heads = n.int('q_num_heads', 0);
  const own = n.int('kv_num_heads', 0);
  const q = splitHeads(n, given, heads);
  const join = (x: Value, i: number) =>
    n.has(i) ? n.op('concat', [n.input(i), x], { axis: i64(2) }) : x;
  const [presentKey, presentValue] = [
    join(splitHeads(n, n.input(1), own), 4),
    join(splitHeads(n, n.input(2), own), 5),
  ];
  const all = shapeOf(q)[1];
  const [k, v] = [repeatHeads(n, presentKey, all), repeatHeads(n, presentValue, all)];
  const scale = Math.sqrt(n.float('scale', 1 / Math.sqrt(shapeOf(q)[3])));
  const turned = n.transpose(k, [0, 1, 3, 2]);
  const product = n.op('matmul', [
    n.op('mul', [q, n.scalar(scale, q)]),
    n.op('mul', [turned, n.scalar(scale, turned)]),
  ]);
  const past = n.has(4) ? shapeOf(n.input(4))[2] : 0;
  const cap = n.float('softcap', 0);
  const mode = n.int('qk_matmul_output_mode', 0);
  const mask = maskOf(n, product, past);
  const withMask = (x: Value) => (mask ? n.op('add', [x, mask]) : x);
  const capped = (x: Value) =>
    cap === 0
      ? x
      : n.op('mul', [n.op('tanh', [n.op('div', [x, n.scalar(cap, x)])]), n.scalar(cap, x)]);
  const softened = capped(product);
  const scores = withMask(softened);
  const precision = n.hasAttribute('softmax_precision')
    ? n.elementType('softmax_precision')
    : wideOf(scores);
  const shares = n.cast(n.op('softmax', [n.cast(scores, precision)]), elementOf(q));
  const y = n.op('matmul', [shares, v]);
  const [batch, , steps, size] = shapeOf(y);
  const output =
    shapeOf(given).length === 4
      ? y
      : n.reshape(n.transpose(y, [0, 2, 1, 3]), [batch, steps, all * size]);
  return [output, presentKey, presentValue, [product, softened, scores, shares][mode]];
}

export const product: Rows = {
  Attention: attention,
  Det: (n) => n.op('det', [n.input(0)]),
  Einsum: (n) => n.op('einsum', n.inputs(), { equation: n.text('equation') }),
  Gemm: gemm,
  MatMul: (n) => n.op('matmul', [n.input(0), n.input(1)]),
  MatMulInteger: matmulInteger,
  RotaryEmbedding: rotaryEmbedding,
};
