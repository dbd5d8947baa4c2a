/** Shape rules C1 C2 C3 C4 C6 C11 C12: windows over pictures, matrix products, resampling. */
import { DYNAMIC } from '../../ir/index.js';
import {
  countOf,
  type InferredTensor,
  intOf,
  intsOf,
  isDynamic,
  reject,
  type Shape,
  type ShapeQuery,
  shapesAgree,
  shapeText,
  sizeFrom,
  textOf,
} from './infer.js';

/** Size of the result along one dimension of a window operator. */
export function windowedSize(
  size: number,
  kernel: number,
  stride: number,
  dilation: number,
  padding: number,
): number {
  return Math.floor((size + padding - (kernel - 1) * dilation - 1) / stride) + 1;
}

interface Window {
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** The window over a picture of `rank` spatial dimensions, checked by C1. */
function windowOf(q: ShapeQuery, ifm: Shape, kernel: readonly number[], rank: number): Window {
  const names = rank === 2 ? 'four dimensions (n, h, w, c)' : `${rank + 2} dimensions`;
  if (ifm.length !== rank + 2) reject(`takes a picture of ${names}, not ${shapeText(ifm)}`, 'C1');
  const ones = kernel.map(() => 1);
  const stride = intsOf(q, 'stride');
  const dilation = q.attr('dilation') ? intsOf(q, 'dilation') : ones;
  const padding = intsOf(q, 'padding');
  for (const [name, list] of [
    ['kernel', kernel],
    ['stride', stride],
    ['dilation', dilation],
  ] as const) {
    if (list.length !== rank) reject(`${name} ${shapeText(list)} must have ${rank} entries`, 'C1');
    if (list.some((v) => v < 1)) reject(`${name} [${list.join(', ')}] must be positive`, 'C1');
  }
  if (padding.length !== 2 * rank || padding.some((v) => v < 0)) {
    reject(`padding [${padding.join(', ')}] must not be negative`, 'C1');
  }
  return { kernel, stride, dilation, before: padding.slice(0, rank), after: padding.slice(rank) };
}

function windowed(ifm: Shape, w: Window, channels: number): number[] {
  const spatial = w.kernel.map((k, d) =>
    sizeFrom(
      (size) => {
        const out = windowedSize(size, k, w.stride[d], w.dilation[d], w.before[d] + w.after[d]);
        if (out >= 0) return out;
        return reject(
          `the window reaches beyond the picture ${shapeText(ifm)} and its padding`,
          'C1',
        );
      },
      ifm[d + 1],
    ),
  );
  return [ifm[0], ...spatial, channels];
}

function checkBias(q: ShapeQuery, channels: number, rule: string, at = 2): void {
  const bias = q.operands[at]?.shape;
  if (bias && !shapesAgree(bias, [channels])) {
    reject(`bias must have the shape [${channels}], not ${shapeText(bias)}`, rule);
  }
}

/** Checks the channels of a filter against those of the picture, and of its groups. */
function checkChannels(q: ShapeQuery, rule: string): void {
  const [ifm, filter] = [q.operands[0].shape, q.operands[1].shape];
  const [o, i, c] = [filter[0], filter.at(-1)!, ifm.at(-1)!];
  const fits =
    filter.length === ifm.length && (isDynamic(c) || (c % i === 0 && o % (c / i) === 0 && i > 0));
  if (!fits) {
    const taps = ['kd', 'kh', 'kw'].slice(5 - ifm.length).join(', ');
    reject(`filter must be o, ${taps}, ${c}, not ${shapeText(filter)}`, rule);
  }
}

export const conv = (rank: number) => (q: ShapeQuery) => {
  const [ifm, filter] = [q.operands[0].shape, q.operands[1].shape];
  const w = windowOf(q, ifm, filter.slice(1, -1), rank);
  checkChannels(q, 'C2');
  checkBias(q, filter[0], 'C2');
  return [{ shape: windowed(ifm, w, filter[0]), element: null }];
};

export function depthwise(q: ShapeQuery): InferredTensor[] {
  const [ifm, filter] = [q.operands[0].shape, q.operands[1].shape];
  const w = windowOf(q, ifm, filter.slice(1, 3), 2);
  if (filter.length !== 4 || filter[0] !== 1 || filter[3] % ifm[3] !== 0 || filter[3] === 0) {
    reject(`filter must be 1, kh, kw and a multiple of ${ifm[3]}, not ${shapeText(filter)}`, 'C3');
  }
  checkBias(q, filter[3], 'C3');
  return [{ shape: windowed(ifm, w, filter[3]), element: null }];
}

export const convTranspose = (rank: number) => (q: ShapeQuery) => {
  const [ifm, filter] = [q.operands[0].shape, q.operands[1].shape];
  const w = windowOf(q, ifm, filter.slice(1, -1), rank);
  const extra = intsOf(q, 'output_padding');
  checkChannels(q, 'C11');
  checkBias(q, filter[0], 'C11');
  const spatial = w.kernel.map((k, d) =>
    sizeFrom(
      (size) => {
        const reach = (k - 1) * w.dilation[d] + 1;
        const out = (size - 1) * w.stride[d] + reach + extra[d] - w.before[d] - w.after[d];
        return out >= 1 ? out : reject(`the padding leaves ${out} of dimension ${d + 1}`, 'C11');
      },
      ifm[d + 1],
    ),
  );
  return [{ shape: [ifm[0], ...spatial, filter[0]] }];
};

export function deformConv(q: ShapeQuery): InferredTensor[] {
  const [ifm, filter, offset, mask] = q.operands.map((t) => t.shape);
  const w = windowOf(q, ifm, filter.slice(1, -1), 2);
  checkChannels(q, 'C2');
  checkBias(q, filter[0], 'C2', 4);
  const shape = windowed(ifm, w, filter[0]);
  const taps = intOf(q, 'offset_groups') * filter[1] * filter[2];
  const wanted = [...shape.slice(0, 3), 2 * taps];
  if (!shapesAgree(offset, wanted)) {
    reject(`offset must have the shape ${shapeText(wanted)}, not ${shapeText(offset)}`, 'C2');
  }
  if (!shapesAgree(mask, [...shape.slice(0, 3), taps])) {
    reject(`mask must have half the channels of offset, not ${shapeText(mask)}`, 'C2');
  }
  return [{ shape }];
}

export const pool = (rank: number) => (q: ShapeQuery) => {
  const ifm = q.operands[0].shape;
  const w = windowOf(q, ifm, intsOf(q, 'kernel'), rank);
  return [{ shape: windowed(ifm, w, ifm.at(-1)!), element: null }];
};

export function poolIndices(q: ShapeQuery): InferredTensor[] {
  return pool(q.operands[0].shape.length - 2)(q);
}

export function fullyConnected(q: ShapeQuery): InferredTensor[] {
  const [ifm, filter] = [q.operands[0].shape, q.operands[1].shape];
  const count = countOf(ifm);
  const isKnown = count !== DYNAMIC;
  if (filter.length !== 2 || filter[1] === 0 || (isKnown && count % filter[1] !== 0)) {
    reject(`filter must be o, k with k a divisor of ${count}, not ${shapeText(filter)}`, 'C4');
  }
  checkBias(q, filter[0], 'C4');
  const declared = q.declared[0]?.shape;
  const rows = isKnown ? count / filter[1] : DYNAMIC;
  if (!declared) {
    const keeps = ifm.at(-1) === filter[1];
    return [{ shape: keeps ? [...ifm.slice(0, -1), filter[0]] : [rows, filter[0]] }];
  }
  const total = countOf(declared);
  const fits = total === DYNAMIC || !isKnown || total === rows * filter[0];
  if (declared.at(-1) !== filter[0] || !fits) {
    reject(`the result must be ${rows} rows of ${filter[0]}, not ${shapeText(declared)}`, 'C4');
  }
  return [{ shape: declared, element: null }];
}

/** The broadcast of two shapes (C5), or undefined. */
export function broadcast(a: Shape, b: Shape): number[] | undefined {
  const rank = Math.max(a.length, b.length);
  const out: number[] = [];
  for (let i = 0; i < rank; i++) {
    const x = a[a.length - rank + i] ?? 1;
    const y = b[b.length - rank + i] ?? 1;
    if (x === 1 || x === y) out.push(y);
    else if (y === 1) out.push(x);
    else if (isDynamic(x) || isDynamic(y)) out.push(isDynamic(x) ? y : x);
    else return undefined;
  }
  return out;
}

export function matmul(q: ShapeQuery): InferredTensor[] {
  const [a, b] = [q.operands[0].shape, q.operands[1].shape];
  if (a.length === 0 || b.length === 0) reject('takes no scalars', 'C12');
  const rows = a.length > 1 ? [a.at(-2)!] : [];
  const columns = b.length > 1 ? [b.at(-1)!] : [];
  const [k, k2] = [a.at(-1)!, b.length > 1 ? b.at(-2)! : b[0]];
  const batch = broadcast(a.slice(0, -2), b.slice(0, -2));
  if (!batch || (k !== k2 && !isDynamic(k) && !isDynamic(k2))) {
    reject(`${shapeText(a)} and ${shapeText(b)} are no factors of a matrix product`, 'C12');
  }
  return [{ shape: [...batch!, ...rows, ...columns], element: null }];
}

/** The letters of an equation: those of each operand and of the result, `...` as one. */
export function einsumTerms(
  equation: string,
  ranks: readonly number[],
): { inputs: string[][]; output: string[] } {
  const text = equation.replaceAll(' ', '');
  const [left, right] = text.split('->');
  const lettersOf = (term: string): string[] => term.match(/\.\.\.|[A-Za-z]/g) ?? [];
  const terms = left.split(',').map(lettersOf);
  if (terms.length !== ranks.length || /[^A-Za-z.,>-]/.test(text)) {
    reject(`the equation '${equation}' does not speak of ${ranks.length} operands`, 'C12');
  }
  // The dimensions under an ellipsis are numbered from the last.
  const widths = terms.map((t, i) => ranks[i] - t.filter((l) => l !== '...').length);
  const widest = Math.max(0, ...widths.filter((_, i) => terms[i].includes('...')));
  const expand = (term: string[], width: number) =>
    term.flatMap((l) =>
      l === '...' ? Array.from({ length: width }, (_, i) => `${widest - width + i}`) : [l],
    );
  if (widths.some((w, i) => w < 0 || (w > 0 && !terms[i].includes('...')))) {
    reject(`the equation '${equation}' does not have the ranks ${ranks.join(', ')}`, 'C12');
  }
  const inputs = terms.map((t, i) => expand(t, widths[i]));
  if (right !== undefined) return { inputs, output: expand(lettersOf(right), widest) };
  const all = inputs.flat();
  const once = [...new Set(all)].filter(
    (l) => /\d/.test(l) || all.indexOf(l) === all.lastIndexOf(l),
  );
  return { inputs, output: once.sort() };
}

export function einsum(q: ShapeQuery): InferredTensor[] {
  const shapes = q.operands.map((t) => t.shape);
  const { inputs, output } = einsumTerms(
    textOf(q, 'equation'),
    shapes.map((s) => s.length),
  );
  const sizes = new Map<string, number>();
  inputs.forEach((letters, i) => {
    letters.forEach((letter, d) => {
      const merged = broadcast([sizes.get(letter) ?? 1], [shapes[i][d]]);
      if (!merged) reject(`dimension ${letter} has two sizes`, 'C12');
      sizes.set(letter, merged![0]);
    });
  });
  return [{ shape: output.map((l) => sizes.get(l) ?? reject(`no operand has the ${l}`, 'C12')) }];
}

export function det(q: ShapeQuery): InferredTensor[] {
  const { shape } = q.operands[0];
  if (shape.length < 2 || shape.at(-1) !== shape.at(-2)) {
    reject(`takes square matrices, not ${shapeText(shape)}`, 'C12');
  }
  return [{ shape: shape.slice(0, -2) }];
}

export function regions(q: ShapeQuery): InferredTensor[] {
  const [ifm, rois] = [q.operands[0].shape, q.operands[1].shape];
  if (ifm.length !== 4 || rois.length !== 2) {
    reject(`takes a picture n, h, w, c and rows of regions, not ${shapeText(rois)}`, 'C6');
  }
  return [{ shape: [rois[0], ...intsOf(q, 'size'), ifm[3]] }];
}

export function gridSample(q: ShapeQuery): InferredTensor[] {
  const [ifm, grid] = [q.operands[0].shape, q.operands[1].shape];
  const rank = ifm.length - 2;
  if (rank < 1 || grid.length !== ifm.length || grid.at(-1) !== rank || grid[0] !== ifm[0]) {
    reject(`grid must have ${rank} coordinates a place, not ${shapeText(grid)}`, 'C6');
  }
  return [{ shape: [...grid.slice(0, -1), ifm.at(-1)!] }];
}

export function resize(q: ShapeQuery): InferredTensor[] {
  const { shape } = q.operands[0];
  const scales = intsOf(q, 'scales');
  if (scales.length !== shape.length || scales.some((s) => !(s > 0))) {
    reject(`scales must have ${shape.length} positive entries`, 'C6');
  }
  const declared = q.declared[0]?.shape;
  if (declared) {
    if (declared.length !== shape.length) reject(`the result must keep the rank`, 'C6');
    return [{ shape: declared }];
  }
  return [{ shape: shape.map((d, i) => sizeFrom((s) => Math.floor(s * scales[i]), d)) }];
}

export function col2im(q: ShapeQuery): InferredTensor[] {
  const { shape } = q.operands[0];
  const taps = intsOf(q, 'kernel').reduce((n, d) => n * d, 1);
  if (shape.length !== 3 || shape[1] % taps !== 0) {
    reject(`takes n, c*${taps}, l, not ${shapeText(shape)}`, 'C6');
  }
  return [{ shape: [shape[0], shape[1] / taps, ...intsOf(q, 'size')] }];
}
