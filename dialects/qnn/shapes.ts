/** Shape rules of qnn where they are not those of nn: element types with scales differ. */
import { IntegerType } from '../../ir/index.js';
import {
  broadcast,
  type InferredTensor,
  reject,
  SHAPE_RULES,
  type ShapeQuery,
  type ShapeRule,
  sameShape,
  shapeText,
} from '../common/index.js';

const free = (shape: readonly number[]): InferredTensor => ({ shape, element: null });

/** Operands of any quantization broadcast (C5). */
const pair: ShapeRule = SHAPE_RULES.add;

const compare: ShapeRule = {
  rule: 'C5',
  infer: (q) => [{ shape: pair.infer(q)[0].shape, element: IntegerType.get(1) }],
};

const select: ShapeRule = {
  rule: 'C5',
  infer(q) {
    const [c, a, b] = q.operands.map((t) => t.shape);
    const both = broadcast(a, b);
    const all = both && broadcast(c, both);
    return [
      free(all ?? reject(`shapes ${[c, a, b].map(shapeText).join(', ')} do not broadcast`, 'C5')),
    ];
  },
};

const prelu: ShapeRule = {
  rule: 'C5',
  infer(q) {
    const [found] = pair.infer(q);
    const [input, slope] = q.operands.map((t) => t.shape);
    if (!sameShape(found.shape, input)) {
      reject(`the slope ${shapeText(slope)} must broadcast to lhs ${shapeText(input)}`, 'C5');
    }
    return [found];
  },
};

/** A picture of the declared height and width (C6). */
const resize: ShapeRule = {
  rule: 'C6',
  infer(q) {
    const [from, to] = [q.operands[0].shape, q.declared[0]?.shape ?? []];
    if (from.length !== 4 || to.length !== 4 || from.some((d) => d === 0)) {
      reject(`resizes pictures n, h, w, c, not ${shapeText(from)}`, 'C6');
    }
    return [free([from[0], to[1], to[2], from[3]])];
  },
};

function expect(q: ShapeQuery, operand: number, wanted: readonly number[], what: string): void {
  const { shape } = q.operands[operand];
  if (!sameShape(shape, wanted)) {
    reject(`${what} must have the shape ${shapeText(wanted)}, not ${shapeText(shape)}`, 'C14');
  }
}

/** Sizes of weights and states follow x and the hidden state (C14). */
const lstm: ShapeRule = {
  rule: 'C14',
  infer(q) {
    const [x, hidden] = [q.operands[0].shape, q.operands[13].shape];
    if (x.length !== 3 || hidden.length !== 2) {
      reject(`takes sequences of rank 3 and states of rank 2, not ${shapeText(x)}`, 'C14');
    }
    const units = hidden[1];
    const timeMajor = q.attr('time_major')?.toString() === 'true';
    expect(q, 13, [x[timeMajor ? 1 : 0], units], 'hidden');
    expect(q, 14, hidden, 'cell');
    for (let gate = 0; gate < 4; gate++) {
      expect(q, 1 + gate, [units, x[2]], `weight ${gate}`);
      expect(q, 5 + gate, [units, units], `recurrence ${gate}`);
      expect(q, 9 + gate, [units], `bias ${gate}`);
    }
    return [free([x[0], x[1], units]), free(hidden), free(hidden)];
  },
};

/** Sizes of filters and state follow each other (C14). */
const svdf: ShapeRule = {
  rule: 'C14',
  infer(q) {
    const [x, feature, time, state] = q.operands.map((t) => t.shape);
    if (x.length !== 2 || feature.length !== 2 || time.length !== 2) {
      reject(`takes x, feature and time of rank 2, not ${shapeText(x)}`, 'C14');
    }
    const filters = feature[0];
    const rank = Number(q.attr('rank')?.toString().split(' ')[0]);
    if (!(filters % rank === 0)) reject(`${filters} filters are no units of ${rank}`, 'C14');
    expect(q, 1, [filters, x[1]], 'feature');
    expect(q, 2, [filters, time[1]], 'time');
    expect(q, 3, [x[0], filters * time[1]], 'state');
    if (q.operands.length > 4) expect(q, 4, [filters / rank], 'bias');
    return [free([x[0], filters / rank]), free(state)];
  },
};

/** All operands have one shape (C5). */
const addN: ShapeRule = {
  rule: 'C5',
  infer(q) {
    const [first, ...others] = q.operands.map((t) => t.shape);
    if (!first) return reject('sums nothing', 'C5');
    const odd = others.find((shape) => !sameShape(shape, first));
    if (odd)
      reject(`sums tensors of one shape, not ${shapeText(first)} and ${shapeText(odd)}`, 'C5');
    return [free(first)];
  },
};

/** By the operator's name: those of nn are taken for the others. */
export const QNN_SHAPE_RULES = {
  add_n: addN,
  cumsum: SHAPE_RULES.cumsum,
  equal: compare,
  greater: compare,
  greater_equal: compare,
  l2_normalize: SHAPE_RULES.relu,
  less: compare,
  less_equal: compare,
  lstm,
  max: pair,
  min: pair,
  not_equal: compare,
  prelu,
  resize,
  select,
  squared_difference: pair,
  svdf,
} as const satisfies Record<string, ShapeRule>;
