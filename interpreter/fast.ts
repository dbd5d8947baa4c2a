/**
 * Operators that a prepared program computes faster than their reference semantics, with the same
 * results to the bit: convolutions and matrix products of constant filters on the arena, int8
 * element-wise operators by tables, moves by tables of places. What is not here runs by its
 * reference semantics.
 */
import { UniformQuantizedType } from '../dialects/quant/index.js';
import { IntegerType, RankedTensorType, type Type } from '../ir/index.js';
import {
  type Arena,
  activationRangeF32,
  fitsLoops,
  gatherIndex,
  type Mac,
  type MacRun,
  placeConv2d,
  placeDepthwiseConv2d,
  placeFullyConnected,
  stridesOf,
} from '../kernels/index.js';
import { type ElementArray, quantOf, type Semantics, type Site } from './call.js';
import { convStage, fullyConnectedStage } from './qnn/index.js';
import { activationOf, convShape } from './windows.js';

/** A site, and those of its operands that are constant. */
export interface ConstantSite extends Site {
  constant(operand: number): ElementArray | undefined;
}

/** Puts the operation on an arena; it reads operand 0 and writes its one result there. */
export type Placement = (arena: Arena) => MacRun;

/** Writes the one result of an operation from its operands. */
export type Computation = (inputs: readonly ElementArray[], out: ElementArray) => void;

const isPlain = (site: Site) => site.inputTypes.every((t) => t.hasStaticShape);

/** Operators with constant filters, placed on the arena. */
const PLACED: Readonly<Record<string, (site: ConstantSite) => Placement | undefined>> = {
  'nn.conv2d': (site) => conv2d(site, floatMac(site)),
  'qnn.conv2d': (site) => conv2d(site, integerMac(site, convStage)),
  'nn.depthwise_conv2d': (site) => depthwiseConv2d(site, floatMac(site)),
  'qnn.depthwise_conv2d': (site) => depthwiseConv2d(site, integerMac(site, convStage)),
  'nn.fully_connected': (site) => fullyConnected(site, floatMac(site)),
  'qnn.fully_connected': (site) => fullyConnected(site, integerMac(site, fullyConnectedStage)),
};

/** How the operation goes onto the arena; undefined where it does not. */
export function placementOf(site: ConstantSite): Placement | undefined {
  return isPlain(site) ? PLACED[site.name]?.(site) : undefined;
}

function conv2d(site: ConstantSite, mac: Mac | undefined): Placement | undefined {
  const [ifm, filter] = site.inputTypes;
  if (ifm.shape[3] !== filter.shape[3]) return undefined;
  return mac && ((arena) => placeConv2d(arena, convShape(site), mac));
}

function depthwiseConv2d(site: ConstantSite, mac: Mac | undefined): Placement | undefined {
  const shape = convShape(site);
  if (!mac || shape.ifmChannels !== shape.ofmChannels) return undefined;
  return (arena) => placeDepthwiseConv2d(arena, shape, mac);
}

function fullyConnected(site: ConstantSite, mac: Mac | undefined): Placement | undefined {
  const [outputs, inputs] = site.inputTypes[1].shape;
  const batches = site.inputTypes[0].elementCount / inputs;
  return mac && ((arena) => placeFullyConnected(arena, { batches, inputs, outputs }, mac));
}

/** Filter and bias where both are constants (or there is no bias). */
function weights<T extends ElementArray, B extends ElementArray>(
  site: ConstantSite,
  isFilter: (data: ElementArray | undefined) => data is T,
  isBias: (data: ElementArray | undefined) => data is B,
): { readonly filter: T; readonly bias: B | undefined } | undefined {
  const filter = site.constant(1);
  const bias = site.inputTypes.length > 2 ? site.constant(2) : undefined;
  if (!isFilter(filter)) return undefined;
  if (site.inputTypes.length > 2 && !isBias(bias)) return undefined;
  return { filter, bias: bias as B | undefined };
}

function floatMac(site: ConstantSite): Mac | undefined {
  if ([...site.inputTypes, ...site.resultTypes].some((t) => `${t.elementType}` !== 'f32')) {
    return undefined;
  }
  const isF32 = (data: ElementArray | undefined) => data instanceof Float32Array;
  const found = weights(site, isF32, isF32);
  return found && { type: 'float32', ...found, range: activationRangeF32(activationOf(site)) };
}

const INTEGERS: Readonly<Record<string, 'int8' | 'uint8'>> = { i8: 'int8', ui8: 'uint8' };

function integerMac(site: ConstantSite, stageOf: (site: Site) => ReturnType<typeof convStage>) {
  const [ifm, filterType, ofm] = [
    quantOf(site.inputTypes[0]),
    quantOf(site.inputTypes[1]),
    quantOf(site.resultTypes[0]),
  ];
  const type = INTEGERS[`${ifm.storage}`];
  if (!type || ifm.storage !== ofm.storage || ifm.isPerAxis || ofm.isPerAxis) return undefined;
  const zeroPoints = filterType.isPerAxis ? filterType.zeroPoints : [filterType.zeroPoint];
  if (zeroPoints.some((z) => z !== zeroPoints[0])) return undefined;
  const found = weights(
    site,
    (data): data is Int8Array | Uint8Array =>
      data instanceof Int8Array || data instanceof Uint8Array,
    (data): data is Int32Array => data instanceof Int32Array,
  );
  if (!found) return undefined;
  const mac: Mac = {
    type,
    ifmZeroPoint: ifm.zeroPoint,
    filterZeroPoint: zeroPoints[0],
    ...found,
    stage: stageOf(site),
  };
  return fitsLoops(mac) ? mac : undefined;
}

/** Element-wise operators of qnn: each answer depends on the elements alone. */
const ELEMENTWISE = new Set(
  [
    'add',
    'hard_swish',
    'leaky_relu',
    'max',
    'min',
    'mul',
    'relu',
    'relu6',
    'sigmoid',
    'sub',
    'tanh',
  ].map((name) => `qnn.${name}`),
);

/** A table of all pairs pays where it is looked up more often than this. */
const MIN_PAIRS = 1 << 12;

/** Operators that only move elements, of one operand. */
const MOVES = new Set([
  'broadcast_to',
  'depth_to_space',
  'reverse',
  'slice',
  'space_to_depth',
  'tile',
  'transpose',
]);

/**
 * How the operation is computed faster than by its reference semantics, where it is. `movement` has
 * the semantics of moving operators for any element type.
 */
export function computationOf(
  site: Site,
  semantics: Semantics,
  movement: (mnemonic: string) => Semantics | undefined,
): Computation | undefined {
  if (site.resultTypes.length !== 1) return undefined;
  const mnemonic = site.name.slice(site.name.indexOf('.') + 1);
  const moves = MOVES.has(mnemonic) ? movement(mnemonic) : undefined;
  if (moves) return moved(site, moves);
  return floatPairs(site, mnemonic) ?? tabled(site, semantics);
}

/** Where each element comes from is found once, by moving the elements' own numbers. */
function moved(site: Site, semantics: Semantics): Computation | undefined {
  if (site.inputTypes.length !== 1) return undefined;
  const [{ shape, elementCount }] = site.inputTypes;
  const i32 = IntegerType.get(32);
  const numbers = Int32Array.from({ length: elementCount }, (_, i) => i);
  const [places] = semantics({
    ...site,
    inputs: [{ shape, data: numbers }],
    inputTypes: site.inputTypes.map((t) => t.withElementType(i32)),
    resultTypes: site.resultTypes.map((t) => t.withElementType(i32)),
  });
  return ([from], to) => gather(from, places as Int32Array, to);
}

/** One loop a kind of array: shared by all, it would be compiled for none. */
function gather(from: ElementArray, places: Int32Array, to: ElementArray): void {
  if (from instanceof Float32Array) gatherFloats(from, places, to as Float32Array);
  else if (from instanceof Int8Array) gatherBytes(from, places, to as Int8Array);
  else for (let i = 0; i < places.length; i++) to[i] = from[places[i]];
}

function gatherFloats(from: Float32Array, places: Int32Array, to: Float32Array): void {
  for (let i = 0; i < places.length; i++) to[i] = from[places[i]];
}

function gatherBytes(from: Int8Array, places: Int32Array, to: Int8Array): void {
  for (let i = 0; i < places.length; i++) to[i] = from[places[i]];
}

/** The reference leaves an infinite sum or product as it is, where no activation bounds it. */
const UNBOUNDED = { min: -Infinity, max: Infinity };

/** Sums and products of float tensors of one shape, with their activation. */
function floatPairs(site: Site, mnemonic: string): Computation | undefined {
  const types = [...site.inputTypes, ...site.resultTypes];
  const isPlainPair =
    types.length === 3 && types.every((t) => t === types[0]) && `${types[0].elementType}` === 'f32';
  if (!site.name.startsWith('nn.') || !isPlainPair) return undefined;
  if (mnemonic !== 'add' && mnemonic !== 'mul') return undefined;
  const activation = activationOf(site);
  const { min, max } = activation === 'NONE' ? UNBOUNDED : activationRangeF32(activation);
  const compute = mnemonic === 'add' ? addFloats : multiplyFloats;
  return ([a, b], out) =>
    compute(a as Float32Array, b as Float32Array, min, max, out as Float32Array);
}

function addFloats(
  a: Float32Array,
  b: Float32Array,
  min: number,
  max: number,
  out: Float32Array,
): void {
  for (let i = 0; i < out.length; i++) {
    out[i] = Math.min(Math.max(Math.fround(a[i] + b[i]), min), max);
  }
}

function multiplyFloats(
  a: Float32Array,
  b: Float32Array,
  min: number,
  max: number,
  out: Float32Array,
): void {
  for (let i = 0; i < out.length; i++) {
    out[i] = Math.min(Math.max(Math.fround(a[i] * b[i]), min), max);
  }
}

/**
 * Element-wise operators on int8: every answer is worked out once by the reference semantics, and
 * looked up from then on. Undefined where the operator is no such one, or too small to pay.
 */
function tabled(site: Site, semantics: Semantics): Computation | undefined {
  const types = [...site.inputTypes, ...site.resultTypes];
  if (!ELEMENTWISE.has(site.name)) return undefined;
  if (types.some((t) => !isInt8(t.elementType))) return undefined;
  const answers = (...columns: readonly Int8Array[]): Int8Array => {
    const shape = [columns[0].length];
    const [table] = semantics({
      ...site,
      inputs: columns.map((data) => ({ shape, data })),
      inputTypes: site.inputTypes.map((t) => RankedTensorType.get(shape, t.elementType)),
      resultTypes: site.resultTypes.map((t) => RankedTensorType.get(shape, t.elementType)),
    });
    return table as Int8Array;
  };
  if (site.inputTypes.length === 1) {
    const table = answers(Int8Array.from({ length: 256 }, (_, i) => i));
    return ([a], out) => lookUp(table, a as Int8Array, out as Int8Array);
  }
  const [typeA, typeB] = site.inputTypes;
  const [{ shape, elementCount }] = site.resultTypes;
  if (site.inputTypes.length !== 2 || elementCount < MIN_PAIRS) return undefined;
  const table = answers(
    Int8Array.from({ length: 1 << 16 }, (_, i) => i >> 8),
    Int8Array.from({ length: 1 << 16 }, (_, i) => i),
  );
  const [placesA, placesB] = [typeA, typeB].map((t) => broadcastPlaces(t.shape, shape));
  return ([a, b], out) =>
    lookUpPairs(table, a as Int8Array, placesA, b as Int8Array, placesB, out as Int8Array);
}

const isInt8 = (type: Type) =>
  type instanceof UniformQuantizedType && !type.isPerAxis && `${type.storage}` === 'i8';

function lookUp(table: Int8Array, a: Int8Array, out: Int8Array): void {
  for (let i = 0; i < out.length; i++) out[i] = table[a[i] & 0xff];
}

function lookUpPairs(
  table: Int8Array,
  a: Int8Array,
  placesA: Int32Array | undefined,
  b: Int8Array,
  placesB: Int32Array | undefined,
  out: Int8Array,
): void {
  if (!placesA && !placesB) {
    for (let i = 0; i < out.length; i++) out[i] = table[((a[i] & 0xff) << 8) | (b[i] & 0xff)];
    return;
  }
  for (let i = 0; i < out.length; i++) {
    const x = a[placesA ? placesA[i] : i];
    const y = b[placesB ? placesB[i] : i];
    out[i] = table[((x & 0xff) << 8) | (y & 0xff)];
  }
}

/** Where each element of a broadcast comes from; undefined where nothing is repeated. */
function broadcastPlaces(from: readonly number[], to: readonly number[]): Int32Array | undefined {
  const padded = [...new Array<number>(to.length - from.length).fill(1), ...from];
  if (padded.every((size, d) => size === to[d])) return undefined;
  const strides = stridesOf(padded).map((stride, d) => (padded[d] === 1 ? 0 : stride));
  return Int32Array.from(gatherIndex(to, strides));
}
