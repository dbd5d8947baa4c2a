// The interpreter: milliseconds an inference on one thread, after preparing; beside onnxruntime where
// the model is ONNX and the peer is installed, and beside the reference micro interpreter's recorded
// time otherwise.
import { existsSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { createContext } from '../dialects/index.js';
import { importModel } from '../driver/index.js';
import { canonicalGraph } from '../driver/quantize/index.js';
import { runnableModule } from '../driver/run/index.js';
import { type BenchSetting, printTable } from './table.js';

interface Row {
  readonly name: string;
  readonly file: string;
  /** What another interpreter takes: of onnxruntime here, else recorded. */
  readonly peer: 'onnxruntime' | { readonly name: string; readonly ms: number };
}

const MICRO = 'TFLM reference';
const ROWS: readonly Row[] = [
  row('ResNet8 int8', 'models/resnet8/resnet8_int8_ref.tflite', 8.6),
  row('MobileNetV2-224 int8', 'goldens/tflm/mobilenet_v2_224_int8/model.tflite', 250),
  row('ResNet8 float', 'models/resnet8/resnet8.onnx'),
  row('ResNet20 float', 'models/resnet20/resnet20.onnx'),
  row('MobileNetV2-128 float', 'models/mobilenetv2_128_05/mobilenet_v2_128_0.5.onnx'),
];

function row(name: string, path: string, ms?: number): Row {
  const root = process.env.NPU_MLIR_SHARED ?? '../shared';
  return {
    name,
    file: `${root}/${path}`,
    peer: ms === undefined ? 'onnxruntime' : { name: MICRO, ms },
  };
}

/** Seconds until `run` has been called often enough; the best of the calls in milliseconds. */
async function best(run: () => unknown, seconds: number): Promise<number> {
  let fastest = Number.POSITIVE_INFINITY;
  const end = performance.now() + seconds * 1000;
  for (let i = 0; i < 5 || performance.now() < end; i++) {
    const start = performance.now();
    await run();
    fastest = Math.min(fastest, performance.now() - start);
  }
  return fastest;
}

const BYTES: Readonly<Record<string, number>> = { float32: 4, int8: 1, uint8: 1, int16: 2 };

async function ours(file: string, seconds: number) {
  const start = performance.now();
  const context = await createContext();
  const { module } = await importModel(context, readFileSync(file), file);
  // As the peers do: what the interpreter runs is the graph in its canonical form.
  await canonicalGraph(context, module);
  const runnable = await runnableModule(module);
  const inputs = runnable.inputs.map(({ type, shape }) => {
    const bytes = new Uint8Array(shape.reduce((n, d) => n * d, BYTES[type]));
    // Floats of ordinary size, integers of any.
    if (type === 'float32') new Float32Array(bytes.buffer).fill(0.5);
    else
      bytes.forEach((_, i) => {
        bytes[i] = (i * 37) & 0xff;
      });
    return bytes;
  });
  runnable.run(inputs);
  const prepareMs = performance.now() - start;
  const ms = await best(() => runnable.run(inputs), seconds);
  return { ms, prepareMs, shape: runnable.inputs[0].shape };
}

interface OnnxRuntime {
  readonly InferenceSession: {
    create(
      file: string,
      options: object,
    ): Promise<{
      readonly inputNames: readonly string[];
      run(feeds: object): Promise<unknown>;
    }>;
  };
  readonly Tensor: new (type: string, data: Float32Array, dims: readonly number[]) => object;
}

async function onnxruntime(file: string, seconds: number, shape: readonly number[]) {
  const name: string = 'onnxruntime-node';
  const found = await import(name).catch(() => undefined);
  if (!found) return undefined;
  const { InferenceSession, Tensor } = (found.default ?? found) as OnnxRuntime;
  const session = await InferenceSession.create(file, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
  });
  const data = new Float32Array(shape.reduce((n, d) => n * d, 1)).fill(0.5);
  const feeds = { [session.inputNames[0]]: new Tensor('float32', data, shape) };
  return best(() => session.run(feeds), seconds);
}

export async function benchInterpreter({ quick }: BenchSetting): Promise<void> {
  const seconds = quick ? 1 : 4;
  const rows: string[][] = [];
  for (const { name, file, peer } of ROWS) {
    if (!existsSync(file)) {
      console.log(`${name}: skipped, there is no ${file}`);
      continue;
    }
    const { ms, prepareMs, shape } = await ours(file, seconds);
    const other = peer === 'onnxruntime' ? await onnxruntime(file, seconds, shape) : peer.ms;
    rows.push([
      name,
      ms.toFixed(2),
      prepareMs.toFixed(0),
      peer === 'onnxruntime' ? peer : `${peer.name} (recorded)`,
      other === undefined ? 'not installed' : other.toFixed(2),
      other === undefined ? '' : (ms / other).toFixed(2),
    ]);
  }
  printTable(
    'One inference, one thread, best time; preparing is import, packing and the first run',
    ['model', 'ms', 'prepare ms', 'peer', 'peer ms', 'ratio'],
    rows,
  );
}
