// Networks in ONNX, layer by layer against ONNX Runtime: every output of every node.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../dialects/index.js';
import { checkLayers, importModel } from '../../driver/index.js';
import { readOnnx } from '../../frontend/onnx/index.js';
import { interfaceOf, type Tensor } from '../../interpreter/index.js';
import { shared } from '../support/shared.js';

/** What is used of onnxruntime-node, which is large and so is no dependency. */
interface Runtime {
  readonly InferenceSession: {
    create(model: Uint8Array, options: object): Promise<Session>;
  };
  readonly Tensor: new (type: string, data: Float32Array, dims: readonly number[]) => object;
}
interface Session {
  readonly inputNames: readonly string[];
  run(feeds: object): Promise<Record<string, { readonly data: unknown; readonly dims: number[] }>>;
}

const PACKAGE: string = 'onnxruntime-node';

const root = shared('models');
const runtime = (await import(PACKAGE).catch(() => undefined)) as Runtime | undefined;
if (!root) console.log('skipped: the networks are not on this machine');
if (!runtime)
  console.log(
    `skipped: install it with ONNXRUNTIME_NODE_INSTALL=skip npm install --no-save ${PACKAGE}`,
  );

/** A varint of protocol buffers. */
function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}

const field = (number: number, bytes: readonly number[]) => [
  ...varint(8 * number + 2),
  ...varint(bytes.length),
  ...bytes,
];

/** The model with more outputs: a part that a message has twice is merged, so they stand at its end. */
function withOutputs(model: Uint8Array, names: readonly string[]): Uint8Array {
  const [GRAPH, OUTPUT, NAME] = [7, 12, 1];
  const graph = names.flatMap((name) => field(OUTPUT, field(NAME, [...Buffer.from(name)])));
  return new Uint8Array(Buffer.concat([model, Buffer.from(field(GRAPH, graph))]));
}

/** Smooth numbers, the same in every run. */
const inputFor = (shape: readonly number[]): Float32Array =>
  Float32Array.from(
    { length: shape.reduce((n, d) => n * d, 1) },
    (_, i) => Math.sin(i * 0.37) + 0.1,
  );

async function record(
  { InferenceSession, Tensor: RuntimeTensor }: Runtime,
  bytes: Uint8Array,
  inputs: readonly Tensor[],
): Promise<Map<string, Tensor>> {
  const { graph } = readOnnx(bytes);
  const own = new Set((graph!.output ?? []).map((o) => o.name));
  const names = (graph!.node ?? []).flatMap((n) => n.output ?? []).filter((n) => n && !own.has(n));
  const session = await InferenceSession.create(withOutputs(bytes, names), {
    graphOptimizationLevel: 'disabled',
    logSeverityLevel: 3,
  });
  const feeds = Object.fromEntries(
    session.inputNames.map((name, i) => [
      name,
      new RuntimeTensor('float32', inputs[i].data as Float32Array, [...inputs[i].shape]),
    ]),
  );
  const found = new Map<string, Tensor>();
  for (const [name, { data, dims }] of Object.entries(await session.run(feeds))) {
    if (ArrayBuffer.isView(data)) found.set(name, { shape: dims, data: data as Float32Array });
  }
  return found;
}

const files = root
  ? readdirSync(root, { recursive: true })
      .map(String)
      .filter((f) => f.endsWith('.onnx'))
      .sort()
  : [];

for (const file of runtime ? files : []) {
  test(`${file} layer by layer within 1e-3`, async () => {
    const bytes = new Uint8Array(readFileSync(join(root!, file)));
    const { module } = await importModel(await createContext(), bytes, file);
    const inputs = interfaceOf(module).inputs.map(({ shape }) => ({
      shape,
      data: inputFor(shape),
    }));
    const recorded = await record(runtime!, bytes, inputs);
    const { compared, first } = checkLayers(module, inputs, recorded);
    assert.is(first, undefined);
    assert.ok(compared > 3, `${compared} tensors`);
    console.log(`${file}: ${compared} tensors agree`);
  });
}

test.run();
