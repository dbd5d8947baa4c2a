/**
 * Random modules and damaged ones: MLIR's own tool and ours print the same text, or say on the same
 * line that something is wrong. ORACLE_PROGRAMS sets how many modules, ORACLE_SEED where they begin.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../tools/npu-opt.js';
import { mutateToken } from './mutate-ir.js';
import { Random } from './random.js';
import { randomIr } from './random-ir.js';

const TOOL = process.env.MLIR_OPT ?? '/usr/lib/llvm-19/bin/mlir-opt';
const PROGRAMS = Number(process.env.ORACLE_PROGRAMS ?? 60);
const FIRST_SEED = Number(process.env.ORACLE_SEED ?? 1);
/** Damaged texts for each whole one. */
const DAMAGED = 3;
/** Texts in one call of the reference. */
const BATCH = 100;

const SEPARATOR = '// -----\n';
const BASE = ['--allow-unregistered-dialect'];

const OPTIONS: readonly (readonly string[])[] = [
  [],
  ['--mlir-print-op-generic'],
  ['--mlir-print-debuginfo'],
  ['--mlir-print-op-generic', '--mlir-print-debuginfo'],
  ['--mlir-print-local-scope', '--mlir-print-debuginfo'],
  ['--mlir-pretty-debuginfo', '--mlir-print-debuginfo'],
  ['--mlir-pretty-debuginfo', '--mlir-print-debuginfo', '--mlir-print-local-scope'],
  ['--mlir-print-value-users'],
  ['--mlir-print-value-users', '--mlir-print-op-generic'],
  ['--mlir-print-unique-ssa-ids'],
  ['--mlir-print-unique-ssa-ids', '--mlir-print-value-users', '--mlir-print-debuginfo'],
  ['--mlir-elide-elementsattrs-if-larger=2', '--mlir-elide-resource-strings-if-larger=20'],
  ['--mlir-print-elementsattrs-with-hex-if-larger=1'],
  ['--mlir-print-skip-regions', '--mlir-print-debuginfo'],
];

interface Answer {
  readonly text: string;
  /** Line of the first error; undefined when there was none. */
  readonly line: string | undefined;
}

const errorLine = (err: string) => /:(\d+):\d+: error: /.exec(err)?.[1];

async function ours(argv: readonly string[], text: string): Promise<Answer & { err: string }> {
  const out: Buffer[] = [];
  let err = '';
  const exit = await main([...BASE, ...argv, '-'], {
    cwd: process.cwd(),
    stdin: async () => Buffer.from(text),
    stdout: (data) => {
      out.push(Buffer.from(data as string));
    },
    stderr: (t) => {
      err += t;
    },
  });
  const line = exit === 0 ? undefined : (errorLine(err) ?? 'elsewhere');
  return { text: Buffer.concat(out).toString('utf8'), line, err };
}

function call(argv: readonly string[], input: string) {
  return spawnSync(TOOL, [...BASE, ...argv], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
}

/** The reference's answer on one text; undefined when it crashes. */
function theirsAlone(argv: readonly string[], text: string): Answer | undefined {
  const { status, signal, stdout, stderr } = call(argv, text);
  if (signal !== null || (status !== 0 && status !== 1)) return undefined;
  return { text: stdout, line: status === 0 ? undefined : (errorLine(stderr) ?? 'elsewhere') };
}

/** Its answers on many, each behind an empty line; in one call where that goes well. */
function theirs(argv: readonly string[], texts: readonly string[]): (Answer | undefined)[] {
  const input = texts.map((t) => `\n${t}`).join(SEPARATOR.trimEnd());
  const { signal, stdout, stderr } = call([...argv, '--split-input-file'], input);
  const parts = stdout.replace(/within split at <stdin>:\d+ offset /g, '<stdin>').split(SEPARATOR);
  if (signal !== null || parts.length !== texts.length) {
    return texts.map((t) => theirsAlone(argv, `\n${t}`));
  }
  const lines = new Map<number, string>();
  for (const m of stderr.matchAll(/^within split at <stdin>:(\d+) offset :(\d+):\d+: error: /gm)) {
    if (!lines.has(Number(m[1]))) lines.set(Number(m[1]), m[2]);
  }
  let start = 1;
  return texts.map((text, i) => {
    const line = lines.get(start);
    start += text.split('\n').length;
    if (parts[i] !== '') return { text: parts[i], line: undefined };
    return line === undefined ? theirsAlone(argv, `\n${text}`) : { text: '', line };
  });
}

/** The reference defines some aliases behind their uses: it cannot read that itself. */
const readsItself = (text: string) => call([], text).status === 0;

async function compare(
  argv: readonly string[],
  seeds: readonly number[],
  texts: readonly string[],
) {
  const wanted = theirs(argv, texts);
  let agreed = 0;
  for (const [i, text] of texts.entries()) {
    const theirAnswer = wanted[i];
    if (!theirAnswer) continue;
    const answer = await ours(argv, `\n${text}`);
    const where = `seed ${seeds[i]}, ${argv.join(' ')}\n${text}\n${answer.err}`;
    if (answer.line === theirAnswer.line && answer.text === theirAnswer.text) agreed++;
    else if (theirAnswer.line !== undefined || readsItself(theirAnswer.text)) {
      assert.is(answer.line, theirAnswer.line, `line of the first error: ${where}`);
      assert.fixture(answer.text, theirAnswer.text, where);
    }
  }
  assert.ok(agreed * 2 > texts.length, `only ${agreed} of ${texts.length} texts were compared`);
}

if (!existsSync(TOOL)) {
  console.log(`skipped: ${TOOL} is not installed (Debian: mlir-19-tools)`);
} else {
  for (const argv of OPTIONS) {
    test(`same text ${argv.join(' ')}`, async () => {
      for (let at = 0; at < PROGRAMS; at += BATCH) {
        const count = Math.min(BATCH, PROGRAMS - at);
        const seeds = Array.from({ length: count }, (_, i) => FIRST_SEED + at + i);
        await compare(argv, seeds, seeds.map(randomIr));
      }
    });
  }

  test('same line of the first error in damaged texts', async () => {
    for (let at = 0; at < PROGRAMS; at += BATCH) {
      const count = Math.min(BATCH, PROGRAMS - at) * DAMAGED;
      const seeds = Array.from(
        { length: count },
        (_, i) => FIRST_SEED + at + Math.floor(i / DAMAGED),
      );
      const damaged = seeds.map((seed, i) =>
        mutateToken(new Random(seed * DAMAGED + i), randomIr(seed)),
      );
      await compare([], seeds, damaged);
    }
  });
}

test.run();
