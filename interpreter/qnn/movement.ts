/** qnn: what moves and selects stored integers does what nn's operators do to their elements. */
import { IntegerAttr } from '../../ir/index.js';
import { type IntegerArray, pad as padKernel } from '../../kernels/index.js';
import { type Call, type ElementArray, ints, type Semantics, text } from '../call.js';
import { nn } from '../nn/index.js';
import { outQ, stored, storedResult } from './common.js';

export const movement: Record<string, Semantics> = {
  broadcast_to: nn.broadcast_to,

  concat: nn.concat,

  depth_to_space: nn.depth_to_space,

  gather: nn.gather,

  gather_nd: nn.gather_nd,

  pad: (call) => (text(call, 'mode') === 'constant' ? padConstant(call) : nn.pad(call)),

  reshape: nn.reshape,

  reverse: nn.reverse,

  select: nn.select,

  slice: nn.slice,

  space_to_depth: nn.space_to_depth,

  split: nn.split,

  tile: nn.tile,

  transpose: nn.transpose,
};

/** A border of the given stored integer, or of zeros. */
function padConstant(call: Call): ElementArray[] {
  const out = storedResult(call);
  const [before, after] = [ints(call, 'before'), ints(call, 'after')];
  const given = call.attr('value');
  const value = given instanceof IntegerAttr ? given.number : outQ(call).zeroPoint;
  const amounts = before.map((b, i) => [b, after[i]] as const);
  padKernel<IntegerArray>(call.inputTypes[0].shape, amounts, value, stored(call, 0), out);
  return [out];
}
