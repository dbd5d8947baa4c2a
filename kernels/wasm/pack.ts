/** Weights and output stages of eight output channels, as the loops read them. */
import type { OutputStage } from '../prepare.js';
import type { Range } from '../quantization.js';
import { LANES } from './mac-loops.js';
import { FLOAT_STAGE, STAGE } from './output-stage.js';

/** What an integer MAC operator computes with besides its input. */
export interface IntegerMac {
  /** Type of ifm and ofm. */
  readonly type: 'int8' | 'uint8';
  readonly ifmZeroPoint: number;
  readonly filter: Int8Array | Uint8Array;
  readonly filterZeroPoint: number;
  /** One an ofm channel; absent: 0. */
  readonly bias: Int32Array | undefined;
  readonly stage: OutputStage;
}

/** The same of floats. */
export interface FloatMac {
  readonly type: 'float32';
  readonly filter: Float32Array;
  readonly bias: Float32Array | undefined;
  readonly range: Range;
}

export type Mac = IntegerMac | FloatMac;

/** Output channels first … first + count - 1; the lanes behind them compute what nobody reads. */
export interface ChannelGroup {
  readonly first: number;
  readonly count: number;
}

export function channelGroups(first: number, count: number): ChannelGroup[] {
  return Array.from({ length: Math.ceil(count / LANES) }, (_, g) => ({
    first: first + g * LANES,
    count: Math.min(LANES, count - g * LANES),
  }));
}

/**
 * Whether the integer loops can compute it: they shift by products of 64 bits, which have room for
 * shifts up to 30. Beyond that lie multipliers near 2^±31.
 */
export function fitsLoops(mac: Mac): boolean {
  return mac.type === 'float32' || mac.stage.shifts.every((s) => s >= -30 && s <= 30);
}

/**
 * Weights of a dot product from [channel][segment][run]: [segment][pair][lane][2] for integers,
 * [segment][run][lane] for floats.
 */
export function packDot(
  mac: Mac,
  { first, count }: ChannelGroup,
  segments: number,
  run: number,
): Int16Array | Float32Array {
  const isFloat = mac.type === 'float32';
  const width = isFloat ? 1 : 2;
  const steps = Math.ceil(run / width);
  const packed = packedArray(mac, segments * steps * LANES * width);
  const zeroPoint = isFloat ? 0 : mac.filterZeroPoint;
  for (let lane = 0; lane < count; lane++) {
    for (let s = 0; s < segments; s++) {
      const from = ((first + lane) * segments + s) * run;
      const to = (s * steps * LANES + lane) * width;
      for (let i = 0; i < run; i++) {
        const step = Math.floor(i / width);
        packed[to + step * LANES * width + (i % width)] = mac.filter[from + i] - zeroPoint;
      }
    }
  }
  return packed;
}

/** Weights of a depthwise convolution from [tap][channel]: [tap][lane]. */
export function packLanes(
  mac: Mac,
  { first, count }: ChannelGroup,
  taps: number,
  channels: number,
): Int16Array | Float32Array {
  const packed = packedArray(mac, taps * LANES);
  const zeroPoint = mac.type === 'float32' ? 0 : mac.filterZeroPoint;
  for (let t = 0; t < taps; t++) {
    for (let lane = 0; lane < count; lane++) {
      packed[t * LANES + lane] = mac.filter[t * channels + first + lane] - zeroPoint;
    }
  }
  return packed;
}

function packedArray(mac: Mac, length: number): Int16Array | Float32Array {
  return mac.type === 'float32' ? new Float32Array(length) : new Int16Array(length);
}

/** The output stage of a group of channels: STAGE or FLOAT_STAGE says how it lies. */
export function packStage(mac: Mac, group: ChannelGroup): Int32Array | Float32Array {
  return mac.type === 'float32' ? floatStage(mac, group) : integerStage(mac, group);
}

function integerStage({ stage, bias }: IntegerMac, { first, count }: ChannelGroup): Int32Array {
  const words = new Int32Array(STAGE.bytes / 4);
  for (let lane = 0; lane < count; lane++) {
    const channel = first + lane;
    const k = stage.multipliers.length === 1 ? 0 : channel;
    const right = Math.max(0, -stage.shifts[k]);
    words[STAGE.bias / 4 + lane] = bias?.[channel] ?? 0;
    words[STAGE.left / 4 + lane] = 1 << Math.max(0, stage.shifts[k]);
    words[STAGE.multiplier / 4 + lane] = stage.multipliers[k];
    words[STAGE.half / 4 + lane] = right === 0 ? 0 : 1 << (right - 1);
    words[STAGE.away / 4 + lane] = right === 0 ? 0 : -1;
    words[STAGE.right / 4 + lane] = 1 << (30 - right);
  }
  words.fill(stage.zeroPoint, STAGE.zeroPoint / 4, STAGE.zeroPoint / 4 + 4);
  const bytes = new Uint8Array(words.buffer);
  bytes.fill(stage.min & 0xff, STAGE.min, STAGE.min + 16);
  bytes.fill(stage.max & 0xff, STAGE.max, STAGE.max + 16);
  return words;
}

function floatStage({ range, bias }: FloatMac, { first, count }: ChannelGroup): Float32Array {
  const words = new Float32Array(FLOAT_STAGE.bytes / 4);
  if (bias) words.set(bias.subarray(first, first + count), FLOAT_STAGE.bias / 4);
  words.fill(range.min, FLOAT_STAGE.min / 4, FLOAT_STAGE.min / 4 + 4);
  words.fill(range.max, FLOAT_STAGE.max / 4, FLOAT_STAGE.max / 4 + 4);
  return words;
}
