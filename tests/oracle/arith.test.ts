/**
 * Random programs of arith and cf: what npu-opt prints and canonicalizes, mlir-opt does too, letter
 * for letter. `NPU_SEEDS` sets the number of programs.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../tools/npu-opt.js';
import { arithProgram } from './arith-programs.js';
import { cfProgram } from './cf-programs.js';
import { Random } from './random.js';

const TOOL = process.env.MLIR_OPT ?? '/usr/lib/llvm-19/bin/mlir-opt';
const SEEDS = Number(process.env.NPU_SEEDS ?? 3000);
/** Programs of one run of the tool. */
const BATCH = 100;
/** The reference goes for ever on some programs: those count as neither right nor wrong. */
const TIMEOUT_MS = 30_000;

interface Run {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

function reference(args: readonly string[], input: string): Run {
  const run = spawnSync(TOOL, [...args, '-'], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: TIMEOUT_MS,
  });
  return { exit: run.status, out: run.stdout, err: run.stderr };
}

async function ours(args: readonly string[], input: string): Promise<Run> {
  const out: Buffer[] = [];
  let err = '';
  const exit = await main([...args, '-'], {
    cwd: '.',
    stdin: async () => Buffer.from(input),
    stdout: (data) => {
      out.push(Buffer.from(data as string));
    },
    stderr: (text) => {
      err += text;
    },
  });
  return { exit, out: Buffer.concat(out).toString('utf8'), err };
}

/** The functions of a module by name. */
function functions(text: string): Map<string, string> {
  const parts = text.split(/\n(?= {2}func\.func )/).slice(1);
  return new Map(parts.map((p) => [/@(\w+)/.exec(p)![1], p.trimEnd().replace(/\n\}$/, '')]));
}

/** Compares all programs of a batch; the text of one that differs says which seed made it. */
async function compare(args: readonly string[], make: (seed: number) => string, seeds: number[]) {
  const text = seeds.map(make).join('\n');
  const wanted = reference(args, text);
  if (wanted.exit !== 0) {
    // One of them is too much for the reference: one by one, and that one not at all.
    if (seeds.length > 1) for (const seed of seeds) await compare(args, make, [seed]);
    return;
  }
  const got = await ours(args, text);
  assert.is(got.exit, 0, got.err);
  const [a, b] = [functions(got.out), functions(wanted.out)];
  for (const [name, body] of b) {
    // Of unknown size there is no constant, yet the reference makes one.
    if (/dense<.*> : tensor<\?/.test(body)) continue;
    assert.fixture(a.get(name) ?? '', body, `seed ${name.slice(1)}`);
  }
}

function batches(make: (seed: number) => string, name: string, args: readonly string[]): void {
  test(`${SEEDS} programs of ${name} with ${args.join(' ') || 'no pass'}`, async () => {
    for (let first = 0; first < SEEDS; first += BATCH) {
      const count = Math.min(BATCH, SEEDS - first);
      await compare(
        args,
        make,
        Array.from({ length: count }, (_, i) => first + i),
      );
    }
  });
}

const TYPES = ['i1', 'i8', 'i32', 'index', 'f32', 'bf16', 'vector<4xi8>', 'tensor<2x3xf32>'];

/**
 * A program with one type of one operation replaced: mostly wrong. Not of a constant: the reference
 * tells what is wrong with its elements at the operation behind it.
 */
function broken(seed: number): string {
  const random = new Random(seed + 1);
  const lines = arithProgram(seed).split('\n');
  const operations = [...lines.keys()].filter((i) => /= arith\.(?!constant)/.test(lines[i]));
  const at = random.pick([0, ...operations]);
  lines[at] = lines[at].replace(/: .*$/, (types) =>
    types.replace(/(vector|tensor)<[^>]*>|\b(i\d+|index|b?f\d+\w*)\b/, random.pick(TYPES)),
  );
  return lines.join('\n');
}

const MARKER = '// -----';

/** The line in the text of the first error of each part; the reference counts from a part's marker. */
function firstErrors(text: string, err: string): number[] {
  const starts = [0];
  for (const [i, line] of text.split('\n').entries()) if (line === MARKER) starts.push(i + 1);
  const first = new Map<number, number>();
  const errors = /^(?:within split at \S*?:(\d+) offset )?\S*?:(\d+):\d+: error/gm;
  for (const [, part, at] of err.matchAll(errors)) {
    const line = Number(at) + (part === undefined ? 0 : Number(part) - 1);
    const start = starts.findLast((s) => s < line)!;
    if (!first.has(start)) first.set(start, line);
  }
  return [...first.values()];
}

if (!existsSync(TOOL)) {
  console.log(`skipped: ${TOOL} is not installed (Debian: mlir-19-tools)`);
} else {
  batches(arithProgram, 'arith', []);
  batches(arithProgram, 'arith', ['--mlir-print-op-generic']);
  batches(arithProgram, 'arith', ['--canonicalize']);
  batches(cfProgram, 'cf', ['--allow-unregistered-dialect']);
  batches(cfProgram, 'cf', ['--allow-unregistered-dialect', '--canonicalize']);

  test('errors stand on the same line', async () => {
    for (let first = 0; first < SEEDS; first += BATCH) {
      const text = Array.from({ length: BATCH }, (_, i) => broken(first + i)).join(`\n${MARKER}\n`);
      const wanted = reference(['--split-input-file'], text);
      const got = await ours(['--split-input-file'], text);
      assert.is(got.exit, wanted.exit);
      assert.equal(
        firstErrors(text, got.err),
        firstErrors(text, wanted.err),
        `seeds from ${first}`,
      );
    }
  });
}

test.run();
