// Equalization changes weights and nothing of what the network computes.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../../dialects/index.js';
import { parseText } from '../../../driver/index.js';
import { interpretedNetwork } from '../../../driver/quantize/index.js';
import { entryFunction } from '../../../interpreter/index.js';
import { equalize } from '../../../quantization/index.js';

const NET = (between: string) => `
func.func @main(%x: tensor<1x4x4x2xf32>) -> tensor<1x4x4x3xf32> {
  %f = nn.constant dense<[[[[4.0, -2.0]]], [[[0.01, 0.03]]]]> : tensor<2x1x1x2xf32>
  %b = nn.constant dense<[0.5, -0.001]> : tensor<2xf32>
  %d = nn.constant dense<[[[[0.02, 3.0]]]]> : tensor<1x1x1x2xf32>
  %g = nn.constant dense<[[[[0.1, 9.0]]], [[[-0.3, 1.0]]], [[[0.2, -5.0]]]]> : tensor<3x1x1x2xf32>
  %1 = nn.conv2d %x, %f, %b {activation = "${between}"} : (tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %2 = nn.depthwise_conv2d %1, %d {activation = "relu"} : (tensor<1x4x4x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x4x4x2xf32>
  %3 = nn.conv2d %2, %g : (tensor<1x4x4x2xf32>, tensor<3x1x1x2xf32>) -> tensor<1x4x4x3xf32>
  return %3 : tensor<1x4x4x3xf32>
}`;

async function outputs(activation: string): Promise<{ pairs: number; worst: number }> {
  const context = await createContext();
  const module = await parseText(context, Buffer.from(NET(activation)), 'net.mlir');
  const x = Float32Array.from({ length: 32 }, (_, i) => Math.sin(i * 1.7));
  const run = () => interpretedNetwork(module).run([{ shape: [1, 4, 4, 2], data: x }])[0];
  const before = run();
  const pairs = equalize(context, entryFunction(module));
  const behind = run();
  const worst = before.reduce((most, v, i) => Math.max(most, Math.abs(v - behind[i])), 0);
  return { pairs, worst };
}

test('the function stays as it is, through rectifiers', async () => {
  const { pairs, worst } = await outputs('relu');
  assert.is(pairs, 2);
  assert.ok(worst < 1e-5, `${worst}`);
});

test('an activation with a bound of its own stands between no pair', async () => {
  assert.is((await outputs('relu6')).pairs, 1);
});

test.run();
