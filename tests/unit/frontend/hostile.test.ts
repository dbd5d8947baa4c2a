// Damaged models give ImportError, or run: nothing else, in bounded time.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../../dialects/index.js';
import { ImportError } from '../../../driver/index.js';
import { importTflite, readTflite, TfliteError } from '../../../frontend/tflite/index.js';
import {
  InterpreterError,
  interfaceOf,
  prepareProgram,
  storedType,
  viewBytes,
} from '../../../interpreter/index.js';
import { shared } from '../../support/shared.js';
import { readNetwork, readPack } from '../kernels/goldens.js';

const MODELS = 1500;
/** What one model may take, with a wide margin for a busy machine. */
const MILLISECONDS = 5000;
const NETWORKS = ['audio_preprocessor_int8', 'keyword_scrambled_int8', 'mnist_lstm_int8'];

/** Numbers from 0 to below n. */
function generator(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

/** A copy with some bytes changed, the identifier left alone; sometimes its end is missing. */
function damaged(model: Uint8Array, below: (n: number) => number): Uint8Array {
  const bytes = new Uint8Array(model);
  for (let i = below(3); i >= 0; i--) {
    const at = 8 + below(bytes.length - 8);
    const kinds = [bytes[at] ^ (1 << below(8)), 0, 255, below(256)];
    bytes[at] = kinds[below(kinds.length)];
  }
  return below(10) === 0 ? bytes.subarray(0, 8 + below(bytes.length - 8)) : bytes;
}

async function outcome(bytes: Uint8Array): Promise<string> {
  try {
    const { module } = await importTflite(await createContext(), readTflite(bytes), 'net.tflite');
    const inputs = interfaceOf(module).inputs.map(({ shape, elementType }) => {
      const count = shape.reduce((a, b) => a * b, 1);
      const room = new Uint8Array(count * 8).fill(3);
      const data = viewBytes(room, storedType(elementType));
      return { shape, data: data.subarray(0, count) as typeof data };
    });
    prepareProgram(module).run(inputs);
    return 'ran';
  } catch (error) {
    if (error instanceof ImportError || error instanceof TfliteError) return 'not imported';
    if (error instanceof InterpreterError) return 'did not run';
    throw error;
  }
}

const root = shared('goldens/tflm');
if (!root) console.log('skipped: the recorded models are not on this machine');
else {
  test(`${MODELS} damaged models are imported and run, or give an error of their own`, async () => {
    const packs = ['ops', 'seanet'].flatMap((p) => readPack(shared(`goldens/tflm/${p}`)!));
    const models = [...packs, ...NETWORKS.map((name) => readNetwork(root, name))];
    const below = generator(20);
    const counts: Record<string, number> = {};
    for (let i = 0; i < MODELS; i++) {
      const { name, model } = models[below(models.length)];
      const bytes = damaged(model, below);
      const start = Date.now();
      const found = await outcome(bytes);
      assert.ok(Date.now() - start < MILLISECONDS, `${name}, damaged as model ${i}: ${found}`);
      counts[found] = (counts[found] ?? 0) + 1;
    }
    assert.ok(counts.ran > 100 && counts['not imported'] > 100, JSON.stringify(counts));
  });
}

test.run();
