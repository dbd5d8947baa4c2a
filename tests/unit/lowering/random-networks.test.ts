// Lowering keeps numerics: random small networks give the same bytes as qnn, npu, mem and object.
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../../dialects/index.js';
import { encodeModule, hostKernels, lowerTo, parseText } from '../../../driver/index.js';
import { bytesOf, interpret, type Tensor } from '../../../interpreter/index.js';
import { renderDiagnostic } from '../../../ir/index.js';
import { createBoard } from '../../../simulator/index.js';

/** A network under construction: its text, and the value that the next layer takes. */
interface Net {
  lines: string[];
  value: string;
  shape: number[];
  scale: number;
  zero: number;
  next: number;
}

type Layer = (net: Net, random: () => number) => void;

const pick = (random: () => number, low: number, high: number) =>
  low + Math.floor(random() * (high - low + 1));
const quant = (scale: number, zero: number) =>
  `!quant.uniform<i8:f32, ${scale.toFixed(6)}:${zero}>`;
const tensor = (shape: readonly number[], scale: number, zero: number) =>
  `tensor<${shape.map((d) => `${d}x`).join('')}${quant(scale, zero)}>`;
const typeOf = (n: Net) => tensor(n.shape, n.scale, n.zero);

function emit(
  n: Net,
  text: (result: string) => string,
  shape: number[],
  scale: number,
  zero: number,
): void {
  const result = `%v${n.next++}`;
  n.lines.push(text(result));
  Object.assign(n, { value: result, shape, scale, zero });
}

/** A constant of random stored values, as hex. */
function constant(
  n: Net,
  random: () => number,
  shape: readonly number[],
  type: string,
  bytes: number,
  small = false,
): string {
  const name = `%c${n.next++}`;
  const count = shape.reduce((a, b) => a * b, 1);
  let hex = '';
  for (let i = 0; i < count; i++) {
    const value = small ? pick(random, -500, 500) : pick(random, -127, 127);
    for (let b = 0; b < bytes; b++) hex += ((value >> (8 * b)) & 255).toString(16).padStart(2, '0');
  }
  const dims = shape.map((d) => `${d}x`).join('');
  n.lines.push(
    `${name} = qnn.constant dense<"0x${hex.toUpperCase()}"> : tensor<${dims}${bytes === 1 ? 'i8' : 'i32'}> as ${type}`,
  );
  return name;
}

const outSize = (size: number, kernel: number, stride: number, dilation: number, padding: number) =>
  Math.floor((size + padding - (kernel - 1) * dilation - 1) / stride) + 1;

function window(n: Net, random: () => number) {
  const [, h, w] = n.shape;
  for (;;) {
    const [kh, kw, sh, sw, dh, dw] = [3, 3, 2, 2, 2, 2].map((most) => pick(random, 1, most));
    const pad = [0, 0, 0, 0].map(() => pick(random, 0, 1));
    const oh = outSize(h, kh, sh, dh, pad[0] + pad[2]);
    const ow = outSize(w, kw, sw, dw, pad[1] + pad[3]);
    if (oh < 1 || ow < 1) continue;
    const text = `stride = array<i64: ${sh}, ${sw}>, dilation = array<i64: ${dh}, ${dw}>, padding = array<i64: ${pad.join(', ')}>`;
    return { kh, kw, oh, ow, text };
  }
}

const activation = (random: () => number) => ['none', 'relu', 'relu6'][pick(random, 0, 2)];

function conv(depthwise: boolean): Layer {
  return (n, random) => {
    if (n.shape.length !== 4) return;
    const { kh, kw, oh, ow, text } = window(n, random);
    const ic = n.shape[3];
    const oc = depthwise ? ic * pick(random, 1, 2) : pick(random, 1, 20);
    const shape = depthwise ? [1, kh, kw, oc] : [oc, kh, kw, ic];
    const axis = depthwise ? 3 : 0;
    const scales = Array.from({ length: oc }, () => (0.001 + random() * 0.01).toFixed(6)).join(
      ', ',
    );
    const filterType = `tensor<${shape.map((d) => `${d}x`).join('')}!quant.uniform<i8:f32:${axis}, {${scales}}>>`;
    const filter = constant(n, random, shape, filterType, 1);
    const bias = constant(n, random, [oc], `tensor<${oc}xi32>`, 4, true);
    const before = typeOf(n);
    const result = [n.shape[0], oh, ow, oc];
    const [scale, zero] = [0.02 + random() * 0.2, pick(random, -20, 20)];
    const input = n.value;
    const op = depthwise ? 'qnn.depthwise_conv2d' : 'qnn.conv2d';
    emit(
      n,
      (r) =>
        `${r} = ${op} ${input}, ${filter}, ${bias} {${text}, activation = "${activation(random)}"} : (${before}, ${filterType}, tensor<${oc}xi32>) -> ${tensor(result, scale, zero)}`,
      result,
      scale,
      zero,
    );
  };
}

const LAYERS: readonly Layer[] = [
  conv(false),
  conv(false),
  conv(true),
  (n, random) => {
    if (n.shape.length !== 4) return;
    const [batch, h, w, c] = n.shape;
    const [kh, kw] = [pick(random, 1, Math.min(3, h)), pick(random, 1, Math.min(3, w))];
    const [sh, sw] = [pick(random, 1, 2), pick(random, 1, 2)];
    const shape = [batch, outSize(h, kh, sh, 1, 0), outSize(w, kw, sw, 1, 0), c];
    const [input, before] = [n.value, typeOf(n)];
    const op = random() < 0.5 ? 'max_pool2d' : 'avg_pool2d';
    emit(
      n,
      (r) =>
        `${r} = qnn.${op} ${input} {kernel = array<i64: ${kh}, ${kw}>, stride = array<i64: ${sh}, ${sw}>, activation = "${activation(random)}"} : (${before}) -> ${tensor(shape, n.scale, n.zero)}`,
      shape,
      n.scale,
      n.zero,
    );
  },
  (n, random) => {
    // The value with itself, or with one element a channel.
    const other = random() < 0.5 ? n.shape : [n.shape.at(-1)!];
    const [input, before] = [n.value, typeOf(n)];
    const type = tensor(other, 0.05, 3);
    const rhs = other === n.shape ? input : constant(n, random, other, type, 1);
    const rhsType = other === n.shape ? before : type;
    const [scale, zero] = [0.1 + random() * 0.2, pick(random, -9, 9)];
    const op = random() < 0.5 ? 'add' : 'mul';
    emit(
      n,
      (r) =>
        `${r} = qnn.${op} ${input}, ${rhs} {activation = "${activation(random)}"} : (${before}, ${rhsType}) -> ${tensor(n.shape, scale, zero)}`,
      n.shape,
      scale,
      zero,
    );
  },
  (n, random) => {
    const [input, before] = [n.value, typeOf(n)];
    const [scale, zero] = [n.scale * (0.5 + random()), pick(random, -20, 20)];
    emit(
      n,
      (r) =>
        `${r} = qnn.${random() < 0.5 ? 'relu' : 'quantize'} ${input} : (${before}) -> ${tensor(n.shape, scale, zero)}`,
      n.shape,
      scale,
      zero,
    );
  },
  (n, random) => {
    const [before, after] = [0, 1].map(() =>
      n.shape.map((_, i) => (i === 0 && n.shape.length > 1 ? 0 : pick(random, 0, 2))),
    );
    const shape = n.shape.map((d, i) => d + before[i] + after[i]);
    const [input, type] = [n.value, typeOf(n)];
    emit(
      n,
      (r) =>
        `${r} = qnn.pad ${input} {before = array<i64: ${before.join(', ')}>, after = array<i64: ${after.join(', ')}>} : (${type}) -> ${tensor(shape, n.scale, n.zero)}`,
      shape,
      n.scale,
      n.zero,
    );
  },
  (n, random) => {
    const perm = n.shape.map((_, i) => i);
    for (let i = perm.length - 1; i > 0; i--) {
      const j = pick(random, 0, i);
      [perm[i], perm[j]] = [perm[j], perm[i]];
    }
    const shape = perm.map((p) => n.shape[p]);
    const [input, type] = [n.value, typeOf(n)];
    emit(
      n,
      (r) =>
        `${r} = qnn.transpose ${input} {perm = array<i64: ${perm.join(', ')}>} : (${type}) -> ${tensor(shape, n.scale, n.zero)}`,
      shape,
      n.scale,
      n.zero,
    );
  },
  (n, random) => {
    const axes = n.shape.map((_, i) => i).filter(() => random() < 0.4);
    if (axes.length === 0) return;
    const shape = n.shape.map((d, i) => (axes.includes(i) ? 1 : d));
    const [input, type] = [n.value, typeOf(n)];
    emit(
      n,
      (r) =>
        `${r} = qnn.mean ${input} {axes = array<i64: ${axes.join(', ')}>} : (${type}) -> ${tensor(shape, n.scale, n.zero)}`,
      shape,
      n.scale,
      n.zero,
    );
  },
  (n, random) => {
    const count = n.shape.reduce((a, b) => a * b, 1);
    if (count > 4000) return;
    const [input, before] = [n.value, typeOf(n)];
    const outputs = pick(random, 1, 40);
    const filterType = `tensor<${outputs}x${count}x!quant.uniform<i8:f32, 4.000000e-03>>`;
    const filter = constant(n, random, [outputs, count], filterType, 1);
    const [scale, zero] = [0.2 + random(), pick(random, -9, 9)];
    emit(
      n,
      (r) =>
        `${r} = qnn.fully_connected ${input}, ${filter} {activation = "${activation(random)}"} : (${before}, ${filterType}) -> ${tensor([1, outputs], scale, zero)}`,
      [1, outputs],
      scale,
      zero,
    );
  },
  (n) => {
    const [input, before] = [n.value, typeOf(n)];
    const type = `${tensor(n.shape, 0, 0).replace(/!quant.*/, '')}!quant.uniform<i8:f32, 3.906250e-03:-128>>`;
    emit(
      n,
      (r) => `${r} = qnn.softmax ${input} : (${before}) -> ${type}`,
      n.shape,
      0.00390625,
      -128,
    );
    // Six digits, as the other layers print it, would be another scale.
    n.lines.push(`// ${type}`);
  },
];

/** A network of a few layers, ended where a softmax fixes the scale. */
function network(random: () => number): { text: string; inputShape: number[] } {
  const inputShape = [
    pick(random, 1, 2),
    pick(random, 1, 9),
    pick(random, 1, 9),
    pick(random, 1, 12),
  ];
  const n: Net = { lines: [], value: '%arg0', shape: inputShape, scale: 0.1, zero: -5, next: 0 };
  const inputType = typeOf(n);
  for (let i = pick(random, 1, 4); i > 0; i--)
    LAYERS[pick(random, 0, LAYERS.length - 2)](n, random);
  let resultType = typeOf(n);
  if (random() < 0.2) {
    LAYERS[LAYERS.length - 1](n, random);
    resultType = n.lines.pop()!.slice(3);
  }
  const body = [...n.lines, `return ${n.value} : ${resultType}`].map((l) => `  ${l}`).join('\n');
  return {
    text: `func.func @main(%arg0: ${inputType}) -> ${resultType} {\n${body}\n}\n`,
    inputShape,
  };
}

function mulberry(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function checkSeed(seed: number, target: string): Promise<void> {
  const random = mulberry(seed);
  const { text, inputShape } = network(random);
  const context = await createContext();
  const said: string[] = [];
  context.onDiagnostic((d) => said.push(renderDiagnostic(d)));
  const module = await parseText(context, Buffer.from(text), `seed-${seed}`);
  const count = inputShape.reduce((a, b) => a * b, 1);
  const data = Int8Array.from({ length: count }, () => pick(random, -128, 127));
  const input: Tensor = { shape: inputShape, data };
  const wanted = bytesOf(interpret(module, [input])[0].data).slice();
  const same = (got: Uint8Array, level: string) =>
    assert.is(
      Buffer.compare(wanted, got),
      0,
      `seed ${seed} on ${target}: ${level} differs from qnn\n${text}`,
    );
  for (const emit of ['npu', 'mem', 'isa'] as const) {
    assert.ok(
      await lowerTo(context, module, { target, emit }),
      `seed ${seed}: ${said.join('')}\n${text}`,
    );
    if (emit !== 'isa') same(bytesOf(interpret(module, [input])[0].data), emit);
  }
  const board = createBoard(encodeModule(module, 'random'), { hostKernels: hostKernels(context) });
  same(board.run([new Uint8Array(data.buffer)])[0], 'object');
}

test('random networks: the same bytes at every level', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 2 ** 30 }),
      fc.constantFrom('n1-64', 'n1-128', 'n1-256', 'n1-1024'),
      checkSeed,
    ),
    { numRuns: Number(process.env.RANDOM_NETWORKS ?? 150), endOnFailure: true },
  );
});

test.run();
