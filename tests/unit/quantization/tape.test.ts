// Every operator's forward pass against the interpreter, and its gradients against finite differences.
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../../dialects/index.js';
import { parseText } from '../../../driver/index.js';
import { entryFunction, prepareProgram } from '../../../interpreter/index.js';
import {
  crossEntropy,
  distillation,
  meanSquaredError,
  Tape,
} from '../../../quantization/train/index.js';

const int = (min: number, max: number) => fc.integer({ min, max });
const tensor = (...shape: number[]) => `tensor<${shape.join('x')}xf32>`;

/** Numbers in −1 … 1, none close to another: maxima and bounds are not passed by a small change. */
function numbers(count: number, seed: number): Float32Array {
  const order = Array.from({ length: count }, (_, i) => i);
  let state = seed;
  for (let i = count - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = state % (i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return Float32Array.from(order, (k) => (2 * (k + 0.5)) / count - 1);
}

const literal = (shape: readonly number[], data: Float32Array): string => {
  const nest = (d: number, at: number): string => {
    if (d === shape.length) return data[at].toExponential(8);
    const inner = shape.slice(d + 1).reduce((n, s) => n * s, 1);
    return `[${Array.from({ length: shape[d] }, (_, i) => nest(d + 1, at + i * inner)).join(', ')}]`;
  };
  return nest(0, 0);
};

const constant = (name: string, shape: readonly number[], seed: number) => {
  const data = numbers(
    shape.reduce((n, d) => n * d, 1),
    seed,
  );
  return `  %${name} = nn.constant dense<${literal(shape, data)}> : ${tensor(...shape)}\n`;
};

const STEP = 1 / 512;

/** Checks one function of a tensor, with all its constants trained. */
async function check(text: string, seed: number, smoothness = 2e-2): Promise<void> {
  const context = await createContext();
  const module = await parseText(context, Buffer.from(text), 'net.mlir');
  const fn = entryFunction(module);
  const tape = new Tape(fn, { isTrained: () => true, inputGradients: true });
  const inputs = tape.inputs.map(({ size }, i) => numbers(size, seed + i));
  const found = tape.forward(inputs).slice();
  const given = fn.region().front.args.map((arg, i) => ({
    shape: (arg.type as unknown as { shape: number[] }).shape,
    data: inputs[i],
  }));
  const wanted = prepareProgram(module).run(given)[0].data as Float32Array;
  found.forEach((x, i) => {
    assert.ok(Math.abs(x - wanted[i]) < 1e-5 * (1 + Math.abs(x)), `${text}: ${x} ${wanted[i]}`);
  });
  const weights = numbers(found.length, seed + 7);
  const loss = () => {
    tape.prepare();
    return tape.forward(inputs).reduce((sum, y, i) => sum + y * weights[i], 0);
  };
  tape.backward(weights);
  const compare = (values: Float32Array, gradient: Float32Array, what: string) => {
    const claimed = gradient.slice();
    for (let i = 0; i < values.length; i += Math.ceil(values.length / 12)) {
      const kept = values[i];
      values[i] = kept + STEP;
      const above = loss();
      values[i] = kept - STEP;
      const below = loss();
      values[i] = kept;
      const slope = (above - below) / (2 * STEP);
      assert.ok(
        Math.abs(slope - claimed[i]) < smoothness * (1 + Math.abs(slope)),
        `${what} ${i}: ${claimed[i]}, by differences ${slope}\n${text}`,
      );
    }
  };
  tape.inputs.forEach((input, k) => {
    compare(inputs[k], input.gradient!, `input ${k}`);
  });
  for (const { tensor: t, operand, op } of tape.parameters) {
    compare(t.values, t.gradient!, `${op.name} operand ${operand}`);
  }
}

const checkAll = <T>(name: string, cases: fc.Arbitrary<T>, textOf: (c: T) => string, runs = 25) =>
  test(name, () =>
    fc.assert(
      fc.asyncProperty(cases, int(0, 2 ** 20), (c, seed) => check(textOf(c), seed)),
      { numRuns: runs },
    ),
  );

const windows = fc.record({
  batches: int(1, 2),
  height: int(3, 6),
  width: int(3, 6),
  channels: int(1, 5),
  outputs: int(1, 9),
  kernel: fc.tuple(int(1, 3), int(1, 3)),
  stride: fc.tuple(int(1, 2), int(1, 2)),
  dilation: fc.tuple(int(1, 2), int(1, 2)),
  padding: fc.tuple(int(0, 1), int(0, 1), int(0, 1), int(0, 1)),
  multiplier: int(1, 2),
  hasBias: fc.boolean(),
});

type WindowCase = typeof windows extends fc.Arbitrary<infer T> ? T : never;

const sizes = (c: WindowCase, isDilated: boolean) => {
  const out = (size: number, i: 0 | 1, pads: number) => {
    const reach = (c.kernel[i] - 1) * (isDilated ? c.dilation[i] : 1) + 1;
    return Math.floor((size + pads - reach) / c.stride[i]) + 1;
  };
  const [top, left, bottom, right] = c.padding;
  return { h: out(c.height, 0, top + bottom), w: out(c.width, 1, left + right) };
};
const whole = (c: WindowCase, isDilated: boolean) => {
  const { h, w } = sizes(c, isDilated);
  return h > 0 && w > 0;
};
const attrs = (c: WindowCase) =>
  `padding = array<i64: ${c.padding.join(', ')}>, stride = array<i64: ${c.stride.join(', ')}>`;

const layer = (op: string, c: WindowCase, filter: number[], outputs: number) => {
  const { h, w } = sizes(c, true);
  const x = tensor(c.batches, c.height, c.width, c.channels);
  const y = tensor(c.batches, h, w, outputs);
  const bias = c.hasBias ? constant('b', [outputs], 5) : '';
  const [names, types] = c.hasBias ? [', %b', `, ${tensor(outputs)}`] : ['', ''];
  return `func.func @main(%x: ${x}) -> ${y} {
${constant('f', filter, 3)}${bias}  %y = nn.${op} %x, %f${names} {dilation = array<i64: ${c.dilation.join(', ')}>, ${attrs(c)}} : (${x}, ${tensor(...filter)}${types}) -> ${y}
  return %y : ${y}
}`;
};

checkAll(
  'conv2d',
  windows.filter((c) => whole(c, true)),
  (c) => layer('conv2d', c, [c.outputs, ...c.kernel, c.channels], c.outputs),
);

checkAll(
  'depthwise_conv2d',
  windows.filter((c) => whole(c, true)),
  (c) => {
    const outputs = c.channels * c.multiplier;
    return layer('depthwise_conv2d', c, [1, ...c.kernel, outputs], outputs);
  },
);

for (const op of ['avg_pool2d', 'max_pool2d']) {
  checkAll(
    op,
    windows.filter((c) => whole(c, false) && Math.max(...c.padding) < Math.min(...c.kernel)),
    (c) => {
      const { h, w } = sizes(c, false);
      const x = tensor(c.batches, c.height, c.width, c.channels);
      const y = tensor(c.batches, h, w, c.channels);
      return `func.func @main(%x: ${x}) -> ${y} {
  %y = nn.${op} %x {kernel = array<i64: ${c.kernel.join(', ')}>, ${attrs(c)}} : (${x}) -> ${y}
  return %y : ${y}
}`;
    },
  );
}

checkAll(
  'fully_connected',
  fc.record({ rows: int(1, 3), inputs: int(1, 9), outputs: int(1, 9) }),
  ({ rows, inputs, outputs }) => {
    const [x, f, y] = [tensor(rows, inputs), tensor(outputs, inputs), tensor(rows, outputs)];
    return `func.func @main(%x: ${x}) -> ${y} {
${constant('f', [outputs, inputs], 3)}${constant('b', [outputs], 5)}  %y = nn.fully_connected %x, %f, %b : (${x}, ${f}, ${tensor(outputs)}) -> ${y}
  return %y : ${y}
}`;
  },
);

for (const op of ['add', 'sub', 'mul']) {
  checkAll(
    `${op}, with broadcasting`,
    fc.record({ rows: int(1, 4), columns: int(1, 5), kind: int(0, 3) }),
    ({ rows, columns, kind }) => {
      const other = [[rows, columns], [columns], [rows, 1], [1, columns]][kind];
      const [x, z, y] = [tensor(rows, columns), tensor(...other), tensor(rows, columns)];
      return `func.func @main(%x: ${x}, %z: ${z}) -> ${y} {
${constant('c', other, 3)}  %a = nn.${op} %x, %z : (${x}, ${z}) -> ${y}
  %y = nn.${op} %a, %c : (${y}, ${z}) -> ${y}
  return %y : ${y}
}`;
    },
    15,
  );
}

const X = tensor(1, 2, 3, 4);
const unary = (line: string, y: string) => `func.func @main(%x: ${X}) -> ${y} {
  %y = nn.${line} : (${X}) -> ${y}
  return %y : ${y}
}`;
const SINGLE: Readonly<Record<string, string>> = {
  mean: unary('mean %x {axes = array<i64: 1, 2>}', tensor(1, 4)),
  'mean that keeps dimensions': unary('mean %x {axes = array<i64: 2>}', tensor(1, 2, 1, 4)),
  reshape: unary('reshape %x', tensor(6, 4)),
  transpose: unary('transpose %x {perm = array<i64: 0, 3, 1, 2>}', tensor(1, 4, 2, 3)),
  slice: unary(
    'slice %x {begin = array<i64: 0, 1, 0, 3>, size = array<i64: 1, 1, 2, 2>, stride = array<i64: 1, 1, 2, -2>}',
    tensor(1, 1, 2, 2),
  ),
  pad: unary(
    'pad %x {before = array<i64: 0, 1, 0, 0>, after = array<i64: 0, 0, 2, 0>}',
    tensor(1, 3, 5, 4),
  ),
  softmax: unary('softmax %x {beta = 1.500000e+00 : f32}', X),
  relu: unary('relu %x', X),
  relu6: unary('relu6 %x', X),
  sigmoid: unary('sigmoid %x', X),
  tanh: unary('tanh %x', X),
};

for (const [name, text] of Object.entries(SINGLE)) {
  test(name, async () => {
    for (const seed of [1, 2, 3]) await check(text, seed);
  });
}

test('activations of operators, and a tensor that is read twice', async () => {
  const text = (activation: string) => `func.func @main(%x: ${X}) -> ${X} {
${constant('f', [4, 1, 1, 4], 9)}  %a = nn.conv2d %x, %f {activation = "${activation}"} : (${X}, ${tensor(4, 1, 1, 4)}) -> ${X}
  %y = nn.add %a, %x {activation = "${activation}"} : (${X}, ${X}) -> ${X}
  return %y : ${X}
}`;
  // A value that the small change takes over a bound is seldom, and its slope is between.
  for (const a of ['relu', 'relu6', 'relu_n1_to_1']) await check(text(a), 4, 0.1);
});

test('losses against finite differences', () => {
  const outputs = numbers(6, 3).map((x) => 3 * x);
  const teacher = numbers(6, 8).map((x) => 2 * x);
  const losses = [
    (x: Float32Array, g: Float32Array) => crossEntropy(x, 2, g),
    (x: Float32Array, g: Float32Array) => meanSquaredError(x, teacher, g),
    (x: Float32Array, g: Float32Array) => distillation(x, teacher, 3, g),
  ];
  for (const loss of losses) {
    const gradient = new Float32Array(6);
    loss(outputs, gradient);
    for (let i = 0; i < 6; i++) {
      const at = (change: number) => {
        const moved = outputs.slice();
        moved[i] += change;
        return loss(moved, new Float32Array(6));
      };
      const slope = (at(STEP) - at(-STEP)) / (2 * STEP);
      assert.ok(Math.abs(slope - gradient[i]) < 2e-3, `${i}: ${gradient[i]}, ${slope}`);
    }
  }
});

test('what has no gradient is told by name', async () => {
  const context = await createContext();
  const text = `func.func @main(%x: tensor<2x2xf32>) -> tensor<2x2xf32> {
  %y = nn.erf %x : (tensor<2x2xf32>) -> tensor<2x2xf32> loc("odd")
  return %y : tensor<2x2xf32>
}`;
  const module = await parseText(context, Buffer.from(text), 'net.mlir');
  assert.throws(
    () => new Tape(entryFunction(module)),
    /'odd' \(nn\.erf\) has no gradient: networks with it cannot be trained/,
  );
});

test.run();
