// Shapes at the edges of what instructions can say: the object gives what the qnn level gives.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../../dialects/index.js';
import { encodeModule, hostKernels, loadModel, lowerTo } from '../../../driver/index.js';
import {
  bytesOf,
  interfaceOf,
  interpret,
  storedType,
  viewBytes,
} from '../../../interpreter/index.js';
import { renderDiagnostic } from '../../../ir/index.js';
import { createBoard } from '../../../simulator/index.js';
import { random, randomBytes } from '../simulator/programs.js';

const Q = '!quant.uniform<i8:f32, 5.000000e-01:-1>';

/** Compiles `main` of one input, runs both, and gives the reasons of its host calls. */
async function check(text: string, target = 'n1-256'): Promise<string[]> {
  const context = await createContext();
  const said: string[] = [];
  context.onDiagnostic((d) => said.push(renderDiagnostic(d)));
  const module = await loadModel(context, Buffer.from(text), 'edge.mlir');
  const { inputs } = interfaceOf(module);
  const bytes = inputs.map((t) => randomBytes(random(7), t.elementCount));
  const wanted = interpret(
    module,
    inputs.map((t, i) => ({
      shape: t.shape,
      data: viewBytes(bytes[i], storedType(t.elementType)),
    })),
  );
  assert.ok(
    await lowerTo(context, module, { target, emit: 'isa', verifyEach: true }),
    said.join(''),
  );
  const board = createBoard(encodeModule(module, 'edge'), { hostKernels: hostKernels(context) });
  const found = board.run(bytes);
  wanted.forEach((t, i) => {
    assert.ok(Buffer.compare(bytesOf(t.data), found[i]) === 0, `output ${i} differs`);
  });
  return board.object.info.hostCalls.map((h) => h.reason);
}

const unary = (op: string, from: string, to: string, attributes = '') =>
  `func.func @main(%a: tensor<${from}${Q}>) -> tensor<${to}${Q}> {
     %0 = qnn.${op} %a ${attributes} : (tensor<${from}${Q}>) -> tensor<${to}${Q}>
     return %0 : tensor<${to}${Q}>
   }`;

test('a scalar constant as operand', async () => {
  const reasons = await check(
    `func.func @main(%a: tensor<1x7x${Q}>) -> tensor<1x7x${Q}> {
       %c = qnn.constant dense<3> : tensor<i8> as tensor<${Q}>
       %0 = qnn.mul %a, %c : (tensor<1x7x${Q}>, tensor<${Q}>) -> tensor<1x7x${Q}>
       return %0 : tensor<1x7x${Q}>
     }`,
  );
  assert.equal(reasons, []);
});

test('scalars only', async () => {
  assert.equal(
    await check(
      `func.func @main(%a: tensor<${Q}>) -> tensor<${Q}> {
         %0 = qnn.add %a, %a : (tensor<${Q}>, tensor<${Q}>) -> tensor<${Q}>
         return %0 : tensor<${Q}>
       }`,
    ),
    [],
  );
});

test('a dimension beyond a loop counter goes to the host, one that divides does not', async () => {
  assert.equal(await check(unary('relu', '1x70000x', '1x70000x')), [
    'it loops over 70000 elements, the engine over 65535 at most',
  ]);
  assert.equal(await check(unary('relu', '1x280x250x', '1x280x250x')), []);
});

test('a batch padded in every dimension', async () => {
  const pad = 'before = array<i64: 0, 1, 2, 1>, after = array<i64: 0, 2, 1, 2>';
  assert.equal(await check(unary('pad', '3x4x5x2x', '3x7x8x5x', `{${pad}}`)), []);
  const channels = 'before = array<i64: 0, 0, 0, 0>, after = array<i64: 0, 0, 0, 1>';
  assert.equal(await check(unary('pad', '1x270x270x1x', '1x270x270x2x', `{${channels}}`)), []);
});

test('nn.mul: a float product with broadcast and clamp', async () => {
  const context = await createContext();
  const module = await loadModel(
    context,
    Buffer.from(`func.func @main(%a: tensor<2x2xf32>, %b: tensor<2xf32>) -> tensor<2x2xf32> {
      %0 = nn.mul %a, %b {activation = "relu6"} : (tensor<2x2xf32>, tensor<2xf32>) -> tensor<2x2xf32>
      return %0 : tensor<2x2xf32>
    }`),
    'mul.mlir',
  );
  const [out] = interpret(module, [
    { shape: [2, 2], data: Float32Array.of(1, -2, 3, 0.1) },
    { shape: [2], data: Float32Array.of(2.5, 3) },
  ]);
  assert.equal([...out.data], [2.5, 0, 6, Math.fround(Math.fround(0.1) * 3)]);
});

test.run();
