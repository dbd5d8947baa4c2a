// An exported program made here, in the archive's newer form.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../../dialects/index.js';
import { importModel } from '../../../driver/index.js';
import { prepareProgram } from '../../../interpreter/index.js';
import { zipOf } from '../../support/zip.js';

const tensor = (name: string) => ({ as_tensor: { name } });
const meta = (...sizes: number[]) => ({ dtype: 7, sizes: sizes.map((n) => ({ as_int: n })) });
const node = (target: string, inputs: [string, object][], output: string) => ({
  target: `torch.ops.aten.${target}`,
  inputs: inputs.map(([name, arg]) => ({ name, arg, kind: 1 })),
  outputs: [tensor(output)],
  metadata: {},
});

function program(target = 'linear.default'): Uint8Array {
  const nodes = [
    node(
      target,
      [
        ['input', tensor('x')],
        ['weight', tensor('p_w')],
        ['bias', tensor('p_b')],
      ],
      'a',
    ),
    node('relu.default', [['self', tensor('a')]], 'r'),
    node(
      'add.Tensor',
      [
        ['self', tensor('r')],
        ['other', tensor('a')],
        ['alpha', { as_int: 2 }],
      ],
      's',
    ),
    node(
      'view.default',
      [
        ['self', tensor('s')],
        ['size', { as_ints: [2, -1] }],
      ],
      'v',
    ),
    node(
      'softmax.int',
      [
        ['self', tensor('v')],
        ['dim', { as_int: -1 }],
      ],
      'out',
    ),
  ];
  const json = {
    graph_module: {
      graph: { nodes, tensor_values: { x: meta(1, 3) } },
      signature: {
        input_specs: [
          { parameter: { arg: { name: 'p_w' }, parameter_name: 'fc.weight' } },
          { parameter: { arg: { name: 'p_b' }, parameter_name: 'fc.bias' } },
          { user_input: { arg: tensor('x') } },
        ],
        output_specs: [{ user_output: { arg: tensor('out') } }],
      },
    },
  };
  const config = {
    config: {
      'fc.weight': { path_name: 'weight_0', tensor_meta: meta(4, 3) },
      'fc.bias': { path_name: 'weight_1', tensor_meta: meta(4) },
    },
  };
  const floats = (values: number[]) => new Uint8Array(Float32Array.from(values).buffer);
  const text = (v: object) => new TextEncoder().encode(JSON.stringify(v));
  return zipOf(
    {
      'net/models/model.json': text(json),
      'net/data/weights/model_weights_config.json': text(config),
      'net/data/weights/weight_0': floats([1, 0, 0, 0, 1, 0, 0, 0, 1, -1, -1, -1]),
      'net/data/weights/weight_1': floats([0.5, 0, 0, 1]),
    },
    false,
  );
}

test('an exported program computes what its graph says', async () => {
  const { module, report } = await importModel(await createContext(), program(), 'net.pt2');
  const x = [0.25, -1, 2];
  const [found] = prepareProgram(module).run([{ shape: [1, 3], data: Float32Array.from(x) }]);
  const a = [x[0] + 0.5, x[1], x[2], 1 - x[0] - x[1] - x[2]];
  const s = a.map((v) => Math.max(v, 0) + 2 * v);
  const wanted = [s.slice(0, 2), s.slice(2)].flatMap((row) => {
    const e = row.map(Math.exp);
    return e.map((v) => v / (e[0] + e[1]));
  });
  assert.equal(found.shape, [2, 2]);
  found.data.forEach((v, i) => {
    assert.ok(Math.abs(Number(v) - wanted[i]) < 1e-6, `${v} instead of ${wanted[i]}`);
  });
  assert.equal(
    report.map((r) => r.operator),
    ['aten.linear', 'aten.relu', 'aten.add', 'aten.view', 'aten.softmax'],
  );
});

test('an operator that is not supported is named', async () => {
  try {
    await importModel(await createContext(), program('bernoulli.default'), 'net.pt2');
    assert.unreachable();
  } catch (error) {
    assert.match(
      (error as Error).message,
      /operator 0 \(aten\.bernoulli 'a'\): this operator is not supported/,
    );
  }
});

test.run();
