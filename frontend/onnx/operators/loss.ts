/** Losses, as they are evaluated: classes are dimension 1. */
import type { Value } from '../../../ir/index.js';
import { i64, type Node, range, shapeOf } from '../node.js';
import { unsqueeze } from './movement.js';
import type { Rows } from './row.js';

/** The negative logarithms at the targets, weighted and reduced. */
function likelihood(n: Node, logs: Value, target: Value, weight: Value | undefined): Value {
  const ignored = n.hasAttribute('ignore_index') ? n.int('ignore_index') : undefined;
  const isIgnored =
    ignored === undefined ? undefined : n.op('equal', [target, n.scalar(ignored, target)]);
  const safe = isIgnored ? n.op('select', [isIgnored, n.scalar(0, target), target]) : target;
  const picked = n.op('gather_elements', [logs, unsqueeze(n, safe, [1])], { axis: i64(1) });
  const losses = n.op('neg', [n.reshape(picked, shapeOf(target))]);
  let factors = weight ? n.op('gather', [weight, safe], { axis: i64(0) }) : undefined;
  if (isIgnored) {
    const [zero, one] = [n.scalar(0, losses), n.scalar(1, losses)];
    factors = n.op('select', [isIgnored, zero, factors ?? one]);
  }
  const weighted = factors ? n.op('mul', [losses, factors]) : losses;
  const reduction = n.text('reduction', 'mean');
  if (reduction === 'none') return weighted;
  const axes = range(0, shapeOf(weighted).length);
  if (reduction === 'mean' && !factors) return n.reduce('mean', weighted, axes, false);
  const sum = n.reduce('reduce_sum', weighted, axes, false);
  return reduction === 'sum'
    ? sum
    : n.op('div', [sum, n.reduce('reduce_sum', factors!, axes, false)]);
}

function crossEntropy(n: Node): readonly Value[] {
  const logs = n.op('log_softmax', [n.input(0)], { axis: i64(1) });
  return [likelihood(n, logs, n.input(1), n.optional(2)), logs];
}

export const loss: Rows = {
  NegativeLogLikelihoodLoss: (n) => likelihood(n, n.input(0), n.input(1), n.optional(2)),
  SoftmaxCrossEntropyLoss: crossEntropy,
};
