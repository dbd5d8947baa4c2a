/**
 * The part of caffe.proto that a trained network uses: names and numbers of fields as the format defines
 * them, read by frontend/protobuf in both forms.
 */
import {
  bool,
  double,
  enumeration,
  float,
  floatPieces,
  integer,
  type Message,
  many,
  message,
  text,
} from '../protobuf/index.js';

const SHAPE = { dim: many(integer(1)) };
const BLOB = {
  num: integer(1),
  channels: integer(2),
  height: integer(3),
  width: integer(4),
  data: floatPieces(5),
  shape: message(7, () => SHAPE),
  doubleData: many(double(8)),
};
const BATCH_NORM = { useGlobalStats: bool(1), eps: float(3) };
const BIAS = { axis: integer(1), numAxes: integer(2) };
const CONCAT = { concatDim: integer(1), axis: integer(2) };
const CONVOLUTION = {
  numOutput: integer(1),
  biasTerm: bool(2),
  pad: many(integer(3)),
  kernelSize: many(integer(4)),
  group: integer(5),
  stride: many(integer(6)),
  padH: integer(9),
  padW: integer(10),
  kernelH: integer(11),
  kernelW: integer(12),
  strideH: integer(13),
  strideW: integer(14),
  axis: integer(16),
  dilation: many(integer(18)),
};
const CROP = { axis: integer(1), offset: many(integer(2)) };
const ELTWISE = {
  operation: enumeration(1, { 0: 'PROD', 1: 'SUM', 2: 'MAX' }),
  coeff: many(float(2)),
};
const ELU = { alpha: float(1) };
const EXP = { base: float(1), scale: float(2), shift: float(3) };
const FLATTEN = { axis: integer(1), endAxis: integer(2) };
const INNER_PRODUCT = {
  numOutput: integer(1),
  biasTerm: bool(2),
  axis: integer(5),
  transpose: bool(6),
};
const INPUT = { shape: many(message(1, () => SHAPE)) };
const LRN = {
  localSize: integer(1),
  alpha: float(2),
  beta: float(3),
  normRegion: enumeration(4, { 0: 'ACROSS_CHANNELS', 1: 'WITHIN_CHANNEL' }),
  k: float(5),
};
const MVN = { normalizeVariance: bool(1), acrossChannels: bool(2), eps: float(3) };
const POOLING = {
  pool: enumeration(1, { 0: 'MAX', 1: 'AVE', 2: 'STOCHASTIC' }),
  kernelSize: integer(2),
  stride: integer(3),
  pad: integer(4),
  kernelH: integer(5),
  kernelW: integer(6),
  strideH: integer(7),
  strideW: integer(8),
  padH: integer(9),
  padW: integer(10),
  globalPooling: bool(12),
  roundMode: enumeration(13, { 0: 'CEIL', 1: 'FLOOR' }),
};
const POWER = { power: float(1), scale: float(2), shift: float(3) };
const PRELU = { channelShared: bool(2) };
const REDUCTION = {
  operation: enumeration(1, { 1: 'SUM', 2: 'ASUM', 3: 'SUMSQ', 4: 'MEAN' }),
  axis: integer(2),
  coeff: float(3),
};
const RELU = { negativeSlope: float(1) };
const RESHAPE = { shape: message(1, () => SHAPE), axis: integer(2), numAxes: integer(3) };
const SCALE = { axis: integer(1), numAxes: integer(2), biasTerm: bool(4) };
const SLICE = { sliceDim: integer(1), slicePoint: many(integer(2)), axis: integer(3) };
const SOFTMAX = { axis: integer(2) };
const TILE = { axis: integer(1), tiles: integer(2) };
const PERMUTE = { order: many(integer(1)) };
const CLIP = { min: float(1), max: float(2) };
const RULE = { phase: enumeration(1, { 0: 'TRAIN', 1: 'TEST' }), stage: many(text(4)) };

export const LAYER = {
  name: text(1),
  type: text(2),
  bottom: many(text(3)),
  top: many(text(4)),
  blobs: many(message(7, () => BLOB)),
  include: many(message(8, () => RULE)),
  exclude: many(message(9, () => RULE)),
  concatParam: message(104, () => CONCAT),
  convolutionParam: message(106, () => CONVOLUTION),
  eltwiseParam: message(110, () => ELTWISE),
  expParam: message(111, () => EXP),
  innerProductParam: message(117, () => INNER_PRODUCT),
  lrnParam: message(118, () => LRN),
  mvnParam: message(120, () => MVN),
  poolingParam: message(121, () => POOLING),
  powerParam: message(122, () => POWER),
  reluParam: message(123, () => RELU),
  softmaxParam: message(125, () => SOFTMAX),
  sliceParam: message(126, () => SLICE),
  preluParam: message(131, () => PRELU),
  reshapeParam: message(133, () => RESHAPE),
  logParam: message(134, () => EXP),
  flattenParam: message(135, () => FLATTEN),
  reductionParam: message(136, () => REDUCTION),
  tileParam: message(138, () => TILE),
  batchNormParam: message(139, () => BATCH_NORM),
  eluParam: message(140, () => ELU),
  biasParam: message(141, () => BIAS),
  scaleParam: message(142, () => SCALE),
  inputParam: message(143, () => INPUT),
  cropParam: message(144, () => CROP),
  clipParam: message(148, () => CLIP),
  permuteParam: message(202, () => PERMUTE),
};

/** Names of layer types in the older form of layers (V1). */
const V1_TYPES: Readonly<Record<number, string>> = {
  1: 'ACCURACY',
  2: 'BNLL',
  3: 'CONCAT',
  4: 'CONVOLUTION',
  5: 'DATA',
  6: 'DROPOUT',
  8: 'FLATTEN',
  12: 'IMAGE_DATA',
  14: 'INNER_PRODUCT',
  15: 'LRN',
  17: 'POOLING',
  18: 'RELU',
  19: 'SIGMOID',
  20: 'SOFTMAX',
  21: 'SOFTMAX_LOSS',
  22: 'SPLIT',
  23: 'TANH',
  25: 'ELTWISE',
  26: 'POWER',
  29: 'MEMORY_DATA',
  33: 'SLICE',
  34: 'MVN',
  35: 'ABSVAL',
  36: 'SILENCE',
  38: 'EXP',
  39: 'DECONVOLUTION',
};

const V1_LAYER = {
  bottom: many(text(2)),
  top: many(text(3)),
  name: text(4),
  type: enumeration(5, V1_TYPES),
  blobs: many(message(6, () => BLOB)),
  concatParam: message(9, () => CONCAT),
  convolutionParam: message(10, () => CONVOLUTION),
  innerProductParam: message(17, () => INNER_PRODUCT),
  lrnParam: message(18, () => LRN),
  poolingParam: message(19, () => POOLING),
  powerParam: message(21, () => POWER),
  eltwiseParam: message(24, () => ELTWISE),
  reluParam: message(30, () => RELU),
  sliceParam: message(31, () => SLICE),
  include: many(message(32, () => RULE)),
  exclude: many(message(33, () => RULE)),
  mvnParam: message(34, () => MVN),
  softmaxParam: message(39, () => SOFTMAX),
  expParam: message(41, () => EXP),
};

export const NET = {
  name: text(1),
  layers: many(message(2, () => V1_LAYER)),
  input: many(text(3)),
  inputDim: many(integer(4)),
  inputShape: many(message(8, () => SHAPE)),
  layer: many(message(100, () => LAYER)),
};

export type CaffeNet = Message<typeof NET>;
export type CaffeLayer = Message<typeof LAYER>;
export type CaffeBlob = Message<typeof BLOB>;
export type V1Layer = Message<typeof V1_LAYER>;

// Kept beside the schema: types of V1 as the newer form names them.
const WORDS: Readonly<Record<string, string>> = {
  ABSVAL: 'AbsVal',
  BNLL: 'BNLL',
  LRN: 'LRN',
  MVN: 'MVN',
  RELU: 'ReLU',
  SOFTMAX_LOSS: 'SoftmaxWithLoss',
  TANH: 'TanH',
};

/** A V1 layer in the newer form. */
export function upgraded(layer: V1Layer): CaffeLayer {
  const type = layer.type ?? '';
  const words = type.split('_').map((w) => w[0] + w.slice(1).toLowerCase());
  const absent = Object.fromEntries(Object.keys(LAYER).map((k) => [k, undefined]));
  return { ...absent, ...layer, type: WORDS[type] ?? words.join('') } as CaffeLayer;
}
