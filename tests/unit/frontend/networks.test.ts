// The recorded networks through import and interpreter: every sample's outputs and every operator's
// output as the reference interpreter has them, also with state kept from sample to sample; float
// networks within a relative 1e-5. (shared/goldens/tflm)

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../../dialects/index.js';
import { loadModel } from '../../../driver/index.js';
import { readTflite } from '../../../frontend/tflite/index.js';
import {
  bytesOf,
  interfaceOf,
  type Observer,
  type Program,
  prepareProgram,
  storedType,
  type Tensor,
  viewBytes,
} from '../../../interpreter/index.js';
import { filePosition, isPart } from '../../../ir/index.js';
import { shared } from '../../support/shared.js';
import { type GoldenModel, hash, networkNames, readNetwork } from '../kernels/goldens.js';

const TOLERANCE = 1e-5;
/** Samples of the largest networks; of others all. */
const MOST_SAMPLES: Readonly<Record<string, number>> = { mobilenet_v2_224_int8: 2 };

class Run {
  readonly program: Program;
  readonly isFloat: boolean;
  private readonly interfaces: ReturnType<typeof interfaceOf>;
  /** Where the hashes of each operator begin. */
  private readonly starts: readonly number[];
  private readonly outputCounts: readonly number[];

  private constructor(net: GoldenModel, module: Parameters<typeof prepareProgram>[0]) {
    this.program = prepareProgram(module);
    this.interfaces = interfaceOf(module);
    this.isFloat = net.isFloat;
    const counts = readTflite(net.model).subgraphs[0].operators.map((op) => op.outputs.length);
    this.outputCounts = counts;
    this.starts = counts.map((_, i) => counts.slice(0, i).reduce((a, b) => a + b, 0));
  }

  static async of(net: GoldenModel): Promise<Run> {
    const context = await createContext();
    return new Run(net, await loadModel(context, net.model, `${net.name}.tflite`));
  }

  tensors(bytes: readonly Uint8Array[]): Tensor[] {
    return bytes.map((b, i) => {
      const { shape, elementType } = this.interfaces.inputs[i];
      return { shape, data: viewBytes(new Uint8Array(b), storedType(elementType)) };
    });
  }

  /** Compares what operators make with their hashes; how many were compared. */
  hashed(hashes: readonly string[], complain: (text: string) => void) {
    let count = 0;
    const observe: Observer = (op, results) => {
      const index = (filePosition(op.loc)?.line ?? 0) - 1;
      if (this.isFloat || index < 0 || isPart(op.loc)) return;
      for (let i = 0; i < Math.min(this.outputCounts[index], results.length); i++) {
        const wanted = hashes[this.starts[index] + i];
        count++;
        if (hash(bytesOf(results[i].data)) !== wanted) complain(`operator ${index} differs`);
      }
    };
    return { observe, count: () => count };
  }
}

function differences(found: Tensor, wanted: Uint8Array): string | undefined {
  if (!(found.data instanceof Float32Array)) {
    return Buffer.compare(bytesOf(found.data), wanted) === 0 ? undefined : 'other bytes';
  }
  const floats = new Float32Array(new Uint8Array(wanted).buffer);
  const bad = floats.findIndex((x, i) => {
    const error = Math.abs(Number(found.data[i]) - x);
    return !(error <= TOLERANCE * Math.max(1, Math.abs(x)));
  });
  return bad < 0 ? undefined : `element ${bad} is ${found.data[bad]}, not ${floats[bad]}`;
}

/** The inputs of a float network are those of its int8 sibling, as the numbers that they mean. */
function inputsOf(net: GoldenModel, siblings: ReadonlyMap<string, GoldenModel>, i: number) {
  const sample = net.samples[i];
  if (sample.inputs) return sample.inputs;
  const sibling = siblings.get(net.name.replace('_fp32', '_int8'))!;
  const { scales, zeroPoints } = quantizationOf(sibling);
  const { inputs } = sibling.samples.find((s) => s.id === sample.id)!;
  const integers = Int8Array.from(inputs![0], (b) => (b << 24) >> 24);
  const floats = Float32Array.from(integers, (q) => (q - zeroPoints[0]) * scales[0]);
  return [new Uint8Array(floats.buffer)];
}

function quantizationOf({ model }: GoldenModel) {
  const [graph] = readTflite(model).subgraphs;
  const { scales, zeroPoints } = graph.tensors[graph.inputs[0]].quantization!;
  return { scales, zeroPoints };
}

const root = shared('goldens/tflm');
if (!root) console.log('skipped: the recorded networks are not on this machine');
else {
  const networks = new Map(networkNames(root).map((name) => [name, readNetwork(root, name)]));

  test('all 23 recorded networks are there', () => assert.is(networks.size, 23));

  for (const net of networks.values()) {
    test(`${net.name}: every sample and operator`, async () => {
      const run = await Run.of(net);
      const complaints: string[] = [];
      let compared = 0;
      net.samples.slice(0, MOST_SAMPLES[net.name]).forEach((sample, i) => {
        const complain = (text: string) => complaints.push(`${sample.id}: ${text}`);
        const { observe, count } = run.hashed(sample.operatorHashes, complain);
        const inputs = run.tensors(inputsOf(net, networks, i));
        const outputs = run.program.run(inputs, observe, { keepState: sample.keepsState });
        outputs.forEach((out, k) => {
          const difference = differences(out, sample.outputs[k]);
          if (difference) complain(`output ${k}: ${difference}`);
        });
        compared += count();
      });
      assert.equal(complaints, []);
      assert.ok(net.isFloat || compared >= net.samples[0].operatorHashes.length);
    });

    if (!net.sequence) continue;
    test(`${net.name}: one sample after the other, its state kept`, async () => {
      const run = await Run.of(net);
      const complaints: string[] = [];
      net.sequence!.forEach((step, i) => {
        const complain = (text: string) => complaints.push(`${net.samples[i].id}: ${text}`);
        const { observe } = run.hashed(step.operatorHashes, complain);
        const inputs = run.tensors(net.samples[i].inputs!);
        run.program.run(inputs, observe, { keepState: i > 0 }).forEach((out, k) => {
          const difference = differences(out, step.outputs[k]);
          if (difference) complain(`output ${k}: ${difference}`);
        });
      });
      assert.equal(complaints, []);
    });
  }
}

test.run();
