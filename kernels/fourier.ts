// Discrete Fourier transforms, by their definition: n is small in networks, and any n will do.

import type { NumberArray } from './arrays.js';
import { forEachLine } from './reductions.js';
import type { Shape } from './shape.js';

/**
 * Transforms along `axis` of a tensor whose last dimension has 1 (real) or 2 (complex) parts, over
 * `length` elements. A one-sided inverse takes the first half of a spectrum and gives real numbers.
 */
export function dftInto(
  shape: Shape,
  outShape: Shape,
  axis: number,
  length: number,
  { inverse, onesided }: { readonly inverse: boolean; readonly onesided: boolean },
  ifm: NumberArray,
  ofm: NumberArray,
): void {
  const [parts, outParts] = [shape.at(-1)!, outShape.at(-1)!];
  const [places, outPlaces] = [shape.slice(0, -1), outShape.slice(0, -1)];
  const wave = Array.from({ length }, (_, i) => (2 * Math.PI * i) / length);
  const [cos, sin] = [wave.map(Math.cos), wave.map(Math.sin)];
  const sign = inverse ? 1 : -1;
  const starts: number[] = [];
  forEachLine(outPlaces, axis, (start) => starts.push(start));
  forEachLine(places, axis, (start, step, line) => {
    const [re, im] = [new Float64Array(length), new Float64Array(length)];
    for (let i = 0; i < Math.min(length, places[axis]); i++) {
      const at = (start + i * step) * parts;
      re[i] = ifm[at];
      im[i] = parts === 2 ? ifm[at + 1] : 0;
    }
    if (inverse && onesided) {
      // The other half mirrors the first, with the sign of the imaginary part changed.
      for (let i = Math.floor(length / 2) + 1; i < length; i++) {
        re[i] = re[length - i];
        im[i] = -im[length - i];
      }
    }
    for (let k = 0; k < outPlaces[axis]; k++) {
      let [a, b] = [0, 0];
      for (let i = 0; i < length; i++) {
        const turn = (i * k) % length;
        a += re[i] * cos[turn] - sign * im[i] * sin[turn];
        b += im[i] * cos[turn] + sign * re[i] * sin[turn];
      }
      const at = (starts[line] + k * step) * outParts;
      ofm[at] = inverse ? a / length : a;
      if (outParts === 2) ofm[at + 1] = inverse ? b / length : b;
    }
  });
}
