// Preprocessing of audio in fixed point: windows, energies, filter banks on the mel scale, noise
// reduction, gain control, logarithm.

const clampShort = (x: number) => Math.min(32767, Math.max(-32768, x));

/** How many bits an unsigned number takes. */
const bitsOf = (x: number) => 32 - Math.clz32(x);

export function windowInto(
  ifm: Int16Array,
  weights: Int16Array,
  shift: number,
  ofm: Int16Array,
): void {
  const n = weights.length;
  for (let i = 0; i < ifm.length; i++) ofm[i] = clampShort((ifm[i] * weights[i % n]) >> shift);
}

/** Shifts numbers left until the largest takes 15 bits; by how much. */
export function autoScaleInto(ifm: Int16Array, ofm: Int16Array): number {
  let max = 0;
  for (const x of ifm) max = Math.max(max, Math.abs(x));
  // The magnitude of -32768 does not fit 16 bits, and counts as a negative number of 32.
  const bits = max > 32767 ? 32 : bitsOf(max);
  const shift = Math.max(0, 16 - bits - 1);
  for (let i = 0; i < ifm.length; i++) ofm[i] = ifm[i] << shift;
  return shift;
}

/** |z|² of complex numbers from `start` to before `end`. */
export function energyInto(ifm: Int16Array, start: number, end: number, ofm: Uint32Array): void {
  for (let i = start; i < end; i++) {
    ofm[i] = ifm[2 * i] * ifm[2 * i] + ifm[2 * i + 1] * ifm[2 * i + 1];
  }
}

/** Where the filters of a bank lie, and their slopes. */
export interface FilterBank {
  readonly weights: Int16Array;
  readonly unweights: Int16Array;
  readonly frequencyStarts: Int16Array;
  readonly weightStarts: Int16Array;
  readonly widths: Int16Array;
}

/** What energies of a spectrum come to in each filter; each adds to two neighbours. */
export function filterBankInto(bank: FilterBank, ifm: Uint32Array, ofm: BigUint64Array): void {
  let carried = 0n;
  for (let channel = 0; channel <= ofm.length; channel++) {
    let [own, next] = [carried, 0n];
    const [from, at] = [bank.frequencyStarts[channel], bank.weightStarts[channel]];
    for (let j = 0; j < bank.widths[channel]; j++) {
      const energy = BigInt(ifm[from + j]);
      own += BigInt(bank.weights[at + j]) * energy;
      next += BigInt(bank.unweights[at + j]) * energy;
    }
    if (channel > 0) ofm[channel - 1] = own;
    carried = next;
  }
}

/** The first place outside its tensor that a filter bank would read. */
export function filterBankFault(bank: FilterBank, inputs: number): string | undefined {
  for (let i = 0; i < bank.widths.length; i++) {
    const [from, at, width] = [bank.frequencyStarts[i], bank.weightStarts[i], bank.widths[i]];
    if (width <= 0) continue;
    if (from < 0 || from + width > inputs) return `filter ${i} reads outside the spectrum`;
    if (at < 0 || at + width > Math.min(bank.weights.length, bank.unweights.length)) {
      return `filter ${i} reads outside its weights`;
    }
  }
  return undefined;
}

/** Rounded square roots, shifted right. */
export function squareRootInto(ifm: BigUint64Array, shift: number, ofm: Uint32Array): void {
  for (let i = 0; i < ifm.length; i++) ofm[i] = Number(roundedRoot(ifm[i])) >>> shift;
}

/** Numbers of 32 bits have roots of 16, so the largest are not rounded up. */
function roundedRoot(x: bigint): bigint {
  const most = x >> 32n === 0n ? 0xffffn : 0xffffffffn;
  let root = BigInt(Math.floor(Math.sqrt(Number(x))));
  while (root * root > x) root--;
  while ((root + 1n) * (root + 1n) <= x) root++;
  return x - root * root > root && root < most ? root + 1n : root;
}

export interface SpectralSubtraction {
  /** Smoothing of even and odd channels, and one minus it. */
  readonly smoothing: readonly [number, number];
  readonly rest: readonly [number, number];
  readonly smoothingBits: number;
  readonly fractionBits: number;
  /** The least share of the signal that stays. */
  readonly floor: number;
  readonly clamping: boolean;
}

/** Takes an estimate of the noise, which follows the signal slowly, off the signal. */
export function spectralSubtractionInto(
  p: SpectralSubtraction,
  ifm: Uint32Array,
  noise: Uint32Array,
  ofm: Uint32Array,
  noiseOut: Uint32Array,
): void {
  const bits = BigInt(p.fractionBits);
  for (let i = 0; i < ifm.length; i++) {
    const odd = i & 1;
    const scaled = (ifm[i] << p.smoothingBits) >>> 0;
    const mixed =
      BigInt(scaled) * BigInt(p.smoothing[odd]) + BigInt(noise[i]) * BigInt(p.rest[odd]);
    noiseOut[i] = Number(BigInt.asUintN(32, mixed >> bits));
    let estimate = noiseOut[i];
    if (estimate > scaled) {
      estimate = scaled;
      if (p.clamping) noiseOut[i] = estimate;
    }
    const least = Number(BigInt.asUintN(32, (BigInt(ifm[i]) * BigInt(p.floor)) >> bits));
    ofm[i] = Math.max((scaled - estimate) >>> p.smoothingBits, least);
  }
}

const SNR_BITS = 12;
const GAIN_BITS = 6;

/** Gain control per channel: a gain that depends on the noise, from a table, then a soft shrinking. */
export function pcanInto(
  gains: Int16Array,
  shift: number,
  ifm: Uint32Array,
  noise: Uint32Array,
  ofm: Uint32Array,
): void {
  for (let i = 0; i < ifm.length; i++) {
    const gain = gainOf(noise[i], gains) >>> 0;
    const snr = Number(
      BigInt.asUintN(32, BigInt.asUintN(64, BigInt(ifm[i]) * BigInt(gain)) >> BigInt(shift)),
    );
    ofm[i] = shrink(snr);
  }
}

/** A quadratic per octave: its three coefficients stand in the table. */
function gainOf(x: number, table: Int16Array): number {
  if (x <= 2) return table[x];
  const octave = bitsOf(x);
  const at = 4 * octave - 6;
  const fraction = (octave < 11 ? x << (11 - octave) : x >>> (octave - 11)) & 0x3ff;
  const slope = ((table[at + 2] * fraction) >> 5) + (table[at + 1] << 5);
  return short(((Math.imul(slope, fraction) + (1 << 14)) >> 15) + table[at]);
}

const short = (x: number) => (x << 16) >> 16;

/** x² / 4 below 2, x - 1 from there on. */
function shrink(x: number): number {
  if (x < 2 << SNR_BITS) return (x * x) >>> (2 + 2 * SNR_BITS - GAIN_BITS);
  return (x >>> (SNR_BITS - GAIN_BITS)) - (1 << GAIN_BITS);
}

/** log2(1 + i / 128) - i / 128 in 16 fraction bits, i = 0 … 128, then a spare one. */
const LOG_TABLE = Uint16Array.from({ length: 130 }, (_, i) =>
  i > 128 ? 0 : Math.round((Math.log2(1 + i / 128) - i / 128) * 65536),
);
/** ln 2 in 16 fraction bits. */
const LN_2 = 45426;

/** The natural logarithm times a scale, of numbers shifted left first; at most 32767. */
export function filterBankLogInto(
  ifm: Uint32Array,
  scale: number,
  shift: number,
  ofm: Int16Array,
): void {
  for (let i = 0; i < ifm.length; i++) {
    const x = (ifm[i] << shift) >>> 0;
    ofm[i] = x > 1 ? Math.min(32767, logOf(x, scale)) : 0;
  }
}

function logOf(x: number, scale: number): number {
  const whole = bitsOf(x) - 1;
  const log2 = BigInt((whole << 16) + fractionOf(x, whole));
  const natural = (BigInt(LN_2) * log2 + 32768n) >> 16n;
  return Number(BigInt.asUintN(32, BigInt(scale) * natural + 32768n) >> 16n);
}

function fractionOf(x: number, whole: number): number {
  const over = x - 2 ** whole;
  const fraction = whole < 16 ? over << (16 - whole) : Math.floor(over / 2 ** (whole - 16));
  const segment = fraction >>> 9;
  const [a, b] = [LOG_TABLE[segment], LOG_TABLE[segment + 1]];
  return fraction + a + (((b - a) * (fraction - (segment << 9))) >> 16);
}
