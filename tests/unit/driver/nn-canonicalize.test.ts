// The canonical form of a float graph computes what the graph did: random networks with a layout that
// changes to and fro, parameters to fold and clamps to fuse, run before and after.
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../../dialects/index.js';
import { createPassRegistry, parseText } from '../../../driver/index.js';
import { interpret } from '../../../interpreter/index.js';
import { verify } from '../../../ir/index.js';
import { parsePassList, runPipeline } from '../../../pass/index.js';

const CHANNELS = 3;
const LAST = `tensor<1x4x4x${CHANNELS}xf32>`;
const FIRST = `tensor<1x${CHANNELS}x4x4xf32>`;
const VECTOR = `tensor<${CHANNELS}xf32>`;

/** Numbers that look random and are the same in every run. */
const dense = (count: number, seed: number, shape: string) =>
  `nn.constant dense<"0x${Buffer.from(
    Float32Array.from({ length: count }, (_, i) => Math.sin(12.9 * (i + 1) + seed)).buffer,
  ).toString('hex')}"> : tensor<${shape}xf32>`;

type Step =
  | 'conv'
  | 'depthwise'
  | 'norm'
  | 'add'
  | 'mul'
  | 'relu'
  | 'clamp'
  | 'residual'
  | 'pad'
  | 'reduce';

/** A network: each step works on N, C, H, W and brings what it needs into its own order and back. */
function network(steps: readonly Step[]): string {
  const lines: string[] = [];
  let now = '%x';
  const made: string[] = [now];
  steps.forEach((step, i) => {
    const line = (name: string, text: string) => {
      lines.push(`%${name}${i} = ${text}`);
      return `%${name}${i}`;
    };
    const turned = () =>
      line('t', `nn.transpose ${now} {perm = array<i64: 0, 2, 3, 1>} : (${FIRST}) -> ${LAST}`);
    const back = (value: string) =>
      line('b', `nn.transpose ${value} {perm = array<i64: 0, 3, 1, 2>} : (${LAST}) -> ${FIRST}`);
    const same = (text: string) => line('s', `${text} : (${FIRST}) -> ${FIRST}`);
    if (step === 'conv') {
      const [x, w] = [
        turned(),
        line('w', dense(9 * CHANNELS * CHANNELS, i, `${CHANNELS}x3x3x${CHANNELS}`)),
      ];
      now = back(
        line(
          'c',
          `nn.conv2d ${x}, ${w} {padding = array<i64: 1, 1, 1, 1>} : (${LAST}, tensor<${CHANNELS}x3x3x${CHANNELS}xf32>) -> ${LAST}`,
        ),
      );
    } else if (step === 'depthwise') {
      const [x, w] = [turned(), line('w', dense(CHANNELS, i, `1x1x1x${CHANNELS}`))];
      const v = line('v', dense(CHANNELS, i + 0.5, `${CHANNELS}`));
      now = back(
        line(
          'c',
          `nn.depthwise_conv2d ${x}, ${w}, ${v} : (${LAST}, tensor<1x1x1x${CHANNELS}xf32>, ${VECTOR}) -> ${LAST}`,
        ),
      );
    } else if (step === 'norm') {
      const [s, o, m] = ['p', 'o', 'm'].map((n, k) =>
        line(n, dense(CHANNELS, i + k, `${CHANNELS}`)),
      );
      const q = line('q', `nn.constant dense<2.0> : ${VECTOR}`);
      now = line(
        'n',
        `nn.batch_norm ${now}, ${s}, ${o}, ${m}, ${q} {axis = 1 : i64} : (${FIRST}, ${VECTOR}, ${VECTOR}, ${VECTOR}, ${VECTOR}) -> ${FIRST}`,
      );
    } else if (step === 'add' || step === 'mul') {
      const c = line('k', dense(CHANNELS, i, `${CHANNELS}x1x1`));
      now = line(
        'a',
        `nn.${step} ${now}, ${c} : (${FIRST}, tensor<${CHANNELS}x1x1xf32>) -> ${FIRST}`,
      );
    } else if (step === 'relu') now = same(`nn.relu ${now}`);
    else if (step === 'clamp') now = same(`nn.clamp ${now} {min = 0.0 : f64, max = 6.0 : f64}`);
    else if (step === 'residual') {
      now = line(
        'r',
        `nn.add ${now}, ${made[Math.max(0, made.length - 3)]} : (${FIRST}, ${FIRST}) -> ${FIRST}`,
      );
    } else if (step === 'pad') {
      const wide = `tensor<1x${CHANNELS}x6x6xf32>`;
      const p = line(
        'p',
        `nn.pad ${now} {before = array<i64: 0, 0, 1, 1>, after = array<i64: 0, 0, 1, 1>} : (${FIRST}) -> ${wide}`,
      );
      now = line(
        'z',
        `nn.slice ${p} {begin = array<i64: 0, 0, 0, 1>, size = array<i64: 1, ${CHANNELS}, 4, 4>, stride = array<i64: 1, 1, 1, 1>} : (${wide}) -> ${FIRST}`,
      );
    } else {
      const flat = `tensor<1x${CHANNELS}x1x1xf32>`;
      const m = line('m', `nn.mean ${now} {axes = array<i64: 2, 3>} : (${FIRST}) -> ${flat}`);
      now = line('u', `nn.sub ${now}, ${m} : (${FIRST}, ${flat}) -> ${FIRST}`);
    }
    made.push(now);
  });
  return `func.func @main(%x: ${FIRST}) -> ${FIRST} {\n${lines.join('\n')}\nreturn ${now} : ${FIRST}\n}`;
}

const STEPS: readonly Step[] = [
  'conv',
  'depthwise',
  'norm',
  'add',
  'mul',
  'relu',
  'clamp',
  'residual',
  'pad',
  'reduce',
];
const input = {
  shape: [1, CHANNELS, 4, 4],
  data: Float32Array.from({ length: 16 * CHANNELS }, (_, i) => Math.cos(3.7 * i)),
};

test('nn-canonicalize keeps what random networks compute', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...STEPS), { minLength: 1, maxLength: 12 }),
      async (steps) => {
        const context = await createContext();
        const module = await parseText(context, Buffer.from(network(steps)), 'random');
        const wanted = interpret(module, [input])[0].data as Float32Array;
        const pipeline = await parsePassList('nn-canonicalize', createPassRegistry());
        const ok = await runPipeline(context, module, pipeline);
        assert.ok(ok && verify(context, module));
        const got = interpret(module, [input])[0].data as Float32Array;
        const largest = wanted.reduce((m, x) => Math.max(m, Math.abs(x)), 1);
        for (let i = 0; i < wanted.length; i++) {
          const off = Math.abs(got[i] - wanted[i]);
          assert.ok(off <= 1e-4 * largest, `${steps}: element ${i} is ${got[i]}, not ${wanted[i]}`);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test.run();
