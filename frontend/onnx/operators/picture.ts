/** Resampling of pictures and regions. Pictures here are N, C, spatial…. */
import type { Value } from '../../../ir/index.js';
import {
  elementOf,
  f32,
  floats64,
  i64,
  type Node,
  product,
  range,
  shapeOf,
  typeOf,
} from '../node.js';
import type { Rows } from './row.js';

interface Target {
  readonly scales: number[];
  readonly sizes: number[];
}

/** Scales and sizes of every dimension; `policy` keeps the ratio of those that are named. */
function targetOf(
  n: Node,
  shape: readonly number[],
  axes: readonly number[],
  scales: readonly number[] | undefined,
  sizes: readonly number[] | undefined,
): Target {
  const all: Target = { scales: shape.map(() => 1), sizes: [...shape] };
  if (scales) {
    axes.forEach((axis, i) => {
      all.scales[axis] = scales[i];
      all.sizes[axis] = Math.floor(shape[axis] * scales[i]);
    });
    return all;
  }
  if (!sizes) n.fail('it has neither scales nor sizes');
  const policy = n.text('keep_aspect_ratio_policy', 'stretch');
  const ratios = axes.map((axis, i) => sizes![i] / shape[axis]);
  const shared = policy === 'not_larger' ? Math.min(...ratios) : Math.max(...ratios);
  axes.forEach((axis, i) => {
    all.scales[axis] = policy === 'stretch' ? ratios[i] : shared;
    all.sizes[axis] = policy === 'stretch' ? sizes![i] : Math.floor(shape[axis] * shared + 0.5);
  });
  return all;
}

function resize(n: Node): Value {
  const x = n.input(0);
  const shape = shapeOf(x);
  const isOld = n.version < 11;
  const some = (i: number) =>
    n.has(i) && product(shapeOf(n.input(i))) > 0 ? n.constNumbers(i) : undefined;
  const axes = n.ints('axes', range(0, shape.length)).map((a) => n.axis(a, shape.length));
  const { scales, sizes } = targetOf(
    n,
    shape,
    axes,
    isOld ? some(1) : some(2),
    isOld ? undefined : some(3),
  );
  const coordinates = isOld ? 'asymmetric' : n.text('coordinate_transformation_mode', 'half_pixel');
  const roi = coordinates === 'tf_crop_and_resize' ? (some(1) ?? []) : [];
  const box = [...shape.map(() => 0), ...shape.map(() => 1)];
  axes.forEach((axis, i) => {
    if (roi.length === 0) return;
    box[axis] = roi[i];
    box[shape.length + axis] = roi[axes.length + i];
  });
  return resized(n, x, sizes, {
    scales: floats64(scales),
    roi: floats64(roi.length > 0 ? box : []),
    mode: n.text('mode', 'nearest'),
    coordinates,
    nearest: isOld ? 'floor' : n.text('nearest_mode', 'round_prefer_floor'),
    cubic_a: f32(n.float('cubic_coeff_a', -0.75)),
    exclude_outside: n.flag('exclude_outside'),
    antialias: n.flag('antialias'),
    extrapolation: f32(n.float('extrapolation_value', 0)),
  });
}

type ResizeAttributes = Parameters<Node['op']>[2];

function resized(n: Node, x: Value, sizes: readonly number[], attributes: ResizeAttributes): Value {
  return n.op('resize', [x], attributes, typeOf(x).withShape(sizes));
}

function upsample(n: Node): Value {
  const x = n.input(0);
  const scales = n.version >= 9 ? n.constNumbers(1) : n.floats('scales');
  const sizes = shapeOf(x).map((d, i) => Math.floor(d * scales[i]));
  return resized(n, x, sizes, {
    scales: floats64(scales),
    mode: n.text('mode', 'nearest'),
    coordinates: 'asymmetric',
    nearest: 'floor',
  });
}

const MODES: Readonly<Record<string, string>> = {
  bilinear: 'linear',
  bicubic: 'cubic',
  linear: 'linear',
  cubic: 'cubic',
  nearest: 'nearest',
};

function gridSample(n: Node): Value {
  const mode = n.text('mode', n.version >= 20 ? 'linear' : 'bilinear');
  const y = n.op('grid_sample', [n.channelsLast(n.input(0)), n.input(1)], {
    mode: MODES[mode] ?? n.fail(`its mode '${mode}' is not known`),
    border: n.text('padding_mode', 'zeros'),
    align_corners: n.flag('align_corners'),
  });
  return n.channelsFirst(y);
}

/** Places of a grid that an affine map of theta makes: constant coordinates times theta. */
function affineGrid(n: Node): Value {
  const theta = n.input(0);
  const [batch, , ...spatial] = n.constInts(1);
  const rank = spatial.length;
  const isAligned = n.flag('align_corners');
  const coordinate = (i: number, size: number) =>
    isAligned ? (size === 1 ? 0 : -1 + (2 * i) / (size - 1)) : -1 + (2 * i + 1) / size;
  const rows: number[] = [];
  const count = product(spatial);
  for (let p = 0; p < count; p++) {
    let rest = p;
    const at = spatial.map(() => 0);
    for (let d = rank - 1; d >= 0; d--) {
      at[d] = coordinate(rest % spatial[d], spatial[d]);
      rest = Math.floor(rest / spatial[d]);
    }
    rows.push(...at.reverse(), 1);
  }
  const base = n.numbers(rows, elementOf(theta), [count, rank + 1]);
  const grid = n.op('matmul', [base, n.transpose(theta, [0, 2, 1])]);
  return n.reshape(grid, [batch, ...spatial, rank]);
}

function roiAlign(n: Node): Value {
  const mode = n.text('mode', 'avg');
  const coordinates = n.text(
    'coordinate_transformation_mode',
    n.version >= 16 ? 'half_pixel' : 'output_half_pixel',
  );
  const y = n.op('roi_align', [n.channelsLast(n.input(0)), n.input(1), n.input(2)], {
    size: [n.int('output_height', 1), n.int('output_width', 1)],
    spatial_scale: f32(n.float('spatial_scale', 1)),
    sampling_ratio: i64(n.int('sampling_ratio', 0)),
    mode,
    half_pixel: coordinates === 'half_pixel',
  });
  return n.channelsFirst(y);
}

function maxRoiPool(n: Node): Value {
  const y = n.op('max_roi_pool', [n.channelsLast(n.input(0)), n.input(1)], {
    size: n.ints('pooled_shape'),
    spatial_scale: f32(n.float('spatial_scale', 1)),
  });
  return n.channelsFirst(y);
}

export const picture: Rows = {
  AffineGrid: affineGrid,
  GridSample: gridSample,
  MaxRoiPool: maxRoiPool,
  Resize: resize,
  RoiAlign: roiAlign,
  Upsample: upsample,
};
