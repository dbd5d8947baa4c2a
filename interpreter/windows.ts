/** What window operators of nn, qnn and npu have in common: sizes, and the fused activation. */
import type { Conv2dParams, FusedActivation, Pool2dShape } from '../kernels/index.js';
import { ints, type Site, text } from './call.js';

const ACTIVATIONS: Record<string, FusedActivation> = {
  none: 'NONE',
  relu: 'RELU',
  relu6: 'RELU6',
  relu_n1_to_1: 'RELU_N1_TO_1',
};

/** The activation of a call as the kernels name it. */
export function activationOf(call: Site): FusedActivation {
  return ACTIVATIONS[text(call, 'activation')];
}

/** Sizes of a window operator over a picture. */
export function windowShape(call: Site, filterHeight: number, filterWidth: number): Pool2dShape {
  const [batches, ifmHeight, ifmWidth, ifmChannels] = call.inputTypes[0].shape;
  const [, ofmHeight, ofmWidth] = call.resultTypes[0].shape;
  const [strideY, strideX] = ints(call, 'stride');
  const [padTop, padLeft] = ints(call, 'padding');
  return {
    batches,
    ifmHeight,
    ifmWidth,
    ifmChannels,
    ofmHeight,
    ofmWidth,
    filterHeight,
    filterWidth,
    strideY,
    strideX,
    padTop,
    padLeft,
  };
}

export function convShape(call: Site): Omit<Conv2dParams, 'ifmZeroPoint'> {
  const [, kh, kw] = call.inputTypes[1].shape;
  const [dilationY, dilationX] = ints(call, 'dilation');
  const ofmChannels = call.resultTypes[0].shape[3];
  return { ...windowShape(call, kh, kw), ofmChannels, dilationY, dilationX };
}
