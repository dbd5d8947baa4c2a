/**
 * Shape rules of the operators that nn, qnn and npu share. The dialects' README files cite them by
 * number:
 *
 *  C1 a picture has four dimensions, n, h, w, c (or five, n, d, h, w, c); windows, strides and
 *     dilations are positive, paddings not negative;
 *  C2 convolution: filter is o, kh, kw, i with i, times the number of groups, the picture's channels;
 *     bias has o elements; the result is n, oh, ow, o with
 *     oh = floor((h + top + bottom - (kh-1)*dilation - 1) / stride) + 1;
 *  C3 depthwise: filter is 1, kh, kw, o with o a multiple of the picture's channels; as C2;
 *  C4 fully connected: filter is o, k; k divides the elements of ifm; the result has o elements a row;
 *  C5 broadcast: sizes, aligned at the last, are equal or one; the result has the larger;
 *  C6 pooling: the result is n, oh, ow, c, with oh as in C2; resampling keeps what it does not scale;
 *  C7 reshape keeps the number of elements; other unary operators keep the shape;
 *  C8 pad: before and after have an entry a dimension, not negative (nn: or they cut off what is
 *     there); the result grows by them;
 *  C9 reductions: axes are dimensions of the input, each once; the result drops them or keeps ones;
 *  C10 transpose: perm is a permutation of the dimensions, and the result follows it;
 *  C11 transposed convolution: filter and bias as in C2; the result's size as described, at least one;
 *  C12 products: the inner sizes agree, the outer ones broadcast;
 *  C13 an axis lies inside the rank; parameters of a normalisation have an element a channel, or
 *     broadcast to the input; groups are equal;
 *  C14 sequences: weights, bias and states have the sizes that x and each other ask for;
 *  C15 pieces and boxes lie inside what they are taken from, and add up to what they make;
 *  C16 indices have the rank, and updates the shape, that input and indices ask for;
 *  C17 where the elements decide a size, the other sizes follow the operands.
 */
import { type ShapeRule, verifyWith } from './infer.js';
import * as elementwise from './shape-elementwise.js';
import * as movement from './shape-movement.js';
import * as window from './shape-window.js';

const rule = (number: string, infer: ShapeRule['infer']): ShapeRule => ({ rule: number, infer });
const unary = rule('C7', elementwise.keepShape);
const binary = rule('C5', elementwise.binary);
const pair = rule('C5', elementwise.pair);
const compare = rule('C5', elementwise.compare);
const reduce = rule('C9', movement.reduce);

/** How the shapes of each operator are found, by its name without a dialect. */
export const SHAPE_RULES = {
  abs: unary,
  acos: unary,
  acosh: unary,
  add: binary,
  and: pair,
  arg_max: rule('C9', movement.argReduce),
  arg_min: rule('C9', movement.argReduce),
  asin: unary,
  asinh: unary,
  atan: unary,
  atan2: pair,
  atanh: unary,
  avg_pool2d: rule('C6', window.pool(2)),
  avg_pool3d: rule('C6', window.pool(3)),
  batch_norm: rule('C13', elementwise.perChannel),
  bitwise_and: pair,
  bitwise_not: unary,
  bitwise_or: pair,
  bitwise_xor: pair,
  broadcast_to: rule('C5', movement.broadcastTo),
  cast: unary,
  ceil: unary,
  celu: unary,
  clamp: unary,
  col2im: rule('C6', window.col2im),
  compress: rule('C17', movement.compress),
  concat: rule('C15', movement.concat),
  conv2d: rule('C2', window.conv(2)),
  conv3d: rule('C2', window.conv(3)),
  conv_transpose2d: rule('C11', window.convTranspose(2)),
  conv_transpose3d: rule('C11', window.convTranspose(3)),
  cos: unary,
  cosh: unary,
  cumprod: rule('C13', elementwise.alongAxis),
  cumsum: rule('C13', elementwise.alongAxis),
  deform_conv2d: rule('C2', window.deformConv),
  depth_to_space: rule('C15', movement.depthToSpace),
  depthwise_conv2d: rule('C3', window.depthwise),
  det: rule('C12', window.det),
  dft: rule('C14', elementwise.dft),
  div: binary,
  einsum: rule('C12', window.einsum),
  elu: unary,
  equal: compare,
  erf: unary,
  exp: unary,
  floor: unary,
  floor_div: pair,
  fully_connected: rule('C4', window.fullyConnected),
  gather: rule('C16', movement.gather),
  gather_elements: rule('C16', movement.gatherElements),
  gather_nd: rule('C16', movement.gatherNd),
  gelu: unary,
  greater: compare,
  greater_equal: compare,
  grid_sample: rule('C6', window.gridSample),
  group_norm: rule('C13', elementwise.groupNorm),
  gru: rule('C14', elementwise.recurrent(3, 1)),
  hard_sigmoid: unary,
  hard_swish: unary,
  is_inf: rule('C7', elementwise.test),
  is_nan: rule('C7', elementwise.test),
  layer_norm: rule('C13', elementwise.overLast),
  leaky_relu: unary,
  less: compare,
  less_equal: compare,
  local_response_norm: rule('C13', elementwise.alongAxis),
  log: unary,
  log_softmax: rule('C13', elementwise.alongAxis),
  lstm: rule('C14', elementwise.recurrent(4, 2)),
  matmul: rule('C12', window.matmul),
  max: pair,
  max_pool2d: rule('C6', window.pool(2)),
  max_pool3d: rule('C6', window.pool(3)),
  max_pool_indices: rule('C6', window.poolIndices),
  max_roi_pool: rule('C6', window.regions),
  mean: reduce,
  min: pair,
  mish: unary,
  mod: pair,
  mul: binary,
  neg: unary,
  non_max_suppression: rule('C17', movement.nonMaxSuppression),
  non_zero: rule('C17', movement.nonZero),
  not: unary,
  not_equal: compare,
  one_hot: rule('C16', movement.oneHot),
  or: pair,
  pad: rule('C8', elementwise.pad),
  pow: rule('C5', elementwise.power),
  prelu: rule('C5', elementwise.prelu),
  reciprocal: unary,
  reduce_all: reduce,
  reduce_any: reduce,
  reduce_max: reduce,
  reduce_min: reduce,
  reduce_prod: reduce,
  reduce_sum: reduce,
  relu: unary,
  relu6: unary,
  reshape: rule('C7', movement.reshape),
  resize: rule('C6', window.resize),
  reverse: rule('C15', movement.reverse),
  reverse_sequence: rule('C15', movement.reverseSequence),
  rms_norm: rule('C13', elementwise.overLast),
  rnn: rule('C14', elementwise.recurrent(1, 1)),
  roi_align: rule('C6', window.regions),
  round: unary,
  rsqrt: unary,
  scatter_elements: rule('C16', movement.scatterElements),
  scatter_nd: rule('C16', movement.scatterNd),
  select: rule('C5', elementwise.select),
  selu: unary,
  shape_of: rule('C17', movement.shapeOf),
  shift_left: pair,
  shift_right: pair,
  shrink: unary,
  sigmoid: unary,
  sign: unary,
  silu: unary,
  sin: unary,
  sinh: unary,
  slice: rule('C15', movement.slice),
  softmax: rule('C13', elementwise.alongAxis),
  softplus: unary,
  softsign: unary,
  space_to_depth: rule('C15', movement.spaceToDepth),
  split: rule('C15', movement.split),
  sqrt: unary,
  squared_difference: pair,
  sub: binary,
  tan: unary,
  tanh: unary,
  thresholded_relu: unary,
  tile: rule('C15', movement.tile),
  top_k: rule('C9', movement.topK),
  transpose: rule('C10', movement.transpose),
  unique: rule('C17', movement.unique),
  xor: pair,
} as const satisfies Record<string, ShapeRule>;

type Hooks = { readonly [name in keyof typeof SHAPE_RULES]: ReturnType<typeof verifyWith> };

/** Verifiers by operator name, for the hooks of a dialect. */
export const shapeHooks = Object.fromEntries(
  Object.entries(SHAPE_RULES).map(([name, r]) => [name, verifyWith(r)]),
) as Hooks;

/** `verify` of a unary operator that keeps the shape (C7). */
export const verifySameShape = verifyWith(unary).verify;
