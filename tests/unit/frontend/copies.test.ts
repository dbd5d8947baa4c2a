// One network in several formats: every copy gives the same outputs.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { interfaceOf, prepareProgram } from '../../../interpreter/index.js';
import { moduleOf } from '../../support/models.js';
import { shared } from '../../support/shared.js';

const COPIES: readonly (readonly string[])[] = [
  ['resnet8/pretrainedResnet.h5', 'resnet8/resnet8.onnx', 'resnet8/resnet8_float.tflite'],
  ['resnet20/resnet20_traced.pt', 'resnet20/resnet20.onnx'],
  [
    'mobilenetv1_025_imagenet/mobilenet_v1_0.25_224.h5',
    'mobilenetv1_025_imagenet/mobilenetv1_025.onnx',
  ],
];

/** Pixel (y, x, c) of a picture that every layout is filled from. */
const pixel = (y: number, x: number, c: number) =>
  Math.sin(0.37 * y + 0.11 * x * (c + 1)) + 0.2 * c;

function picture(shape: readonly number[]): Float32Array {
  const isFirst = shape[1] === 3;
  const [h, w] = isFirst ? [shape[2], shape[3]] : [shape[1], shape[2]];
  const out = new Float32Array(3 * h * w);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      for (let c = 0; c < 3; c++)
        out[isFirst ? (c * h + y) * w + x : (y * w + x) * 3 + c] = pixel(y, x, c);
    }
  }
  return out;
}

for (const files of COPIES) {
  test(`${files.join(' = ')}`, async () => {
    if (!shared(`models/${files[0]}`)) return console.log('skipped: no recorded models');
    const outputs: Float32Array[] = [];
    for (const file of files) {
      const module = await moduleOf(shared(`models/${file}`)!);
      const { shape } = interfaceOf(module).inputs[0];
      const [found] = prepareProgram(module).run([{ shape, data: picture(shape) }]);
      outputs.push(found.data as Float32Array);
    }
    const [first, ...others] = outputs;
    for (const [i, other] of others.entries()) {
      const worst = first.reduce((n, v, k) => Math.max(n, Math.abs(v - other[k])), 0);
      console.log(files[i + 1], worst);
      assert.ok(worst < 1e-4, `${files[i + 1]} differs by ${worst}`);
    }
  });
}

test.run();
