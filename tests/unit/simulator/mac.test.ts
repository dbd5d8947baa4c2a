/** MAC blocks on random data against a naive computation. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { clamp, multiplyByQuantizedMultiplier } from '../../../kernels/index.js';
import { createBoard } from '../../../simulator/index.js';
import {
  MAC_DEFAULTS,
  type Parameters,
  ProgramBuilder,
  place,
  random,
  randomBytes,
  randomParameters,
} from './programs.js';

interface Layer {
  readonly h: number;
  readonly w: number;
  readonly ic: number;
  readonly oh: number;
  readonly ow: number;
  readonly oc: number;
  readonly k: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly dilation: readonly [number, number];
  readonly pad: readonly [number, number];
  readonly multiplier?: number;
}

/** One output, straight from the definition. `weight(o, ky, kx, i)`. */
function naive(
  layer: Layer,
  input: Int8Array,
  zp: number,
  weight: (o: number, ky: number, kx: number, i: number) => number,
  p: Parameters,
  ofmZp: number,
  range: readonly [number, number],
  table?: Int8Array,
): Uint8Array {
  const out = new Int8Array(layer.oh * layer.ow * layer.oc);
  let at = 0;
  for (let y = 0; y < layer.oh; y++) {
    for (let x = 0; x < layer.ow; x++) {
      for (let o = 0; o < layer.oc; o++) {
        let sum = p.bias[o];
        for (let ky = 0; ky < layer.k[0]; ky++) {
          for (let kx = 0; kx < layer.k[1]; kx++) {
            const iy = y * layer.stride[0] + ky * layer.dilation[0] - layer.pad[0];
            const ix = x * layer.stride[1] + kx * layer.dilation[1] - layer.pad[1];
            if (iy < 0 || ix < 0 || iy >= layer.h || ix >= layer.w) continue;
            const channels = layer.multiplier
              ? [Math.floor(o / layer.multiplier)]
              : Array.from({ length: layer.ic }, (_, i) => i);
            for (const i of channels) {
              sum += (input[(iy * layer.w + ix) * layer.ic + i] - zp) * weight(o, ky, kx, i);
            }
          }
        }
        const value = multiplyByQuantizedMultiplier(sum, p.multiplier[o], p.shift[o]) + ofmZp;
        const clamped = clamp(value, range[0], range[1]);
        out[at++] = table ? table[clamped + 128] : clamped;
      }
    }
  }
  return new Uint8Array(out.buffer);
}

const OUT = 32768;

function geometry(layer: Layer) {
  return {
    ifm_row_stride: layer.w * layer.ic,
    ifm_col_stride: layer.ic,
    ifm_rows: layer.h,
    ifm_cols: layer.w,
    pad_top: layer.pad[0],
    pad_left: layer.pad[1],
    ofm_addr: OUT,
    ofm_row_stride: layer.ow * layer.oc,
    ofm_col_stride: layer.oc,
    rows: layer.oh,
    cols: layer.ow,
    oc: layer.oc,
    kernel_h: layer.k[0],
    kernel_w: layer.k[1],
    stride_h: layer.stride[0],
    stride_w: layer.stride[1],
    dilation_h: layer.dilation[0],
    dilation_w: layer.dilation[1],
  };
}

function randomLayer(next: (low: number, high: number) => number, depthwise: boolean): Layer {
  for (;;) {
    const k = [next(1, 4), next(1, 4)] as const;
    const stride = [next(1, 3), next(1, 3)] as const;
    const dilation = [next(1, 3), next(1, 3)] as const;
    const h = next(1, 12);
    const w = next(1, 12);
    const pad = [next(0, k[0]), next(0, k[1])] as const;
    const oh = next(1, 6);
    const ow = next(1, 6);
    const multiplier = depthwise ? next(1, 3) : undefined;
    const ic = next(1, 20);
    const oc = depthwise ? ic * multiplier! : next(1, 20);
    if (oh * ow * oc > 512 || h * w * ic > 3328) continue;
    return {
      h,
      w,
      ic,
      oh,
      ow,
      oc,
      k,
      stride,
      dilation,
      pad,
      ...(multiplier ? { multiplier } : {}),
    };
  }
}

for (const depthwise of [false, true]) {
  const mnemonic = depthwise ? 'mac.dwconv' : 'mac.conv';
  test(`${mnemonic}: 150 random blocks with padding, strides and dilation`, () => {
    const next = random(depthwise ? 2 : 1);
    for (let round = 0; round < 150; round++) {
      const layer = randomLayer(next, depthwise);
      const input = randomBytes(next, layer.h * layer.w * layer.ic);
      const table = new Int8Array(randomBytes(next, 256).buffer);
      const lut = next(0, 1);
      const per = layer.k[0] * layer.k[1] * (depthwise ? 1 : layer.ic);
      const weights = new Int8Array(randomBytes(next, layer.oc * per).buffer);
      const parameters = randomParameters(next, layer.oc);
      const zp = next(-128, 127);
      const ofmZp = next(-20, 20);
      const range = [next(-128, -50), next(50, 127)] as const;
      const builder = new ProgramBuilder().op('op').constant('table', new Uint8Array(table.buffer));
      builder.inputs = [place('in', 0, [input.length])];
      builder.outputs = [place('out', OUT, [layer.oh * layer.ow * layer.oc])];
      builder.mac(
        mnemonic,
        {
          ...geometry(layer),
          ...(depthwise ? { depth_multiplier: layer.multiplier! } : { ic: layer.ic }),
          ifm_zp: zp,
          ofm_zp: ofmZp,
          act_min: range[0],
          act_max: range[1],
          lut,
        },
        { symbol: 'w', at: (o, k) => weights[o * per + k], parameters },
        lut ? { lut_addr: 'table' } : {},
      );
      const weight = (o: number, ky: number, kx: number, i: number) =>
        weights[
          o * per + (ky * layer.k[1] + kx) * (depthwise ? 1 : layer.ic) + (depthwise ? 0 : i)
        ];
      const expected = naive(
        layer,
        new Int8Array(input.buffer),
        zp,
        weight,
        parameters,
        ofmZp,
        range,
        lut ? table : undefined,
      );
      const [output] = createBoard(builder.object()).run([input]);
      assert.equal(output, expected, `round ${round}: ${JSON.stringify(layer)}`);
    }
  });
}

const SMALL: Layer = {
  h: 6,
  w: 6,
  ic: 20,
  oh: 6,
  ow: 6,
  oc: 12,
  k: [3, 3],
  stride: [1, 1],
  dilation: [1, 1],
  pad: [1, 1],
};

test('chunks of input channels add up to the whole', () => {
  const next = random(3);
  const input = randomBytes(next, 6 * 6 * 20);
  const weights = new Int8Array(randomBytes(next, 12 * 9 * 20).buffer);
  const parameters = randomParameters(next, 12);
  const builder = new ProgramBuilder().op('op');
  builder.inputs = [place('in', 0, [input.length])];
  builder.outputs = [place('out', OUT, [6, 6, 12])];
  const chunks = [8, 8, 4];
  let start = 0;
  for (const [i, ic] of chunks.entries()) {
    const from = start;
    builder.mac(
      'mac.conv',
      {
        ...geometry(SMALL),
        ifm_addr: from,
        ic,
        first: i === 0 ? 1 : 0,
        last: i === 2 ? 1 : 0,
        ifm_zp: 5,
      },
      {
        symbol: `w${i}`,
        at: (o, k) => weights[(o * 9 + Math.floor(k / ic)) * 20 + from + (k % ic)],
        parameters,
      },
    );
    start += ic;
  }
  const weight = (o: number, ky: number, kx: number, i: number) =>
    weights[(o * 9 + ky * 3 + kx) * 20 + i];
  const bytes = new Int8Array(input.buffer);
  const expected = naive(SMALL, bytes, 5, weight, parameters, 0, [-128, 127]);
  assert.equal(createBoard(builder.object()).run([input])[0], expected);
});

test('weights kept over two row blocks, and a patch kept over two channel blocks', () => {
  const next = random(4);
  const input = randomBytes(next, 6 * 6 * 20);
  const weights = new Int8Array(randomBytes(next, 12 * 9 * 20).buffer);
  const parameters = randomParameters(next, 12);
  const weight = (o: number, ky: number, kx: number, i: number) =>
    weights[(o * 9 + ky * 3 + kx) * 20 + i];
  const expected = naive(SMALL, new Int8Array(input.buffer), 0, weight, parameters, 0, [-128, 127]);
  const half = { ...geometry(SMALL), rows: 3, ic: 20 };
  const at = (o: number, k: number) => weights[o * 180 + k];

  const rows = new ProgramBuilder().op('op');
  rows.inputs = [place('in', 0, [input.length])];
  rows.outputs = [place('out', OUT, [6, 6, 12])];
  rows.mac('mac.conv', { ...half, keep_weights: 1 }, { symbol: 'w', at, parameters });
  const below = {
    ...half,
    ifm_addr: 2 * 6 * 20,
    ifm_rows: 4,
    pad_top: 0,
    ofm_addr: OUT + 3 * 6 * 12,
    reuse_weights: 1,
  };
  rows.mac('mac.conv', below, { symbol: 'w', at, parameters });
  assert.equal(createBoard(rows.object()).run([input])[0], expected);

  const channels = new ProgramBuilder().op('op');
  channels.inputs = rows.inputs;
  channels.outputs = rows.outputs;
  for (const [i, oc] of [8, 4].entries()) {
    const slice = {
      bias: parameters.bias.slice(8 * i, 8 * i + oc),
      multiplier: parameters.multiplier.slice(8 * i, 8 * i + oc),
      shift: parameters.shift.slice(8 * i, 8 * i + oc),
    };
    channels.mac(
      'mac.conv',
      { ...geometry(SMALL), ic: 20, oc, ofm_addr: OUT + 8 * i, reuse_ifm: i },
      { symbol: `w${i}`, at: (o, k) => at(8 * i + o, k), parameters: slice },
    );
  }
  assert.equal(createBoard(channels.object()).run([input])[0], expected);
});

test('a stream in SRAM, and one longer than the weight buffer', () => {
  const next = random(5);
  const layer: Layer = {
    h: 1,
    w: 1,
    ic: 600,
    oh: 1,
    ow: 1,
    oc: 20,
    k: [1, 1],
    stride: [1, 1],
    dilation: [1, 1],
    pad: [0, 0],
  };
  const input = randomBytes(next, 600);
  const weights = new Int8Array(randomBytes(next, 20 * 600).buffer);
  const parameters = randomParameters(next, 20);
  const expected = naive(
    layer,
    new Int8Array(input.buffer),
    3,
    (o, _y, _x, i) => weights[o * 600 + i],
    parameters,
    0,
    [-128, 127],
  );
  const stream = { symbol: 'w', at: (o: number, k: number) => weights[o * 600 + k], parameters };
  const fields = { ...geometry(layer), ic: 600, ifm_zp: 3 };

  const flash = new ProgramBuilder().op('op');
  flash.inputs = [place('in', 0, [600])];
  flash.outputs = [place('out', OUT, [20])];
  flash.mac('mac.conv', fields, stream);
  assert.equal(createBoard(flash.object()).run([input])[0], expected);

  const sram = new ProgramBuilder().op('op');
  sram.inputs = flash.inputs;
  sram.outputs = flash.outputs;
  sram.constant('w', flash.constants[0].bytes);
  const bytes = flash.constants[0].bytes.length;
  sram.add(
    'dma.copy',
    { dst_addr: 1024, run: bytes, n1: 1, n2: 1, src_space: 1, src_stride0: 1, dst_stride0: 1 },
    { src_addr: 'w' },
  );
  sram.add('mac.conv', {
    ...MAC_DEFAULTS,
    ...fields,
    weights_addr: 1024,
    weights_bytes: bytes,
    weights_in_sram: 1,
    wait_dma: 1,
  });
  assert.equal(createBoard(sram.object()).run([input])[0], expected);
});

test.run();
