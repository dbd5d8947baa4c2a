// Whole networks against the recorded vectors: int8 outputs and every operator's output by hash, the
// float siblings within 1e-5. The kernels are run by the small executor of execute.ts.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readTflite, type TfliteTensor } from '../../../frontend/tflite/reader.js';
import { shared } from '../../support/shared.js';
import { execute, typed } from './execute.js';
import { hash, readNetwork } from './goldens.js';

/** Network → samples to run; all where absent. */
const INT8_NETWORKS: Record<string, number | undefined> = {
  ad01_int8: undefined,
  hello_world_int8: undefined,
  ic01_resnet8_int8: undefined,
  kws01_dscnn_int8: undefined,
  micro_speech_int8: undefined,
  mobilenet_v2_224_int8: 2,
  network_tester_dw_int8: undefined,
  simple_add_int8: undefined,
  test_conv_model_int8_floatio: undefined,
  vww01_mobilenet_int8: undefined,
};

/** Float network → the int8 one whose inputs it takes, dequantized. */
const FLOAT_NETWORKS: Record<string, string> = {
  ad01_fp32: 'ad01_int8',
  hello_world_fp32: 'hello_world_int8',
  ic01_resnet8_fp32: 'ic01_resnet8_int8',
  vww01_mobilenet_fp32: 'vww01_mobilenet_int8',
};

const root = shared('goldens/tflm');
if (!root) console.log('skipped: goldens/tflm is not on this machine');

for (const [name, limit] of Object.entries(root ? INT8_NETWORKS : {})) {
  test(`${name}: every operator of every sample, bit for bit`, () => {
    const golden = readNetwork(root!, name);
    const model = readTflite(golden.model);
    for (const sample of golden.samples.slice(0, limit)) {
      const hashes: string[] = [];
      const outputs = execute(model, sample.inputs!, (data) => hashes.push(hash(data)));
      assert.equal(hashes, sample.operatorHashes, sample.id);
      outputs.forEach((data, i) => {
        assert.is(hash(data, 16), hash(sample.outputs[i], 16), `${sample.id} output ${i}`);
      });
    }
  });
}

/** The float input of an int8 sample: x = float32((q − zero point) · scale). */
function dequantized(tensor: TfliteTensor, bytes: Uint8Array): Uint8Array {
  const { scales, zeroPoints } = tensor.quantization!;
  const real = Float32Array.from(typed(tensor, bytes), (q) => (q - zeroPoints[0]) * scales[0]);
  return new Uint8Array(real.buffer);
}

for (const [name, int8Name] of Object.entries(root ? FLOAT_NETWORKS : {})) {
  test(`${name}: outputs within 1e-5`, () => {
    const golden = readNetwork(root!, name);
    const model = readTflite(golden.model);
    const int8 = readNetwork(root!, int8Name);
    const int8Graph = readTflite(int8.model).subgraphs[0];
    const input = int8Graph.tensors[int8Graph.inputs[0]];
    let compared = 0;
    for (const sample of golden.samples.slice(0, 8)) {
      const derived = int8.samples.find((s) => s.id === sample.id)?.inputs?.[0];
      const inputs = sample.inputs ?? (derived && [dequantized(input, derived)]);
      if (!inputs) continue;
      const [output] = execute(model, inputs);
      const expected = new Float32Array(new Uint8Array(sample.outputs[0]).buffer);
      for (let i = 0; i < expected.length; i++) {
        const error = Math.abs(output[i] - expected[i]) / Math.max(1, Math.abs(expected[i]));
        assert.ok(error <= 1e-5, `${sample.id} [${i}]: ${output[i]}, expected ${expected[i]}`);
      }
      compared++;
    }
    assert.ok(compared > 0, 'no sample was compared');
  });
}

test.run();
