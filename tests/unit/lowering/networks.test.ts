// Whole networks, every level and every target, against what the reference interpreter recorded:
// outputs bit for bit, and each operator's output by its hash. (shared/goldens/tflm)
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
import { readTflite } from '../../../frontend/tflite/index.js';
import {
  bytesOf,
  interfaceOf,
  prepareProgram,
  storedType,
  viewBytes,
} from '../../../interpreter/index.js';
import { type Operation, renderDiagnostic } from '../../../ir/index.js';
import { createBoard } from '../../../simulator/index.js';
import { shared } from '../../support/shared.js';
import { type GoldenModel, hash, readNetwork, type Sample, type Step } from '../kernels/goldens.js';

async function load(network: GoldenModel, name: string) {
  const context = await createContext();
  const said: string[] = [];
  context.onDiagnostic((d) => said.push(renderDiagnostic(d)));
  return { context, said, module: await loadModel(context, network.model, `${name}.tflite`) };
}

function checkLevel(module: Operation, samples: readonly Sample[], where: string): void {
  const { inputs } = interfaceOf(module);
  const program = prepareProgram(module);
  for (const { id, inputs: given, outputs, keepsState } of samples) {
    const tensors = given!.map((bytes, i) => ({
      shape: inputs[i].shape,
      data: viewBytes(bytes, storedType(inputs[i].elementType)),
    }));
    program.run(tensors, undefined, { keepState: keepsState }).forEach((out, i) => {
      assert.is(Buffer.compare(bytesOf(out.data), outputs[i]), 0, `${where}, ${id}: output ${i}`);
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
  ...[
    'audio_preprocessor_int8',
    'dtln_int8',
    'keyword_scrambled_int16',
    'keyword_scrambled_int8',
    'micro_speech_lstm_int8',
    'mnist_lstm_int8',
  ].map((name) => ({ name, npuOnly: false, targets: ['n1-128'] })),
  { name: 'audio_preprocessor_float', npuOnly: false, targets: ['n1-128'] },
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
    const network = readNetwork(dirname(dir), name);
    const hashAt: number[] = [];
    let outputs = 0;
    for (const op of readTflite(network.model).subgraphs[0].operators) {
      hashAt.push(outputs);
      outputs += op.outputs.length;
    }
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
      const check = (sample: Sample, wanted: Step, keepState: boolean) => {
        let compared = 0;
        const outputs = board.run(sample.inputs!, {
          keepState,
          onOpOutput: (op, bytes) => {
            compared++;
            const expected = wanted.operatorHashes[hashAt[op]];
            assert.is(hash(bytes), expected, `${target}, ${sample.id}: output of operator ${op}`);
          },
        });
        assert.is(compared, ownOutput, `${target}, ${sample.id}: operators compared`);
        outputs.forEach((out, i) => {
          const isSame = Buffer.compare(out, wanted.outputs[i]) === 0;
          assert.ok(isSame, `${target}, ${sample.id}: output ${i}`);
        });
      };
      for (const sample of samples) check(sample, sample, sample.keepsState);
      network.sequence?.forEach((step, i) => {
        check(samples[i], step, i > 0);
      });
    }
  });
}

test.run();
