/** The input of a MAC operator as the loops read it. */
import type { Conv2dShape } from '../conv2d.js';
import type { Arena } from './arena.js';
import { LANES } from './mac-loops.js';

/** Elements as they are stored, and how the loops want them. */
export interface Elements {
  readonly type: 'int8' | 'uint8' | 'float32';
  /** 0 for floats. */
  readonly zeroPoint: number;
}

export interface Picture {
  /** Bytes from a window to the next one of its row, and to the one below it. */
  readonly pixelStep: number;
  readonly rowStep: number;
  /** Scratch room it takes, in bytes. */
  readonly scratchBytes: number;
  /** Byte offset of an element from its window's first. */
  offset(y: number, x: number, channel: number): number;
  /** Address of batch n's first window. Integers are made 16-bit first, less their zero point. */
  take(ifm: number, n: number): number;
}

/** The part of a picture that the windows touch, and the border they see around it. */
function extent(p: Conv2dShape) {
  const reach = (outputs: number, stride: number, kernel: number, dilation: number) =>
    (outputs - 1) * stride + (kernel - 1) * dilation + 1;
  const height = reach(p.ofmHeight, p.strideY, p.filterHeight, p.dilationY);
  const width = reach(p.ofmWidth, p.strideX, p.filterWidth, p.dilationX);
  const { ifmHeight, ifmWidth, padTop, padLeft } = p;
  return {
    height,
    width,
    /** Rows and columns of the ifm: those behind it need not be taken over. */
    rows: Math.min(ifmHeight, height - padTop),
    cols: Math.min(ifmWidth, width - padLeft),
    hasBorder: padTop > 0 || padLeft > 0 || height > ifmHeight || width > ifmWidth,
  };
}

/**
 * For sums across channels. Integers are widened into scratch room, with a border of zeros where the
 * windows leave the picture; floats go there only for the border, and are read where they stand
 * otherwise.
 */
export function placePicture(arena: Arena, p: Conv2dShape, elements: Elements): Picture {
  const isFloat = elements.type === 'float32';
  const [storedBytes, bytes] = isFloat ? [4, 4] : [1, 2];
  const { ifmHeight, ifmWidth, ifmChannels, padTop, padLeft } = p;
  const { height, width, rows, cols, hasBorder } = extent(p);
  const rowElements = (hasBorder ? width : ifmWidth) * ifmChannels;
  const ifmElements = ifmHeight * ifmWidth * ifmChannels;
  const pictureBytes = bytes * (hasBorder ? height * rowElements : ifmElements);
  const isCopied = hasBorder || !isFloat;

  const copy = (from: number, to: number, count: number) => {
    if (isFloat) new Uint8Array(arena.buffer).copyWithin(to, from, from + bytes * count);
    else if (elements.type === 'int8') arena.loops.widenS8(from, to, elements.zeroPoint, count);
    else arena.loops.widenU8(from, to, elements.zeroPoint, count);
  };

  /** Taps outside the picture are zeros. */
  const copyWithBorder = (ifm: number, to: number) => {
    const picture = new Uint8Array(arena.buffer, to, pictureBytes);
    const rowBytes = rowElements * bytes;
    const left = padLeft * ifmChannels * bytes;
    const right = left + cols * ifmChannels * bytes;
    picture.fill(0, 0, padTop * rowBytes);
    picture.fill(0, (padTop + rows) * rowBytes);
    for (let y = 0; y < rows; y++) {
      const row = (padTop + y) * rowBytes;
      if (left > 0) picture.fill(0, row, row + left);
      copy(ifm + y * ifmWidth * ifmChannels * storedBytes, to + row + left, cols * ifmChannels);
      if (right < rowBytes) picture.fill(0, row + right, row + rowBytes);
    }
  };

  return {
    pixelStep: p.strideX * ifmChannels * bytes,
    rowStep: p.strideY * rowElements * bytes,
    scratchBytes: isCopied ? pictureBytes : 0,
    offset: (y, x, channel) => (y * rowElements + x * ifmChannels + channel) * bytes,
    take(ifm, n) {
      const from = ifm + n * ifmElements * storedBytes;
      if (!isCopied) return from;
      if (hasBorder) copyWithBorder(from, arena.scratch);
      else copy(from, arena.scratch, ifmElements);
      return arena.scratch;
    },
  };
}

const PLANES_OF = { int8: 'planesS8', uint8: 'planesU8', float32: 'planesF32' } as const;

/**
 * For sums channel by channel: planes of eight channels each, in scratch room. In the picture itself
 * the pixels of a channel stand so far apart that they push each other out of the cache.
 */
export function placePlanes(arena: Arena, p: Conv2dShape, elements: Elements): Picture {
  const isFloat = elements.type === 'float32';
  const [storedBytes, bytes] = isFloat ? [4, 4] : [1, 2];
  const { ifmHeight, ifmWidth, ifmChannels, padTop, padLeft } = p;
  const { height, width, rows, cols, hasBorder } = extent(p);
  const groups = Math.ceil(ifmChannels / LANES);
  const pixelBytes = LANES * bytes;
  const rowBytes = width * pixelBytes;
  const planeStep = height * rowBytes;
  const pixelStep = ifmChannels * storedBytes;
  return {
    pixelStep: p.strideX * pixelBytes,
    rowStep: p.strideY * rowBytes,
    scratchBytes: groups * planeStep,
    offset: (y, x, channel) =>
      Math.floor(channel / LANES) * planeStep + y * rowBytes + x * pixelBytes,
    take(ifm, n) {
      const at = arena.scratch;
      if (hasBorder) new Uint8Array(arena.buffer, at, groups * planeStep).fill(0);
      arena.loops.planes(PLANES_OF[elements.type], {
        source: ifm + n * ifmHeight * ifmWidth * pixelStep,
        pixelStep,
        rowStep: ifmWidth * pixelStep,
        target: at + padTop * rowBytes + padLeft * pixelBytes,
        targetRowStep: rowBytes,
        planeStep,
        rows,
        cols,
        groups,
        zeroPoint: elements.zeroPoint,
      });
      return at;
    },
  };
}
