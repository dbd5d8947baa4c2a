/**
 * Convolution, depthwise convolution and matrix product on an arena. What does not depend on data
 * (packed weights, output stages, offsets of taps) is worked out when the operator is placed; a run
 * is loops alone. The plain kernels (conv2d.ts, depthwise-conv2d.ts, fully-connected.ts,
 * float-mac.ts) are the definition, and the results equal theirs to the bit.
 */
import type { Conv2dShape } from '../conv2d.js';
import type { Arena } from './arena.js';
import { LANES, type LoopKind, PIXELS } from './mac-loops.js';
import {
  type ChannelGroup,
  channelGroups,
  type Mac,
  packDot,
  packLanes,
  packStage,
} from './pack.js';
import { type Picture, placePicture, placePlanes } from './picture.js';

/** Runs an operator on the tensors at two addresses of its arena. */
export type MacRun = (ifm: number, ofm: number) => void;

/** Eight channels of an operator, placed. */
interface PlacedGroup extends ChannelGroup {
  /** Byte offset of the input channels it reads. */
  readonly channel: number;
  readonly weights: number;
  readonly stage: number;
}

/** Which loop an operator takes, and the steps within its windows. */
interface Window {
  readonly kind: LoopKind;
  readonly offsets: number;
  readonly segments: number;
  readonly step: number;
  readonly steps: number;
}

/** CONV_2D in `groups` groups of channels. filter: OHWI, its I that of a group. */
export function placeConv2d(
  arena: Arena,
  p: Conv2dShape & { readonly groups?: number },
  mac: Mac,
): MacRun {
  const groups = p.groups ?? 1;
  const depth = p.ifmChannels / groups;
  const perGroup = p.ofmChannels / groups;
  // With all channels and no dilation the taps of a filter row lie side by side.
  const isWhole = groups === 1 && p.dilationX === 1;
  const perRow = isWhole ? 1 : p.filterWidth;
  const run = isWhole ? p.filterWidth * depth : depth;
  const segments = p.filterHeight * perRow;
  const picture = placePicture(arena, p, elementsOf(mac));
  const offsets = Int32Array.from({ length: segments }, (_, s) =>
    picture.offset(Math.floor(s / perRow) * p.dilationY, (s % perRow) * p.dilationX, 0),
  );
  const placed = Array.from({ length: groups }, (_, g) =>
    channelGroups(g * perGroup, perGroup).map((group) => ({
      ...group,
      channel: picture.offset(0, 0, g * depth),
      weights: arena.place(packDot(mac, group, segments, run)),
      stage: arena.place(packStage(mac, group)),
    })),
  ).flat();
  const table = { offsets: arena.place(offsets), segments };
  if (mac.type === 'float32') {
    return placeRun(arena, p, mac, picture, placed, {
      kind: 'dotF32',
      ...table,
      step: 4,
      steps: run,
    });
  }
  const pairs = Math.ceil(run / 2);
  const isEven = pairs % 2 === 0;
  const one = mac.type === 'int8' ? 'dotS8' : 'dotU8';
  return placeRun(
    arena,
    p,
    mac,
    picture,
    placed,
    isEven
      ? { kind: `${one}Twice`, ...table, step: 8, steps: pairs / 2 }
      : { kind: one, ...table, step: 4, steps: pairs },
  );
}

const LANE_LOOPS = { int8: 'lanesS8', uint8: 'lanesU8', float32: 'lanesF32' } as const;

/** DEPTHWISE_CONV_2D of as many ofm as ifm channels. filter: 1HWO. */
export function placeDepthwiseConv2d(arena: Arena, p: Conv2dShape, mac: Mac): MacRun {
  const picture = placePlanes(arena, p, elementsOf(mac));
  const taps = p.filterHeight * p.filterWidth;
  const placed = channelGroups(0, p.ofmChannels).map((group) => ({
    ...group,
    channel: picture.offset(0, 0, group.first),
    weights: arena.place(packLanes(mac, group, taps, p.ofmChannels)),
    stage: arena.place(packStage(mac, group)),
  }));
  const offsets = Int32Array.from({ length: p.filterHeight }, (_, ky) =>
    picture.offset(ky * p.dilationY, 0, 0),
  );
  // Three taps that lie side by side, the commonest row, are one step.
  const isThrice = p.filterWidth % 3 === 0 && p.dilationX === 1;
  const tap = picture.offset(0, p.dilationX, 0);
  return placeRun(arena, p, mac, picture, placed, {
    kind: isThrice ? `${LANE_LOOPS[mac.type]}Thrice` : LANE_LOOPS[mac.type],
    offsets: arena.place(offsets),
    segments: p.filterHeight,
    step: isThrice ? 3 * tap : tap,
    steps: isThrice ? p.filterWidth / 3 : p.filterWidth,
  });
}

/** FULLY_CONNECTED, a convolution of one tap over `batches` pixels. filter: [outputs, inputs]. */
export function placeFullyConnected(
  arena: Arena,
  p: { readonly batches: number; readonly inputs: number; readonly outputs: number },
  mac: Mac,
): MacRun {
  const shape = {
    batches: 1,
    ifmHeight: 1,
    ifmWidth: p.batches,
    ifmChannels: p.inputs,
    ofmHeight: 1,
    ofmWidth: p.batches,
    ofmChannels: p.outputs,
    filterHeight: 1,
    filterWidth: 1,
    strideY: 1,
    strideX: 1,
    dilationY: 1,
    dilationX: 1,
    padTop: 0,
    padLeft: 0,
  };
  return placeConv2d(arena, shape, mac);
}

const elementsOf = (mac: Mac) => ({
  type: mac.type,
  zeroPoint: mac.type === 'float32' ? 0 : mac.ifmZeroPoint,
});

function placeRun(
  arena: Arena,
  p: Conv2dShape,
  mac: Mac,
  picture: Picture,
  placed: readonly PlacedGroup[],
  window: Window,
): MacRun {
  const elementBytes = mac.type === 'float32' ? 4 : 1;
  const ofmStep = p.ofmChannels * elementBytes;
  const pixels = p.ofmHeight * p.ofmWidth;
  // A group of fewer than eight channels is computed into scratch room, and spread out from there.
  const laneBytes = LANES * elementBytes;
  const isRagged = placed.some(({ count }) => count < LANES);
  const tailAt = Math.ceil(picture.scratchBytes / 16) * 16;
  arena.needScratch(tailAt + (isRagged ? pixels * laneBytes : 0));
  // Rows that follow each other as pixels do are one.
  const isFlat = picture.rowStep === p.ofmWidth * picture.pixelStep;
  const [rows, width] = isFlat ? [1, pixels] : [p.ofmHeight, p.ofmWidth];
  const { kind, ...inner } = window;
  const fixed = {
    ...inner,
    rows,
    rowStep: picture.rowStep,
    pixelStep: picture.pixelStep,
    fours: Math.floor(width / PIXELS),
    ones: width % PIXELS,
  };
  const bind = () =>
    placed.map(({ first, count, channel, weights, stage }) => {
      const outputStep = count === LANES ? ofmStep : laneBytes;
      const outputRowStep = width * outputStep;
      const loop = arena.loops.bind(kind, { ...fixed, weights, stage, outputStep, outputRowStep });
      return { loop, channel, offset: first * elementBytes, bytes: count * elementBytes };
    });
  let groups: ReturnType<typeof bind> | undefined;
  return (ifm, ofm) => {
    groups ??= bind();
    const tail = arena.scratch + tailAt;
    for (let n = 0; n < p.batches; n++) {
      const input = picture.take(ifm, n);
      const batch = ofm + n * pixels * ofmStep;
      for (const { loop, channel, offset, bytes } of groups) {
        const isWhole = bytes === laneBytes;
        loop(input + channel, isWhole ? batch + offset : tail);
        if (!isWhole) {
          arena.loops.scatter(tail, laneBytes, batch + offset, ofmStep, bytes, pixels);
        }
      }
    }
  };
}
