// Small models that are wrong in one place: refused with a sentence that names it.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../../dialects/index.js';
import { ImportError, importModel, type ModelSettings } from '../../../driver/index.js';
import { message, number } from '../../support/protobuf.js';

async function reasons(
  bytes: Uint8Array,
  name: string,
  settings: ModelSettings = {},
): Promise<string> {
  try {
    await importModel(await createContext(), bytes, name, settings);
  } catch (error) {
    if (error instanceof ImportError) return error.reasons.join('\n');
    throw error;
  }
  return 'imported';
}

/** An ONNX model of one node; a dimension without a number is left open. */
function onnx(op: string, dims: readonly (number | undefined)[]): Uint8Array {
  const dim = (d: number | undefined) => message(1, ...(d === undefined ? [] : [number(1, d)]));
  const value = (field: number, name: string) =>
    message(
      field,
      message(1, name),
      message(2, message(1, number(1, 1), message(2, ...dims.map(dim)))),
    );
  const node = message(1, message(1, 'x'), message(2, 'y'), message(4, op));
  const graph = message(7, node, message(2, 'g'), value(11, 'x'), value(12, 'y'));
  return Buffer.concat([number(1, 8), message(8, number(2, 13)), graph]);
}

test('ONNX: operators named as what every object has are not supported, as any other', async () => {
  for (const op of ['constructor', '__proto__', 'toString'])
    assert.match(await reasons(onnx(op, [1]), 'm.onnx'), new RegExp(`${op} 'y'.*not supported`));
});

test('ONNX: --input-shape settles what the model leaves open, and must fit it', async () => {
  const open = onnx('Relu', [1, undefined, 4]);
  const asked = (...shape: number[]) =>
    reasons(open, 'm.onnx', { shapes: new Map([['x', shape]]) });
  assert.match(await reasons(open, 'm.onnx'), /dimension 1 .* is not fixed/);
  assert.is(await asked(1, 7, 4), 'imported');
  assert.match(await asked(1, 7), /it has 3 dimensions, --input-shape gives 2/);
  assert.match(await asked(1, 7, 5), /its dimension 2 is 4, --input-shape gives 5/);
});

test('Caffe: an input that no layer makes, and what is silenced', async () => {
  const net = (rest: string) =>
    Buffer.from(`name: "n"\ninput: "data"\ninput_shape { dim: 1 dim: 2 }\n${rest}`);
  const weights = { name: 'w', bytes: message(100, message(1, 'none'), message(2, 'None')) };
  const refused = await reasons(
    net('layer { name: "r" type: "ReLU" bottom: "nix" top: "y" }'),
    'n.prototxt',
    { weights },
  );
  assert.match(refused, /'r'.*|ReLU/);
  assert.match(refused, /its input 'nix' is made by no layer before it/);
  const { module } = await importModel(
    await createContext(),
    net(`layer { name: "a" type: "TanH" bottom: "data" top: "a" }
layer { name: "b" type: "Sigmoid" bottom: "data" top: "b" }
layer { name: "s" type: "Silence" bottom: "a" }`),
    'n.prototxt',
    { weights },
  );
  assert.match(String(module.region().front.firstOp!.attr('function_type')), /-> tensor<1x2xf32>$/);
});

test.run();
