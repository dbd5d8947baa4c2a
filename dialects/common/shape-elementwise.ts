/** Shape rules C5 C7 C13: element by element, normalisations, casts. */
import { IntegerType } from '../../ir/index.js';
import {
  axisOf,
  flagOf,
  type InferredTensor,
  intOf,
  intsOf,
  optionalInt,
  reject,
  type Shape,
  type ShapeQuery,
  shapesAgree,
  shapeText,
  sizeFrom,
} from './infer.js';
import { broadcast } from './shape-window.js';

const I1 = IntegerType.get(1);
const element = (q: ShapeQuery, i = 0) => q.operands[i].elementType;

export function together(...shapes: readonly Shape[]): number[] {
  return shapes.reduce<number[]>((a, b) => {
    const both = broadcast(a, b);
    if (!both) reject(`shapes ${shapeText(a)} and ${shapeText(b)} do not broadcast`, 'C5');
    return both!;
  }, []);
}

/** The shape of operand 0, of an element type that is free: that of a quantized result may differ. */
export const keepShape = (q: ShapeQuery): InferredTensor[] => [
  { shape: q.operands[0].shape, element: null },
];

/** The type of operand 0, whole. */
export const keepType = (q: ShapeQuery): InferredTensor[] => [
  { shape: q.operands[0].shape, element: element(q) },
];

export const binary = (q: ShapeQuery): InferredTensor[] => [
  { shape: together(q.operands[0].shape, q.operands[1].shape), element: null },
];

/** Both operands and the result have one element type. */
export function pair(q: ShapeQuery): InferredTensor[] {
  if (element(q, 0) !== element(q, 1)) {
    reject(
      `the operands must have one element type, not ${element(q, 0)} and ${element(q, 1)}`,
      'C5',
    );
  }
  return [{ shape: together(q.operands[0].shape, q.operands[1].shape), element: element(q) }];
}

export const compare = (q: ShapeQuery): InferredTensor[] => [{ ...pair(q)[0], element: I1 }];

export const power = (q: ShapeQuery): InferredTensor[] => [
  { shape: together(q.operands[0].shape, q.operands[1].shape), element: element(q) },
];

export function prelu(q: ShapeQuery): InferredTensor[] {
  const [found] = pair(q);
  if (!shapesAgree(found.shape, q.operands[0].shape)) {
    reject(`the slope ${shapeText(q.operands[1].shape)} must broadcast to lhs`, 'C5');
  }
  return [found];
}

export function select(q: ShapeQuery): InferredTensor[] {
  const [c, a, b] = q.operands;
  if (a.elementType !== b.elementType) {
    reject(
      `both values must have one element type, not ${a.elementType} and ${b.elementType}`,
      'C5',
    );
  }
  return [{ shape: together(c.shape, a.shape, b.shape), element: a.elementType }];
}

export const test = (q: ShapeQuery): InferredTensor[] => [
  { shape: q.operands[0].shape, element: I1 },
];

/** The shape stays; an axis that is given lies inside the rank. */
export function alongAxis(q: ShapeQuery): InferredTensor[] {
  if (optionalInt(q, 'axis') !== undefined) axisOf(q, 'C13');
  return keepShape(q);
}

/** Parameters with an element a channel. */
export function perChannel(q: ShapeQuery): InferredTensor[] {
  const channels = q.operands[0].shape[axisOf(q, 'C13')];
  for (const { shape } of q.operands.slice(1)) {
    if (!shapesAgree(shape, [channels])) {
      reject(`parameters must have the shape [${channels}], not ${shapeText(shape)}`, 'C13');
    }
  }
  return keepType(q);
}

export function groupNorm(q: ShapeQuery): InferredTensor[] {
  const channels = q.operands[0].shape[axisOf(q, 'C13')];
  const groups = intOf(q, 'groups');
  if (groups < 1 || channels % groups !== 0) {
    reject(`${channels} channels are no ${groups} equal groups`, 'C13');
  }
  return perChannel(q);
}

/** Parameters that broadcast to the input, or (layer_norm) to its dimensions from the axis on. */
export function overLast(q: ShapeQuery): InferredTensor[] {
  axisOf(q, 'C13');
  const { shape } = q.operands[0];
  for (const parameter of q.operands.slice(1)) {
    const both = broadcast(parameter.shape, shape);
    if (!both || !shapesAgree(both, shape)) {
      reject(
        `parameters ${shapeText(parameter.shape)} must broadcast to ${shapeText(shape)}`,
        'C13',
      );
    }
  }
  return keepType(q);
}

/** States of gru, lstm and rnn: all, then the last one `lasts` times. */
export const recurrent = (gates: number, lasts: number) => (q: ShapeQuery) => {
  const [x, w, r, b, h] = q.operands.map((t) => t.shape);
  if (x.length !== 3 || w.length !== 3 || r.length !== 3 || b.length !== 2 || h.length !== 3) {
    reject('takes x, weight, recurrence and initial of rank 3, bias of rank 2', 'C14');
  }
  const [directions, , hidden] = r;
  const fits =
    shapesAgree(w, [directions, gates * hidden, x[2]]) &&
    shapesAgree(r, [directions, gates * hidden, hidden]) &&
    shapesAgree(b, [directions, 2 * gates * hidden]) &&
    shapesAgree(h, [directions, x[1], hidden]);
  if (!fits) {
    reject(
      `weight ${shapeText(w)}, recurrence ${shapeText(r)}, bias ${shapeText(b)} and initial ${shapeText(h)} do not fit x ${shapeText(x)}`,
      'C14',
    );
  }
  const last = { shape: [directions, x[1], hidden] };
  return [
    { shape: [x[0], directions, x[1], hidden] },
    ...Array.from({ length: lasts }, () => last),
  ];
};

export function dft(q: ShapeQuery): InferredTensor[] {
  const { shape } = q.operands[0];
  const axis = axisOf(q, 'C14');
  const parts = shape.at(-1)!;
  if (shape.length < 2 || axis === shape.length - 1 || (parts !== 1 && parts !== 2)) {
    reject(`takes real or complex numbers in the last dimension, not ${shapeText(shape)}`, 'C14');
  }
  const length = intOf(q, 'length');
  const [inverse, onesided] = [flagOf(q, 'inverse'), flagOf(q, 'onesided')];
  const size = onesided && !inverse ? Math.floor(length / 2) + 1 : length;
  const out = shape.map((d, i) => (i === axis ? size : d));
  out[out.length - 1] = onesided && inverse ? 1 : 2;
  return [{ shape: out }];
}

export function pad(q: ShapeQuery): InferredTensor[] {
  const { shape } = q.operands[0];
  const [before, after] = [intsOf(q, 'before'), intsOf(q, 'after')];
  const cuts = q.attr('mode') !== undefined;
  const wrong = (v: number) => v < 0 && !cuts;
  if (
    before.length !== shape.length ||
    after.length !== shape.length ||
    [...before, ...after].some(wrong)
  ) {
    reject(`before and after must have ${shape.length} entries that are not negative`, 'C8');
  }
  const out = shape.map((d, i) =>
    sizeFrom((s) => {
      const size = s + before[i] + after[i];
      return size >= 0 ? size : reject(`cuts off more than ${shapeText(shape)} has`, 'C8');
    }, d),
  );
  return [{ shape: out, element: null }];
}
