/**
 * Damaged models and objects: whatever the bytes are, a tool ends with 0 or 1, says why, and takes
 * neither long nor much. NPU_MLIR_SWEEP=2000 damages more bytes than the few of an everyday run.
 */
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { writeNpy } from '../../../tools/common/npy.js';
import { main as compile } from '../../../tools/npu-compile.js';
import { main as runTool } from '../../../tools/npu-run.js';
import type { ToolMain } from '../../../tools/tool-io.js';
import { shared } from '../../support/shared.js';
import { Bench } from './harness.js';

const SWEEP = Number(process.env.NPU_MLIR_SWEEP ?? 200);
const STEP = 997;
const MOST_MS = 10_000;
const MOST_BYTES = 2 ** 30;

const golden = shared('goldens/tflm/ic01_resnet8_int8/model.tflite');
const bench = new Bench();

/** mulberry32: the same damage in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function* truncations(file: Buffer): Generator<[string, Buffer]> {
  for (let bytes = 0; bytes < file.length; bytes += STEP) {
    yield [`cut at ${bytes}`, file.subarray(0, bytes)];
  }
}

/** Half of the changes anywhere, half in the last bytes, where a model keeps its structure. */
function* corruptions(file: Buffer, count: number): Generator<[string, Buffer]> {
  const next = random(count);
  for (let i = 0; i < count; i++) {
    const tail = i % 2 === 0 ? file.length : Math.min(file.length, 16_000);
    const at = file.length - 1 - Math.floor(next() * tail);
    const damaged = Buffer.from(file);
    damaged[at] ^= 1 + Math.floor(next() * 255);
    yield [`byte ${at} is ${damaged[at]}`, damaged];
  }
}

async function sweep(
  main: ToolMain,
  argv: readonly string[],
  files: Iterable<[string, Buffer]>,
): Promise<Record<number, number>> {
  const exits: Record<number, number> = {};
  for (const [what, bytes] of files) {
    const started = performance.now();
    const { exit, err } = await bench.run(main, argv, bytes).catch((error: Error) => {
      throw new Error(`${what}: ${error.stack}`);
    });
    assert.ok(exit === 0 || exit === 1, `${what}: exit code ${exit}: ${err}`);
    if (exit === 1) assert.match(err, /error: ./, what);
    assert.ok(performance.now() - started < MOST_MS, `${what}: took too long`);
    exits[exit] = (exits[exit] ?? 0) + 1;
  }
  assert.ok(process.memoryUsage.rss() < MOST_BYTES, 'too much memory');
  return exits;
}

if (!golden) console.log('skipped: the goldens are not on this machine');
else {
  const model = readFileSync(golden);
  const toObject = ['-', '--target=n1-128', '-o', '-'];
  const toRun = ['-', '--input', 'x.npy'];
  bench.write(
    'x.npy',
    writeNpy({ type: 'int8', shape: [1, 32, 32, 3], bytes: new Uint8Array(3072) }),
  );

  test('no truncated model compiles', async () => {
    assert.equal(Object.keys(await sweep(compile, toObject, truncations(model))), ['1']);
  });

  test('damaged models compile or are refused', async () => {
    const exits = await sweep(compile, toObject, corruptions(model, SWEEP));
    assert.ok(exits[0] > 0 && exits[1] > 0);
  });

  test('no truncated object runs; damaged ones run or are refused', async () => {
    const { outBytes: object } = await bench.run(compile, toObject, model);
    assert.equal(Object.keys(await sweep(runTool, toRun, truncations(object))), ['1']);
    await sweep(runTool, toRun, corruptions(object, 5 * SWEEP));
  });

  test('damaged text of every level is refused or compiles', async () => {
    for (const level of ['qnn', 'npu', 'mem', 'isa']) {
      const argv = ['-', '--target=n1-128', `--emit=${level}`, '-o', '-'];
      const { outBytes } = await bench.run(compile, argv, model);
      // Without its resources, so that every change falls on operations.
      const text = outBytes.subarray(0, 6000);
      const whole = Buffer.concat([
        text.subarray(0, text.lastIndexOf('\n')),
        Buffer.from('\n}}\n'),
      ]);
      await sweep(compile, toObject, corruptions(whole, SWEEP));
    }
  });
}

test.after(() => bench.end());
test.run();
