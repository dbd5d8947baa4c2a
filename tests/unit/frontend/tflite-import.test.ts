// What operators become that no recorded model has: control flow, resources, hybrid weights, int4,
// custom operators; and what stands in the way of an import, all in one run.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../../dialects/index.js';
import { ImportError } from '../../../driver/index.js';
import { readOptions } from '../../../frontend/tflite/flexbuffer.js';
import { importTflite, type TfliteModel } from '../../../frontend/tflite/index.js';
import { type ElementArray, interfaceOf, prepareProgram } from '../../../interpreter/index.js';
import { type Operation, printOperation, verify } from '../../../ir/index.js';
import { customOptions, type GraphSpec, modelOf } from './tflite-models.js';

async function imported(model: TfliteModel) {
  const context = await createContext();
  const { module, report } = await importTflite(context, model, 'net.tflite');
  assert.ok(verify(context, module));
  return { module, report };
}

/** Results of some runs, one after the other. */
function runs(module: Operation, inputs: readonly ElementArray[][]): number[][][] {
  const program = prepareProgram(module);
  const ports = interfaceOf(module).inputs;
  return inputs.map((data, i) =>
    program
      .run(
        data.map((d, k) => ({ shape: ports[k].shape, data: d })),
        undefined,
        { keepState: i > 0 },
      )
      .map((t) => Array.from(t.data as Float32Array, Number)),
  );
}

const floats = (...values: number[]) => Float32Array.from(values);
const ints = (...values: number[]) => Int32Array.from(values);
const bools = (...values: number[]) => Uint8Array.from(values);

/** A subgraph of one operator on one tensor of two floats. */
const unary = (opcode: 'ABS' | 'NEG'): GraphSpec => ({
  tensors: [{ shape: [2] }, { shape: [2] }],
  inputs: [0],
  outputs: [1],
  operators: [{ opcode, inputs: [0], outputs: [1] }],
});

test('IF runs one of two subgraphs', async () => {
  const model = modelOf(
    {
      tensors: [{ shape: [1], type: 'BOOL' }, { shape: [2] }, { shape: [2] }],
      inputs: [0, 1],
      outputs: [2],
      operators: [
        {
          opcode: 'IF',
          inputs: [0, 1],
          outputs: [2],
          options: { thenSubgraphIndex: 1, elseSubgraphIndex: 2 },
        },
      ],
    },
    unary('ABS'),
    unary('NEG'),
  );
  const { module } = await imported(model);
  assert.match(printOperation(module), /nn\.if/);
  const [yes, no] = runs(module, [
    [bools(1), floats(-3, 2)],
    [bools(0), floats(-3, 2)],
  ]);
  assert.equal([yes, no], [[[3, 2]], [[3, -2]]]);
});

test('WHILE runs its body as long as its condition holds', async () => {
  const values = [{ shape: [], type: 'INT32' as const }, { shape: [2] }];
  const model = modelOf(
    {
      tensors: [...values, ...values],
      inputs: [0, 1],
      outputs: [3],
      operators: [
        {
          opcode: 'WHILE',
          inputs: [0, 1],
          outputs: [2, 3],
          options: { condSubgraphIndex: 1, bodySubgraphIndex: 2 },
        },
      ],
    },
    {
      tensors: [
        ...values,
        { shape: [], type: 'INT32', data: ints(3) },
        { shape: [], type: 'BOOL' },
      ],
      inputs: [0, 1],
      outputs: [3],
      operators: [{ opcode: 'LESS', inputs: [0, 2], outputs: [3] }],
    },
    {
      tensors: [...values, { shape: [], type: 'INT32', data: ints(1) }, ...values],
      inputs: [0, 1],
      outputs: [3, 4],
      operators: [
        { opcode: 'ADD', inputs: [0, 2], outputs: [3], options: { activation: 'NONE' } },
        { opcode: 'ADD', inputs: [1, 1], outputs: [4], options: { activation: 'NONE' } },
      ],
    },
  );
  const { module } = await imported(model);
  const [three, none] = runs(module, [
    [ints(0), floats(1, -2)],
    [ints(5), floats(1, -2)],
  ]);
  assert.equal([three, none], [[[8, -16]], [[1, -2]]]);
});

/** Adds the input to a resource, which another subgraph sets to 10, 20 first. */
const counter = modelOf(
  {
    tensors: [{ shape: [2] }, { shape: [], type: 'RESOURCE' }, { shape: [2] }, { shape: [2] }],
    inputs: [0],
    outputs: [3],
    operators: [
      { opcode: 'CALL_ONCE', inputs: [], outputs: [], options: { initSubgraphIndex: 1 } },
      { opcode: 'VAR_HANDLE', inputs: [], outputs: [1], options: { sharedName: 'sum' } },
      { opcode: 'READ_VARIABLE', inputs: [1], outputs: [2] },
      { opcode: 'ADD', inputs: [0, 2], outputs: [3], options: { activation: 'NONE' } },
      { opcode: 'ASSIGN_VARIABLE', inputs: [1, 3], outputs: [] },
    ],
  },
  {
    tensors: [
      { shape: [], type: 'RESOURCE' },
      { shape: [2], data: floats(10, 20) },
    ],
    inputs: [],
    outputs: [],
    operators: [
      { opcode: 'VAR_HANDLE', inputs: [], outputs: [0], options: { sharedName: 'sum' } },
      { opcode: 'ASSIGN_VARIABLE', inputs: [0, 1], outputs: [] },
    ],
  },
);

test('a resource is a variable, and what CALL_ONCE assigns is its first value', async () => {
  const { module, report } = await imported(counter);
  const sums = runs(module, [[floats(1, 1)], [floats(1, 1)], [floats(5, 0)]]);
  assert.equal(sums, [[[11, 21]], [[12, 22]], [[17, 22]]]);
  assert.equal(
    report.map((r) => `${r.operator}: ${r.became}`),
    [
      'CALL_ONCE: a constant',
      'VAR_HANDLE: a constant',
      'READ_VARIABLE: nn.read_variable',
      'ADD: nn.add',
      'ASSIGN_VARIABLE: nn.assign_variable',
    ],
  );
});

const fullyConnected = (weights: GraphSpec['tensors'][number]): TfliteModel =>
  modelOf({
    tensors: [{ shape: [1, 2] }, weights, { shape: [1, 2] }],
    inputs: [0],
    outputs: [2],
    operators: [
      {
        opcode: 'FULLY_CONNECTED',
        inputs: [0, 1, -1],
        outputs: [2],
        options: { activation: 'NONE', keepNumDims: false, weightsFormat: 'DEFAULT' },
      },
    ],
  });

test('quantized weights of a float operator mean floats', async () => {
  const data = Int8Array.of(2, 4, -6, 8);
  const { module } = await imported(
    fullyConnected({ shape: [2, 2], type: 'INT8', data, scale: 0.5 }),
  );
  assert.equal(runs(module, [[floats(1, 10)]]), [[[21, 37]]]);
});

test('int4 weights are unpacked', async () => {
  const data = Uint8Array.of(0x42, 0x8f);
  const { module } = await imported(
    fullyConnected({ shape: [2, 2], type: 'INT4', data, scale: 1 }),
  );
  assert.equal(runs(module, [[floats(1, 10)]]), [[[42, -81]]]);
});

test('sums of quantized numbers start from minus the zero point, as in the reference', async () => {
  const q = { shape: [3], type: 'INT8' as const, scale: 0.5, zeroPoint: 4 };
  const sum = modelOf({
    tensors: [q, q, { ...q, scale: 1, zeroPoint: 0 }],
    inputs: [0, 1],
    outputs: [2],
    operators: [{ opcode: 'ADD_N', inputs: [0, 1, 0], outputs: [2] }],
  });
  const given = [Int8Array.of(4, 10, 127), Int8Array.of(4, 6, 127)];
  // (2 (a - 4) + (b - 4) - 4) / 2
  assert.equal(runs((await imported(sum)).module, [given]), [[[-2, 5, 127]]]);
  const running = modelOf({
    tensors: [q, { shape: [], type: 'INT32', data: ints(0) }, q],
    inputs: [0],
    outputs: [2],
    operators: [
      {
        opcode: 'CUMSUM',
        inputs: [0, 1],
        outputs: [2],
        options: { exclusive: false, reverse: true },
      },
    ],
  });
  const { module } = await imported(running);
  assert.equal(runs(module, [[Int8Array.of(5, 6, 7)]]), [[[6, 5, 3]]]);
});

test('a delay keeps what it has not given yet', async () => {
  const line = { shape: [3], type: 'INT16' as const };
  const model = modelOf({
    tensors: [line, line],
    inputs: [0],
    outputs: [1],
    operators: [
      {
        opcode: 'CUSTOM',
        customName: 'SignalDelay',
        customOptions: customOptions({ delay_length: 2 }),
        inputs: [0],
        outputs: [1],
      },
    ],
  });
  const { module } = await imported(model);
  const given = [[Int16Array.of(1, 2, 3)], [Int16Array.of(4, 5, 6)]];
  assert.equal(runs(module, given), [[[0, 0, 1]], [[2, 3, 4]]]);
});

/** The detector's own test in the micro runtime: six boxes, two classes and the background. */
const detector = (options: Record<string, number>) => {
  const boxes = floats(
    ...[0, 0, 0, 0, 0, 1, 0, 0, 0, -1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0],
  );
  const anchors = floats(
    ...[0.5, 0.5, 1, 1, 0.5, 0.5, 1, 1, 0.5, 0.5, 1, 1, 0.5, 10.5, 1, 1],
    ...[0.5, 10.5, 1, 1, 0.5, 100.5, 1, 1],
  );
  return modelOf({
    tensors: [
      { shape: [1, 6, 4], data: boxes },
      { shape: [1, 6, 3] },
      { shape: [6, 4], data: anchors },
      { shape: [1, 3, 4] },
      { shape: [1, 3] },
      { shape: [1, 3] },
      { shape: [1] },
    ],
    inputs: [1],
    outputs: [3, 4, 5, 6],
    operators: [
      {
        opcode: 'CUSTOM',
        customName: 'TFLite_Detection_PostProcess',
        customOptions: customOptions({
          max_detections: 3,
          max_classes_per_detection: 1,
          num_classes: 2,
          nms_score_threshold: 0,
          nms_iou_threshold: 0.5,
          y_scale: 10,
          x_scale: 10,
          h_scale: 5,
          w_scale: 5,
          ...options,
        }),
        inputs: [0, 1, 2],
        outputs: [3, 4, 5, 6],
      },
    ],
  });
};

test('detections: the best boxes without those that overlap', async () => {
  const scores = floats(
    ...[0, 0.9, 0.8, 0, 0.75, 0.72, 0, 0.6, 0.5, 0, 0.93, 0.95, 0, 0.5, 0.4, 0, 0.3, 0.2],
  );
  const rounded = (out: number[][]) => out.map((row) => row.map((x) => Math.round(x * 100) / 100));
  const best = [0, 10, 1, 11, 0, 0, 1, 1];
  const fast = await imported(detector({}));
  const [[corners, ...others]] = runs(fast.module, [[scores]]).map(rounded);
  assert.equal(corners, [...best, 0, 100, 1, 101]);
  assert.equal(others, [[1, 0, 0], [0.95, 0.9, 0.3], [3]]);
  const regular = await imported(detector({ use_regular_nms: 1 }));
  const [[all, ...more]] = runs(regular.module, [[scores]]).map(rounded);
  assert.equal(all, [0, 10, 1, 11, 0, 10, 1, 11, 0, 0, 1, 1]);
  assert.equal(more, [[1, 0, 0], [0.95, 0.93, 0.9], [3]]);
});

const circular = (cycles: number) => {
  const q = { type: 'INT8' as const, scale: 1 };
  return modelOf({
    tensors: [
      { shape: [1, 1, 1, 2], ...q },
      { shape: [1, 3, 1, 2], ...q },
    ],
    inputs: [0],
    outputs: [1],
    operators: [
      {
        opcode: 'CUSTOM',
        customName: 'CIRCULAR_BUFFER',
        customOptions: customOptions({ cycles_max: cycles }),
        inputs: [0],
        outputs: [1],
      },
    ],
  });
};

test('a circular buffer holds the last inputs', async () => {
  const { module } = await imported(circular(1));
  const given = [[Int8Array.of(1, 2)], [Int8Array.of(3, 4)]];
  assert.equal(runs(module, given), [[[0, 0, 0, 0, 1, 2]], [[0, 0, 1, 2, 3, 4]]]);
});

async function reasons(model: TfliteModel): Promise<readonly string[]> {
  try {
    await imported(model);
  } catch (error) {
    if (error instanceof ImportError) return error.reasons;
    throw error;
  }
  return [];
}

test('everything that stands in the way is said in one run', async () => {
  const of = (shape: number[]) => ({ shape });
  const model = modelOf({
    tensors: [of([2]), of([2]), of([2]), of([2]), of([2]), { ...of([2]), isVariable: true }],
    inputs: [0],
    outputs: [4],
    operators: [
      { opcode: 'CUSTOM', customName: 'Mine', inputs: [0], outputs: [1] },
      { opcode: 'ABS', inputs: [1], outputs: [2] },
      { opcode: 'CUSTOM', customName: 'SignalWindow', inputs: [0, 0], outputs: [3] },
      { opcode: 'HASHTABLE', inputs: [0], outputs: [4] },
    ],
  });
  assert.equal(await reasons(model), [
    "operator 0 (CUSTOM:Mine 't1'): this operator is not supported",
    "operator 2 (CUSTOM:SignalWindow 't3'): it has no option 'shift'",
    "operator 3 (HASHTABLE 't4'): this operator is not supported",
  ]);
});

test('what a run would end early, is computed too late or is too large is refused', async () => {
  assert.match((await reasons(circular(2))).join(), /it ends all runs but every 2nd one/);
  const late = modelOf({
    tensors: [{ shape: [2] }, { shape: [2] }, { shape: [2] }],
    inputs: [0],
    outputs: [2],
    operators: [
      { opcode: 'ABS', inputs: [1], outputs: [2] },
      { opcode: 'NEG', inputs: [0], outputs: [1] },
    ],
  });
  assert.equal(await reasons(late), ["output 't2' is not made"]);
  const large = modelOf({ ...unary('ABS'), tensors: [{ shape: [1 << 26] }, { shape: [1 << 26] }] });
  assert.match((await reasons(large)).join(), /its 67108864 elements are more than/);
});

test('a subgraph that runs itself, or is not there, is refused', async () => {
  const calls = (subgraph: number): GraphSpec => ({
    tensors: [
      { shape: [1], type: 'BOOL' },
      { shape: [1], type: 'BOOL' },
    ],
    inputs: [0],
    outputs: [1],
    operators: [
      {
        opcode: 'WHILE',
        inputs: [0],
        outputs: [1],
        options: { condSubgraphIndex: subgraph, bodySubgraphIndex: subgraph },
      },
    ],
  });
  assert.match((await reasons(modelOf(calls(1), calls(0)))).join(), /a subgraph runs itself/);
  assert.match((await reasons(modelOf(calls(7)))).join(), /subgraph 7, and there are 1/);
});

test('options of custom operators: a map, or nothing', () => {
  const options = customOptions({ beta: 7, alpha: 100 });
  assert.equal(
    [...readOptions(options)!],
    [
      ['alpha', 100],
      ['beta', 7],
    ],
  );
  assert.is(readOptions(Uint8Array.of(1, 4, 1)), undefined);
  assert.is(readOptions(Uint8Array.of()), undefined);
  for (let i = 0; i < options.length; i++) {
    for (const value of [0, 1, 127, 255]) {
      const damaged = options.slice();
      damaged[i] = value;
      const read = readOptions(damaged);
      assert.ok(read === undefined || read.size <= 1024);
    }
  }
});

test.run();
