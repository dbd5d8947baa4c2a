// Fast Fourier transforms of real lines in the arithmetic of their elements: 16-bit and 32-bit fixed
// point (each stage divides by its radix, rounding), and float32. Radix 4, 2, 3, 5, then any other,
// decimation in time; the order of operations is fixed, since each one rounds.

export type FftArray = Int16Array | Int32Array | Float32Array;

/** The arithmetic of one element type; what is stored is cut to the type by the array. */
interface Arithmetic {
  create(length: number): FftArray;
  /** cos or sin as an element. */
  unit(x: number): number;
  /** x / k, k a small integer. */
  divide(x: number, k: number): number;
  product(a: number, b: number): number;
  /** a b + sign c d. */
  pair(a: number, b: number, c: number, d: number, sign: 1 | -1): number;
  half(x: number): number;
  /** Cuts a sum to the type. */
  cut(x: number): number;
}

const short = (x: number) => (x << 16) >> 16;

const INT16: Arithmetic = {
  create: (n) => new Int16Array(n),
  unit: (x) => Math.floor(0.5 + 32767 * x),
  divide: (x, k) => (x * Math.trunc(32767 / k) + 0x4000) >> 15,
  product: (a, b) => short((a * b + 0x4000) >> 15),
  pair: (a, b, c, d, sign) => short(((a * b + sign * c * d + 0x4000) | 0) >> 15),
  half: (x) => x >> 1,
  cut: short,
};

const narrow = (x: bigint) => Number(BigInt.asIntN(32, (x + 0x40000000n) >> 31n));

const INT32: Arithmetic = {
  create: (n) => new Int32Array(n),
  unit: (x) => Math.floor(0.5 + 2147483647 * x),
  divide: (x, k) => narrow(BigInt(x) * BigInt(Math.trunc(2147483647 / k))),
  product: (a, b) => narrow(BigInt(a) * BigInt(b)),
  pair: (a, b, c, d, sign) => narrow(BigInt(a) * BigInt(b) + BigInt(sign) * BigInt(c) * BigInt(d)),
  half: (x) => (x | 0) >> 1,
  cut: (x) => x | 0,
};

const f = Math.fround;
const FLOAT: Arithmetic = {
  create: (n) => new Float32Array(n),
  unit: f,
  divide: (x) => x,
  product: (a, b) => f(a * b),
  pair: (a, b, c, d, sign) => f(f(a * b) + sign * f(c * d)),
  half: (x) => f(x * 0.5),
  cut: f,
};

function arithmeticOf(elements: FftArray): Arithmetic {
  if (elements instanceof Int16Array) return INT16;
  return elements instanceof Int32Array ? INT32 : FLOAT;
}

/** Radix and what is left, stage by stage. */
function factorsOf(n: number): [number, number][] {
  const factors: [number, number][] = [];
  let radix = 4;
  for (let rest = n; rest > 1; ) {
    while (rest % radix !== 0) {
      radix = radix === 4 ? 2 : radix === 2 ? 3 : radix + 2;
      if (radix * radix > rest) radix = rest;
    }
    rest /= radix;
    factors.push([radix, rest]);
  }
  return factors;
}

/** A complex transform of n elements; numbers stand as real and imaginary parts in turn. */
class ComplexFft {
  private readonly n: number;
  private readonly inverse: boolean;
  private readonly of: Arithmetic;
  private readonly twiddles: FftArray;
  private readonly factors: readonly [number, number][];

  constructor(n: number, inverse: boolean, of: Arithmetic) {
    this.n = n;
    this.inverse = inverse;
    this.of = of;
    this.factors = factorsOf(n);
    this.twiddles = of.create(2 * n);
    for (let i = 0; i < n; i++) {
      const phase = ((-2 * Math.PI * i) / n) * (inverse ? -1 : 1);
      this.twiddles[2 * i] = of.unit(Math.cos(phase));
      this.twiddles[2 * i + 1] = of.unit(Math.sin(phase));
    }
  }

  run(from: FftArray, to: FftArray): void {
    if (this.n === 1) {
      to[0] = from[0];
      to[1] = from[1];
    } else this.stage(from, 0, 1, to, 0, 0);
  }

  /** Transforms every `stride`th element of `from`, starting at `at`, into `to` at `base`. */
  private stage(
    from: FftArray,
    at: number,
    stride: number,
    to: FftArray,
    base: number,
    depth: number,
  ): void {
    const [radix, m] = this.factors[depth];
    for (let q = 0; q < radix; q++) {
      const source = at + q * stride;
      const target = base + q * m;
      if (m === 1) {
        to[2 * target] = from[2 * source];
        to[2 * target + 1] = from[2 * source + 1];
      } else this.stage(from, source, stride * radix, to, target, depth + 1);
    }
    this.scale(to, base, radix * m, radix);
    for (let u = 0; u < m; u++) this.butterfly(to, base + u, m, u, stride, radix);
  }

  private scale(x: FftArray, base: number, count: number, radix: number): void {
    for (let i = 2 * base; i < 2 * (base + count); i++) x[i] = this.of.divide(x[i], radix);
  }

  private butterfly(
    x: FftArray,
    at: number,
    m: number,
    u: number,
    stride: number,
    radix: number,
  ): void {
    const places = Array.from({ length: radix }, (_, q) => 2 * (at + q * m));
    if (radix > 5) {
      this.general(x, places, m, u, stride);
      return;
    }
    // Elements behind the first are turned by their twiddles.
    const re: number[] = [x[places[0]]];
    const im: number[] = [x[places[0] + 1]];
    for (let q = 1; q < radix; q++) {
      const t = 2 * (u * stride * q);
      const [r, i] = this.times(x[places[q]], x[places[q] + 1], t);
      re.push(r);
      im.push(i);
    }
    if (radix === 2) this.two(x, places, re, im);
    else if (radix === 4) this.four(x, places, re, im);
    else if (radix === 3) this.three(x, places, re, im, stride * m);
    else this.five(x, places, re, im, stride * m);
  }

  private times(r: number, i: number, t: number): [number, number] {
    const [c, s] = [this.twiddles[t], this.twiddles[t + 1]];
    return [this.of.pair(r, c, i, s, -1), this.of.pair(r, s, i, c, 1)];
  }

  private two(x: FftArray, [a, b]: number[], re: number[], im: number[]): void {
    x[b] = re[0] - re[1];
    x[b + 1] = im[0] - im[1];
    x[a] = re[0] + re[1];
    x[a + 1] = im[0] + im[1];
  }

  private four(x: FftArray, [a, b, c, d]: number[], re: number[], im: number[]): void {
    const { cut } = this.of;
    const [evenR, evenI] = [cut(re[0] + re[2]), cut(im[0] + im[2])];
    const [oddR, oddI] = [cut(re[0] - re[2]), cut(im[0] - im[2])];
    const [sumR, sumI] = [cut(re[1] + re[3]), cut(im[1] + im[3])];
    const [differenceR, differenceI] = [cut(re[1] - re[3]), cut(im[1] - im[3])];
    const sign = this.inverse ? -1 : 1;
    x[a] = evenR + sumR;
    x[a + 1] = evenI + sumI;
    x[c] = evenR - sumR;
    x[c + 1] = evenI - sumI;
    x[b] = oddR + sign * differenceI;
    x[b + 1] = oddI - sign * differenceR;
    x[d] = oddR - sign * differenceI;
    x[d + 1] = oddI + sign * differenceR;
  }

  private three(x: FftArray, [a, b, c]: number[], re: number[], im: number[], third: number): void {
    const { cut, half, product } = this.of;
    const [sumR, sumI] = [cut(re[1] + re[2]), cut(im[1] + im[2])];
    const turn = this.twiddles[2 * third + 1];
    const differenceR = product(cut(re[1] - re[2]), turn);
    const differenceI = product(cut(im[1] - im[2]), turn);
    const [middleR, middleI] = [cut(re[0] - half(sumR)), cut(im[0] - half(sumI))];
    x[a] = re[0] + sumR;
    x[a + 1] = im[0] + sumI;
    x[c] = middleR + differenceI;
    x[c + 1] = middleI - differenceR;
    x[b] = middleR - differenceI;
    x[b + 1] = middleI + differenceR;
  }

  private five(
    x: FftArray,
    [a, b, c, d, e]: number[],
    re: number[],
    im: number[],
    fifth: number,
  ): void {
    const { cut, product } = this.of;
    const w = this.twiddles;
    const [yaR, yaI, ybR, ybI] = [2 * fifth, 2 * fifth + 1, 4 * fifth, 4 * fifth + 1].map(
      (i) => w[i],
    );
    const [outerR, outerI] = [cut(re[1] + re[4]), cut(im[1] + im[4])];
    const [acrossR, acrossI] = [cut(re[1] - re[4]), cut(im[1] - im[4])];
    const [innerR, innerI] = [cut(re[2] + re[3]), cut(im[2] + im[3])];
    const [betweenR, betweenI] = [cut(re[2] - re[3]), cut(im[2] - im[3])];
    x[a] = re[0] + cut(outerR + innerR);
    x[a + 1] = im[0] + cut(outerI + innerI);
    const sum = (base: number, p: number, q: number) => cut(cut(base + p) + q);
    const firstR = sum(re[0], product(outerR, yaR), product(innerR, ybR));
    const firstI = sum(im[0], product(outerI, yaR), product(innerI, ybR));
    const turnR = cut(product(acrossI, yaI) + product(betweenI, ybI));
    const turnI = cut(-product(acrossR, yaI) - product(betweenR, ybI));
    x[b] = firstR - turnR;
    x[b + 1] = firstI - turnI;
    x[e] = firstR + turnR;
    x[e + 1] = firstI + turnI;
    const secondR = sum(re[0], product(outerR, ybR), product(innerR, yaR));
    const secondI = sum(im[0], product(outerI, ybR), product(innerI, yaR));
    const backR = cut(-product(acrossI, ybI) + product(betweenI, yaI));
    const backI = cut(product(acrossR, ybI) - product(betweenR, yaI));
    x[c] = secondR + backR;
    x[c + 1] = secondI + backI;
    x[d] = secondR - backR;
    x[d + 1] = secondI - backI;
  }

  private general(x: FftArray, places: number[], m: number, u: number, stride: number): void {
    const { cut } = this.of;
    const parts = places.map((p) => [x[p], x[p + 1]] as const);
    places.forEach((place, k) => {
      let [r, i] = parts[0];
      let turn = 0;
      for (let q = 1; q < parts.length; q++) {
        turn = (turn + stride * (u + k * m)) % this.n;
        const [tr, ti] = this.times(parts[q][0], parts[q][1], 2 * turn);
        r = cut(r + tr);
        i = cut(i + ti);
      }
      x[place] = r;
      x[place + 1] = i;
    });
  }
}

/** Transforms of lines of `length` real elements, an even number. */
export class RealFft {
  private readonly half: number;
  private readonly inverse: boolean;
  private readonly of: Arithmetic;
  private readonly complex: ComplexFft;
  private readonly twiddles: FftArray;

  constructor(length: number, inverse: boolean, like: FftArray) {
    this.half = length / 2;
    this.inverse = inverse;
    this.of = arithmeticOf(like);
    this.complex = new ComplexFft(this.half, inverse, this.of);
    const count = Math.floor(this.half / 2);
    this.twiddles = this.of.create(2 * count);
    for (let i = 0; i < count; i++) {
      const phase = -Math.PI * ((i + 1) / this.half + 0.5) * (inverse ? -1 : 1);
      this.twiddles[2 * i] = this.of.unit(Math.cos(phase));
      this.twiddles[2 * i + 1] = this.of.unit(Math.sin(phase));
    }
  }

  /** `length` real numbers into `length / 2 + 1` complex ones. */
  forward(from: FftArray, to: FftArray): void {
    if (this.inverse) throw new Error('this transform goes the other way');
    const { create, cut, divide, half } = this.of;
    const n = this.half;
    const packed = create(2 * n);
    this.complex.run(from, packed);
    const [even, odd] = [divide(packed[0], 2), divide(packed[1], 2)];
    to[0] = even + odd;
    to[2 * n] = even - odd;
    to[1] = 0;
    to[2 * n + 1] = 0;
    for (let k = 1; k <= n / 2; k++) {
      const [a, b] = [2 * k, 2 * (n - k)];
      const [ar, ai] = [divide(packed[a], 2), divide(packed[a + 1], 2)];
      const [br, bi] = [divide(packed[b], 2), divide(cut(-packed[b + 1]), 2)];
      const [sumR, sumI] = [cut(ar + br), cut(ai + bi)];
      const [turnR, turnI] = this.turned(cut(ar - br), cut(ai - bi), k);
      to[a] = half(sumR + turnR);
      to[a + 1] = half(sumI + turnI);
      to[b] = half(sumR - turnR);
      to[b + 1] = half(turnI - sumI);
    }
  }

  /** `length / 2 + 1` complex numbers into `length` real ones. */
  backward(from: FftArray, to: FftArray): void {
    if (!this.inverse) throw new Error('this transform goes the other way');
    const { create, cut, divide } = this.of;
    const n = this.half;
    const packed = create(2 * n);
    packed[0] = divide(cut(from[0] + from[2 * n]), 2);
    packed[1] = divide(cut(from[0] - from[2 * n]), 2);
    for (let k = 1; k <= n / 2; k++) {
      const [a, b] = [2 * k, 2 * (n - k)];
      const [ar, ai] = [divide(from[a], 2), divide(from[a + 1], 2)];
      const [br, bi] = [divide(from[b], 2), divide(cut(-from[b + 1]), 2)];
      const [sumR, sumI] = [cut(ar + br), cut(ai + bi)];
      const [turnR, turnI] = this.turned(cut(ar - br), cut(ai - bi), k);
      packed[a] = sumR + turnR;
      packed[a + 1] = sumI + turnI;
      packed[b] = sumR - turnR;
      packed[b + 1] = -cut(sumI - turnI);
    }
    this.complex.run(packed, to);
  }

  private turned(r: number, i: number, k: number): [number, number] {
    const [c, s] = [this.twiddles[2 * k - 2], this.twiddles[2 * k - 1]];
    return [this.of.pair(r, c, i, s, -1), this.of.pair(r, s, i, c, 1)];
  }
}

/** The transform of every line of a tensor; shorter lines are filled up with zeros. */
export function realFftInto(
  length: number,
  ifm: FftArray,
  inputLength: number,
  ofm: FftArray,
): void {
  const fft = new RealFft(length, false, ifm);
  const line = arithmeticOf(ifm).create(length);
  const out = length + 2;
  for (let i = 0; i * inputLength < ifm.length; i++) {
    line.set(ifm.subarray(i * inputLength, (i + 1) * inputLength));
    fft.forward(line, ofm.subarray(i * out, (i + 1) * out));
  }
}

/** The real lines behind spectra of `length / 2 + 1` complex numbers. */
export function inverseRealFftInto(length: number, ifm: FftArray, ofm: FftArray): void {
  const fft = new RealFft(length, true, ifm);
  const spectrum = length + 2;
  for (let i = 0; i * spectrum < ifm.length; i++) {
    const from = ifm.subarray(i * spectrum, (i + 1) * spectrum);
    fft.backward(from, ofm.subarray(i * length, (i + 1) * length));
  }
}
