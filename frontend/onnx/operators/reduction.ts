/** Reductions, running sums, softmax and normalisations. */
import { DYNAMIC, RankedTensorType, type Value } from '../../../ir/index.js';
import { elementOf, f32, I64, i64, type Node, product, range, shapeOf, typeOf } from '../node.js';
import { wideOf } from './elementwise.js';
import type { Row, Rows } from './row.js';

/** Axes of a reduction, an operand from version `since` on; undefined: nothing is reduced. */
function axesOf(n: Node, since: number): number[] | undefined {
  const rank = shapeOf(n.input(0)).length;
  const given = n.version >= since ? (n.has(1) ? n.constInts(1) : []) : n.ints('axes', []);
  if (given.length > 0) return n.axes(given, rank);
  return n.flag('noop_with_empty_axes') ? undefined : range(0, rank);
}

type Step = (n: Node, x: Value) => Value;

const same: Step = (_, x) => x;

/** A reduction between a function of the elements and one of the results; axes are an operand since a version. */
const reduce =
  (name: string, before: Step = same, after: Step = same, since = 18): Row =>
  (n) => {
    const axes = axesOf(n, since);
    const x = before(n, n.input(0));
    return after(n, axes ? n.reduce(name, x, axes, n.flag('keepdims', true)) : x);
  };

const abs: Step = (n, x) => n.op('abs', [x]);
const square: Step = (n, x) => n.op('mul', [x, x]);
const sqrt: Step = (n, x) => {
  const { elementType } = typeOf(x);
  return n.cast(n.op('sqrt', [n.cast(x, wideOf(x))]), elementType);
};
const log: Step = (n, x) => n.op('log', [x]);

/** ln Σ exp(x), without overflow. */
function logSumExp(n: Node): Value {
  const x = n.input(0);
  const axes = axesOf(n, 18);
  if (!axes) return x;
  const largest = n.reduce('reduce_max', x, axes, true);
  const sum = n.reduce('reduce_sum', n.op('exp', [n.op('sub', [x, largest])]), axes, true);
  const result = n.op('add', [n.op('log', [sum]), largest]);
  return n.flag('keepdims', true)
    ? result
    : n.reshape(
        result,
        shapeOf(x).filter((_, i) => !axes.includes(i)),
      );
}

const arg =
  (name: string): Row =>
  (n) => {
    const x = n.input(0);
    const axis = n.axis(n.int('axis', 0), shapeOf(x).length);
    const shape = shapeOf(x).flatMap((d, i) =>
      i !== axis ? [d] : n.flag('keepdims', true) ? [1] : [],
    );
    const type = RankedTensorType.get(shape, I64);
    return n.op(name, [x], { axis: i64(axis), last: n.flag('select_last_index') }, type);
  };

const scan =
  (name: string): Row =>
  (n) => {
    const x = n.input(0);
    const axis = n.axis(n.constNumber(1), shapeOf(x).length);
    return n.op(name, [x], {
      axis: i64(axis),
      exclusive: n.flag('exclusive'),
      reverse: n.flag('reverse'),
    });
  };

/** Along one axis; before version 13 along all from it on, seen as one. */
function alongAxis(n: Node, apply: (x: Value, axis: number) => Value): Value {
  const x = n.input(0);
  const shape = shapeOf(x);
  const axis = n.axis(n.int('axis', n.version >= 13 ? -1 : 1), shape.length);
  if (n.version >= 13 || axis === shape.length - 1) return apply(x, axis);
  const rows = n.reshape(x, [product(shape.slice(0, axis)), product(shape.slice(axis))]);
  return n.reshape(apply(rows, 1), shape);
}

const softmax =
  (name: string): Row =>
  (n) =>
    alongAxis(n, (x, axis) =>
      n.op(name, [x], { axis: axis === shapeOf(x).length - 1 ? undefined : i64(axis) }),
    );

function hardmax(n: Node): Value {
  return alongAxis(n, (x, axis) => {
    const dropped = shapeOf(x).filter((_, i) => i !== axis);
    const best = n.op('arg_max', [x], { axis: i64(axis) }, RankedTensorType.get(dropped, I64));
    const values = n.numbers([0, 1], elementOf(x), [2]);
    return n.op('one_hot', [best, values], { axis: i64(axis), depth: i64(shapeOf(x)[axis]) });
  });
}

/** Mean, and the mean square of what is left. */
function moments(
  n: Node,
  x: Value,
  axes: readonly number[],
): { mean: Value; variance: Value; centred: Value } {
  const mean = n.reduce('mean', x, axes, true);
  const centred = n.op('sub', [x, mean]);
  return { mean, centred, variance: n.reduce('mean', n.op('mul', [centred, centred]), axes, true) };
}

function batchNormalization(n: Node): readonly Value[] {
  const [x, scale, bias, mean, variance] = [0, 1, 2, 3, 4].map((i) => n.input(i));
  const attributes = { axis: i64(1), epsilon: f32(n.float('epsilon', 1e-5)) };
  const shape = shapeOf(x);
  const run = (m: Value, v: Value) =>
    n.cast(
      n.op(
        'batch_norm',
        [x, ...[scale, bias, m, v].map((p) => n.cast(p, elementOf(x)))],
        attributes,
      ),
      elementOf(x),
    );
  const isTraining = n.version >= 14 ? n.flag('training_mode') : n.wants(1);
  if (!isTraining) return [run(mean, variance)];
  const found = moments(
    n,
    x,
    range(0, shape.length).filter((i) => i !== 1),
  );
  const flat = (v: Value) => n.reshape(v, [shape[1]]);
  const momentum = n.float('momentum', 0.9);
  const running = (old: Value, now: Value) =>
    n.op('add', [
      n.op('mul', [old, n.scalar(momentum, old)]),
      n.op('mul', [now, n.scalar(1 - momentum, now)]),
    ]);
  const [m, v] = [flat(found.mean), flat(found.variance)];
  return [run(m, v), running(mean, m), running(variance, v)];
}

function groupNormalization(n: Node): Value {
  const [x, scale, bias] = [0, 1, 2].map((i) => n.input(i));
  const channels = shapeOf(x)[1];
  const groups = n.int('num_groups');
  // Up to version 20 the parameters have an element a group.
  const perChannel = (p: Value) => {
    if (shapeOf(p)[0] === channels && n.version >= 21) return p;
    const each = channels / shapeOf(p)[0];
    const spread = n.op(
      'broadcast_to',
      [n.reshape(p, [shapeOf(p)[0], 1])],
      {},
      typeOf(p).withShape([shapeOf(p)[0], each]),
    );
    return n.reshape(spread, [channels]);
  };
  const attributes = { axis: i64(1), groups: i64(groups), epsilon: f32(n.float('epsilon', 1e-5)) };
  return n.op('group_norm', [x, perChannel(scale), perChannel(bias)], attributes);
}

function layerNormalization(n: Node): readonly Value[] {
  const x = n.input(0);
  const rank = shapeOf(x).length;
  const axis = n.axis(n.int('axis', -1), rank);
  const epsilon = n.float('epsilon', 1e-5);
  const operands = [x, n.input(1), ...(n.has(2) ? [n.input(2)] : [])];
  const y = n.op('layer_norm', operands, { axis: i64(axis), epsilon: f32(epsilon) });
  if (!n.wants(1) && !n.wants(2)) return [y];
  const wide = n.cast(x, wideOf(x));
  const { mean, variance } = moments(n, wide, range(axis, rank));
  return [y, mean, n.op('rsqrt', [n.op('add', [variance, n.scalar(epsilon, variance)])])];
}

function lpNormalization(n: Node): Value {
  const x = n.input(0);
  const axis = n.axis(n.int('axis', -1), shapeOf(x).length);
  const p = n.int('p', 2);
  const powers = p === 1 ? n.op('abs', [x]) : n.op('mul', [x, x]);
  const sum = n.reduce('reduce_sum', powers, [axis], true);
  const norm = p === 1 ? sum : n.op('sqrt', [sum]);
  // Where the norm is zero, so are the elements.
  const zero = n.scalar(0, norm);
  const safe = n.op('select', [n.op('equal', [norm, zero]), n.scalar(1, norm), norm]);
  return n.op('div', [x, safe]);
}

function meanVarianceNormalization(n: Node): Value {
  const x = n.input(0);
  const { centred, variance } = moments(n, x, n.axes(n.ints('axes', [0, 2, 3]), shapeOf(x).length));
  const deviation = n.op('sqrt', [variance]);
  return n.op('div', [centred, n.op('add', [deviation, n.scalar(1e-9, deviation)])]);
}

function localResponse(n: Node): Value {
  return n.op('local_response_norm', [n.input(0)], {
    axis: i64(1),
    size: i64(n.int('size')),
    alpha: f32(n.float('alpha', 1e-4)),
    beta: f32(n.float('beta', 0.75)),
    bias: f32(n.float('bias', 1)),
  });
}

export const reduction: Rows = {
  ArgMax: arg('arg_max'),
  ArgMin: arg('arg_min'),
  BatchNormalization: batchNormalization,
  CumProd: scan('cumprod'),
  CumSum: scan('cumsum'),
  GroupNormalization: groupNormalization,
  Hardmax: hardmax,
  InstanceNormalization: (n) => {
    const channels = shapeOf(n.input(0))[1];
    if (channels === DYNAMIC) n.fail('its number of channels is not known');
    const attributes = {
      axis: i64(1),
      groups: i64(channels),
      epsilon: f32(n.float('epsilon', 1e-5)),
    };
    return n.op('group_norm', [n.input(0), n.input(1), n.input(2)], attributes);
  },
  LRN: localResponse,
  LayerNormalization: layerNormalization,
  LogSoftmax: softmax('log_softmax'),
  LpNormalization: lpNormalization,
  MeanVarianceNormalization: meanVarianceNormalization,
  RMSNormalization: (n) => {
    const x = n.input(0);
    const axis = n.axis(n.int('axis', -1), shapeOf(x).length);
    const wide = n.op('rms_norm', [x, n.cast(n.input(1), elementOf(x))], {
      axis: i64(axis),
      epsilon: f32(n.float('epsilon', 1e-5)),
    });
    return n.cast(wide, elementOf(n.input(1)));
  },
  ReduceL1: reduce('reduce_sum', abs),
  ReduceL2: reduce('reduce_sum', square, sqrt),
  ReduceLogSum: reduce('reduce_sum', same, log),
  ReduceLogSumExp: logSumExp,
  ReduceMax: reduce('reduce_max'),
  ReduceMean: reduce('mean'),
  ReduceMin: reduce('reduce_min'),
  ReduceProd: reduce('reduce_prod'),
  ReduceSum: reduce('reduce_sum', same, same, 13),
  ReduceSumSquare: reduce('reduce_sum', square),
  Softmax: softmax('softmax'),
};
