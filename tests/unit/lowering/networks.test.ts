// Whole networks, every level and every target, against what the reference interpreter recorded:
// outputs bit for bit, and each operator's output by its hash. (shared/goldens/tflm)
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../../dialects/index.js';
import {
  encodeModule,
  hostKernels,
  type Level,
  loadModel,
  lowerTo,
} from '../../../driver/index.js';
import {
  bytesOf,
  interfaceOf,
  interpret,
  storedType,
  viewBytes,
} from '../../../interpreter/index.js';
import { type Operation, renderDiagnostic } from '../../../ir/index.js';
import { createBoard } from '../../../simulator/index.js';
import { shared } from '../../support/shared.js';

interface Sample {
  readonly id: string;
  readonly inputs: readonly Uint8Array[];
  readonly outputs: readonly Uint8Array[];
  readonly hashes: readonly string[];
}

interface Network {
  readonly model: Uint8Array;
  readonly samples: readonly Sample[];
}

interface Manifest {
  readonly model: string;
  readonly inputs: readonly { readonly file: string; readonly bytes_per_sample: number }[];
  readonly outputs: readonly { readonly file: string; readonly bytes_per_sample: number }[];
  readonly samples: readonly { readonly id: string; readonly op_out_sha256_8?: string }[];
}

function readNetwork(dir: string): Network {
  const manifest = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as Manifest;
  const cut = (list: Manifest['inputs'], i: number) =>
    list.map(({ file, bytes_per_sample: n }) =>
      new Uint8Array(readFileSync(join(dir, file))).slice(i * n, (i + 1) * n),
    );
  return {
    model: new Uint8Array(readFileSync(join(dir, manifest.model))),
    samples: manifest.samples.map((s, i) => ({
      id: s.id,
      inputs: cut(manifest.inputs, i),
      outputs: cut(manifest.outputs, i),
      hashes: (s.op_out_sha256_8 ?? '').split(' '),
    })),
  };
}

async function load(network: Network, name: string) {
  const context = await createContext();
  const said: string[] = [];
  context.onDiagnostic((d) => said.push(renderDiagnostic(d)));
  return { context, said, module: await loadModel(context, network.model, `${name}.tflite`) };
}

function checkLevel(module: Operation, samples: readonly Sample[], where: string): void {
  const { inputs } = interfaceOf(module);
  for (const sample of samples) {
    const tensors = sample.inputs.map((bytes, i) => ({
      shape: inputs[i].shape,
      data: viewBytes(bytes, storedType(inputs[i].elementType)),
    }));
    interpret(module, tensors).forEach((out, i) => {
      assert.is(
        Buffer.compare(bytesOf(out.data), sample.outputs[i]),
        0,
        `${where}, ${sample.id}: output ${i}`,
      );
    });
  }
}

/** `npuOnly`: the network has no host call. `others`: targets beside the three small ones. */
const NETWORKS: readonly {
  name: string;
  npuOnly: boolean;
  targets: readonly string[];
  samples?: number;
}[] = [
  ...['ic01_resnet8_int8', 'kws01_dscnn_int8', 'ad01_int8', 'vww01_mobilenet_int8'].map((name) => ({
    name,
    npuOnly: true,
    targets: ['n1-64', 'n1-128', 'n1-256'],
  })),
  ...['micro_speech_int8', 'hello_world_int8', 'simple_add_int8', 'network_tester_dw_int8'].map(
    (name) => ({
      name,
      npuOnly: true,
      targets: ['n1-64', 'n1-128', 'n1-256'],
    }),
  ),
  { name: 'test_conv_model_int8_floatio', npuOnly: false, targets: ['n1-64', 'n1-1024'] },
  { name: 'ad01_fullint_floatio', npuOnly: false, targets: ['n1-1024'] },
  { name: 'mobilenet_v2_224_int8', npuOnly: true, targets: ['n1-1024'], samples: 1 },
];

for (const { name, npuOnly, targets, samples: most } of NETWORKS) {
  const dir = shared(`goldens/tflm/${name}`);
  if (!dir || !existsSync(join(dir, 'manifest.json'))) {
    console.log(`skipped: ${name} (its vectors are not on this machine)`);
    continue;
  }
  test(`${name}: qnn, npu, mem and the object on ${targets.join(', ')}`, async () => {
    const network = readNetwork(dir);
    const samples = network.samples.slice(0, most);
    // Levels are checked on a few samples, the object on all.
    const few = samples.slice(0, 2);
    for (const target of targets) {
      const { context, said, module } = await load(network, name);
      checkLevel(module, few, `${name} qnn`);
      for (const emit of ['npu', 'mem', 'isa'] as Level[]) {
        assert.ok(await lowerTo(context, module, { target, emit }), said.join(''));
        if (emit !== 'isa') checkLevel(module, few, `${name} ${emit} ${target}`);
      }
      const board = createBoard(encodeModule(module, name), { hostKernels: hostKernels(context) });
      if (npuOnly) assert.equal(board.object.info.hostCalls, []);
      const ownOutput = board.object.info.ops.filter((op) => op.output).length;
      for (const sample of samples) {
        let compared = 0;
        const outputs = board.run(sample.inputs, {
          onOpOutput: (op, bytes) => {
            compared++;
            const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
            assert.is(hash, sample.hashes[op], `${target}, ${sample.id}: output of operator ${op}`);
          },
        });
        assert.is(compared, ownOutput, `${target}, ${sample.id}: operators compared`);
        outputs.forEach((out, i) => {
          assert.is(
            Buffer.compare(out, sample.outputs[i]),
            0,
            `${target}, ${sample.id}: output ${i}`,
          );
        });
      }
    }
  });
}

test.run();
