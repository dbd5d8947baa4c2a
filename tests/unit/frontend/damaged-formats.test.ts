// Damaged files of every format: imported, or refused in words, within bounded time and memory.
// NPU_MLIR_SWEEP says how many files; NPU_MLIR_SEED where to begin.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../../dialects/index.js';
import { ImportError, importModel } from '../../../driver/index.js';
import { shared } from '../../support/shared.js';

const FILES = Number(process.env.NPU_MLIR_SWEEP ?? 150);
const SEED = Number(process.env.NPU_MLIR_SEED ?? 1);
const MAX_MS = 10_000;
const MAX_GROWTH = 2 ** 31;
const EXTENSIONS = new Set([
  ...['.tflite', '.onnx', '.pb', '.h5', '.keras', '.prototxt', '.caffemodel', '.cfg', '.weights'],
  ...['.param', '.bin', '.pt', '.pt2', '.th'],
]);
/** Networks whose numbers stand in a file beside them. */
const WEIGHTS_OF: Readonly<Record<string, string>> = {
  '.caffemodel': '.prototxt',
  '.weights': '.cfg',
  '.bin': '.param',
};

function generator(seed: number): (n: number) => number {
  let state = seed >>> 0;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

/** Bytes changed, taken out, doubled, or cut off; most damage falls where structure is dense. */
function damaged(original: Uint8Array, below: (n: number) => number): Uint8Array {
  let bytes = new Uint8Array(original);
  const place = () => (below(2) === 0 ? below(Math.min(bytes.length, 4096)) : below(bytes.length));
  for (let i = below(4); i >= 0 && bytes.length > 1; i--) {
    const at = place();
    switch (below(6)) {
      case 0:
        bytes = bytes.slice(0, at);
        break;
      case 1:
        bytes = new Uint8Array(
          Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + below(16))]),
        );
        break;
      case 2: {
        const piece = bytes.subarray(at, at + 1 + below(64));
        bytes = new Uint8Array(Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]));
        break;
      }
      case 3:
        bytes.fill(255, at, at + 4);
        break;
      default:
        bytes[at] ^= 1 << below(8);
    }
  }
  return bytes;
}

function modelFiles(root: string): string[] {
  return readdirSync(root, { recursive: true })
    .map((name) => join(root, String(name)))
    .filter((file) => EXTENSIONS.has(extname(file)) && statSync(file).size < 3_000_000)
    .sort();
}

/** The file that is imported when `file` is damaged, and what stands for its weights. */
function asked(file: string, bytes: Uint8Array) {
  const network = WEIGHTS_OF[extname(file)];
  if (network === undefined) return { path: file, model: bytes, weights: undefined };
  const beside = readdirSync(dirname(file)).find((name) => name.endsWith(network))!;
  const path = join(dirname(file), beside);
  return { path, model: readFileSync(path), weights: { name: basename(file), bytes } };
}

const root = shared('models');
if (!root) console.log('skipped: the shared models are not on this machine');
else {
  test(`${FILES} damaged files of every format`, async () => {
    const files = modelFiles(root);
    const below = generator(SEED);
    const counts = { imported: 0, refused: 0 };
    let worst = 0;
    const before = process.memoryUsage().rss;
    for (let i = 0; i < FILES; i++) {
      const file = files[below(files.length)];
      const { path, model, weights } = asked(file, damaged(readFileSync(file), below));
      const start = Date.now();
      try {
        await importModel(await createContext(), model, path, { file: path, weights });
        counts.imported++;
      } catch (error) {
        const what = `${basename(file)}, file ${i} of seed ${SEED}`;
        assert.ok(error instanceof ImportError, `${what}: ${(error as Error).stack}`);
        assert.ok(
          error.reasons.length > 0 &&
            error.reasons.every((r) => r.length > 0 && !/undefined|\[object/.test(r)),
          `${what}: ${error.reasons}`,
        );
        counts.refused++;
      }
      const ms = Date.now() - start;
      worst = Math.max(worst, ms);
      assert.ok(ms < MAX_MS, `${basename(file)}, file ${i} of seed ${SEED}: ${ms} ms`);
    }
    const growth = process.memoryUsage().rss - before;
    assert.ok(growth < MAX_GROWTH, `${growth} bytes more`);
    assert.ok(counts.imported > 0 && counts.refused > 0, JSON.stringify(counts));
    if (process.env.NPU_MLIR_SWEEP)
      console.log(counts, `slowest ${worst} ms, ${growth >> 20} MiB more`);
  });
}

test.run();
