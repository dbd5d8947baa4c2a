// Random programs through every pass: MLIR's own tool and ours leave the same text.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../tools/npu-opt.js';
import { type ProgramOptions, randomProgram } from './random-programs.js';

const TOOL = process.env.MLIR_OPT ?? '/usr/lib/llvm-19/bin/mlir-opt';
const PROGRAMS = Number(process.env.ORACLE_PROGRAMS ?? 300);
const FIRST_SEED = Number(process.env.ORACLE_SEED ?? 1);

const STRAIGHT: ProgramOptions = { branches: false, calls: true };
const BRANCHING: ProgramOptions = { branches: true, calls: true };

const PIPELINES: readonly (readonly [pipeline: string, programs: ProgramOptions])[] = [
  ['cse', STRAIGHT],
  ['cse', BRANCHING],
  ['canonicalize', BRANCHING],
  ['canonicalize{top-down=false}', BRANCHING],
  ['canonicalize{region-simplify=disabled}', BRANCHING],
  ['canonicalize{region-simplify=aggressive}', BRANCHING],
  ['canonicalize{max-iterations=1}', BRANCHING],
  ['sccp', STRAIGHT],
  ['sccp', BRANCHING],
  ['func.func(sccp)', BRANCHING],
  ['inline', STRAIGHT],
  ['inline', BRANCHING],
  ['inline{inlining-threshold=80}', BRANCHING],
  ['inline{op-pipelines=func.func(cse) max-iterations=1}', BRANCHING],
  ['symbol-dce', BRANCHING],
  ['symbol-privatize{exclude=f0,f1},symbol-dce', BRANCHING],
  ['remove-dead-values', STRAIGHT],
  ['topological-sort', BRANCHING],
  ['loop-invariant-code-motion', BRANCHING],
  ['func.func(cse,canonicalize),inline,sccp,symbol-dce,cse', BRANCHING],
];

async function ours(argv: readonly string[], text: string): Promise<string> {
  const out: Buffer[] = [];
  let err = '';
  await main([...argv, '-'], {
    cwd: process.cwd(),
    stdin: async () => Buffer.from(text),
    stdout: (data) => {
      out.push(Buffer.from(data as string));
    },
    stderr: (t) => {
      err += t;
    },
  });
  return Buffer.concat(out).toString('utf8') || err;
}

/** Undefined when the reference does not come to an end. */
function theirs(argv: readonly string[], text: string): string | undefined {
  const { stdout, stderr, signal } = spawnSync(TOOL, [...argv], {
    input: text,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: 20_000,
  });
  return signal === null ? stdout || stderr : undefined;
}

/** Pipelines on which the reference crashes now and then. */
const CRASHES = new Set(['remove-dead-values']);

/** What the reference prints for one program; ours where it prints nothing to compare with. */
function theirsOrOurs(argv: readonly string[], program: string, ourText: string): string {
  const { stdout, status } = spawnSync(TOOL, [...argv], {
    input: program,
    encoding: 'utf8',
    timeout: 5000,
  });
  return status === 0 ? stdout : ourText;
}

const PARTS = '// -----\n';

if (!existsSync(TOOL)) {
  console.log(`skipped: ${TOOL} is not installed (Debian: mlir-19-tools)`);
} else {
  for (const [pipeline, options] of PIPELINES) {
    test(`${pipeline}${options.branches ? '' : ' (one block)'}`, async () => {
      const programs = Array.from({ length: PROGRAMS }, (_, i) =>
        randomProgram(FIRST_SEED + i, options),
      );
      const argv = [
        '--allow-unregistered-dialect',
        '--split-input-file',
        `--pass-pipeline=builtin.module(${pipeline})`,
      ];
      const text = programs.join(PARTS);
      const a = (await ours(argv, text)).split(PARTS);
      const whole = CRASHES.has(pipeline) ? undefined : theirs(argv, text);
      const one = async (p: string) => theirsOrOurs(argv, p, await ours(argv, p));
      const b = whole?.split(PARTS) ?? (await Promise.all(programs.map(one)));
      if (whole === undefined) {
        for (let i = 0; i < programs.length; i++) a[i] = await ours(argv, programs[i]);
      }
      const differs = (i: number) => a[i] !== b[i];
      const different = programs.filter((_, i) => differs(i));
      if (different.length === 0) return;
      const at = programs.findIndex((_, i) => differs(i));
      assert.fixture(
        a[at],
        b[at],
        `${different.length} of ${PROGRAMS} differ; the first is seed ${FIRST_SEED + at}:\n${programs[at]}`,
      );
    });
  }
}

test.run();
