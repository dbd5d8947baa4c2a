/**
 * Upstream's dialects, loaded from their own specs: what MLIR's tool accepts we accept and print the
 * same, in custom and in generic form, and what it rejects for a constraint or a trait we reject.
 * ORACLE_OPS sets how many random operations of each kind, ORACLE_SEED where they begin.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../dialects/index.js';
import * as ir from '../../ir/index.js';
import { loadDialects } from '../../tablegen/index.js';
import { main } from '../../tools/npu-opt.js';
import {
  hasUpstream,
  UPSTREAM_INCLUDE,
  upstreamOptions,
  upstreamSpec,
} from '../support/upstream.js';
import { Random } from './random.js';
import { OpMaker } from './upstream-ops.js';
import { DECLARATIVE, WRITTEN } from './upstream-texts.js';

const TOOL = process.env.MLIR_OPT ?? '/usr/lib/llvm-19/bin/mlir-opt';
const COUNT = Number(process.env.ORACLE_OPS ?? 8);
const FIRST_SEED = Number(process.env.ORACLE_SEED ?? 1);
const SEPARATOR = '// -----\n';

/** What a spec says: the rest of the reference's verifiers is C++. */
const OF_THE_SPEC =
  /(operand|result) #\d+ must be|failed to satisfy constraint|failed to verify that|requires attribute '|requires the same|requires all (operands|results)|op expected \d+|requires (zero|a single|one|\d+)|incorrect number of/;

/** Operations with a trait in C++ that says so. */
const BY_HAND = /'tosa\.mul' op requires the same element type/;

const isOfTheSpec = (error: string) => OF_THE_SPEC.test(error) && !BY_HAND.test(error);

interface Answer {
  /** The text; undefined when it was rejected. */
  readonly text: string | undefined;
  readonly error: string;
}

/** Parts of equal form: each starts behind a line of its own. */
const joined = (texts: readonly string[]) => `\n${texts.join(SEPARATOR)}`;

/** One answer a text: a part that was rejected has no output. */
function parts(texts: readonly string[], stdout: string, stderr: string): Answer[] {
  const outputs = stdout.split(SEPARATOR);
  // The reference names the line of the part and the line in it, our tool the line of the file.
  const errors = [...stderr.matchAll(/:(\d+)(?: offset :(\d+))?:\d+: error: (.*)$/gm)].map((m) => ({
    line: Number(m[1]) + (m[2] === undefined ? 0 : Number(m[2]) - 1),
    text: m[3],
  }));
  let line = 1;
  return texts.map((text, i) => {
    const from = line;
    line += text.split('\n').length;
    const error = errors.find((e) => e.line >= from && e.line < line);
    const isRejected = (outputs[i] ?? '').trim() === '';
    return { text: isRejected ? undefined : outputs[i], error: error?.text ?? '' };
  });
}

/** Where the reference crashes it says nothing: that text is left out, found by halves. */
function theirs(argv: readonly string[], texts: readonly string[]): (Answer | undefined)[] {
  const { stdout, stderr, signal } = spawnSync(TOOL, [...argv, '--split-input-file'], {
    input: joined(texts),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (signal === null) return parts(texts, stdout, stderr);
  if (texts.length === 1) return [undefined];
  const half = texts.length >> 1;
  return [...theirs(argv, texts.slice(0, half)), ...theirs(argv, texts.slice(half))];
}

async function ours(argv: readonly string[], texts: readonly string[]): Promise<Answer[]> {
  const out: Buffer[] = [];
  let err = '';
  await main([...argv, '--split-input-file', '-'], {
    cwd: process.cwd(),
    stdin: async () => Buffer.from(joined(texts)),
    stdout: (data) => {
      out.push(Buffer.from(data as string));
    },
    stderr: (text) => {
      err += text;
    },
  });
  return parts(texts, Buffer.concat(out).toString('utf8'), err);
}

async function randomTexts(file: string): Promise<string[]> {
  const context = await createContext();
  await context.load('quant', 'arith', 'func');
  const [dialect] = loadDialects(file, { ir, includeDirs: [UPSTREAM_INCLUDE] });
  context.addDialect(dialect);
  const maker = new OpMaker(context);
  const random = new Random(FIRST_SEED);
  return dialect.spec.ops.flatMap((op) =>
    Array.from({ length: COUNT }, () => maker.make(op, random)).filter((t) => t !== undefined),
  );
}

if (!existsSync(TOOL) || !hasUpstream) {
  console.log(`skipped: ${TOOL} or the upstream specs are not here`);
} else {
  let ops = 0;
  for (const name of new Set([...DECLARATIVE, ...Object.keys(WRITTEN)])) {
    const options = upstreamOptions([name]);
    const written = WRITTEN[name] ?? [];
    if (written.length > 0) {
      test(`${name}: operations written by hand print the same`, () => compare(written, true));
    }
    if (DECLARATIVE.includes(name)) {
      test(`${name}: random operations are accepted, rejected and printed alike`, async () => {
        await compare(await randomTexts(upstreamSpec(name)), false);
      });
    }

    const compare = async (texts: readonly string[], all: boolean) => {
      const wrong: string[] = [];
      const reference = theirs([], texts);
      for (const argv of [[], ['--mlir-print-op-generic']]) {
        const expected = argv.length === 0 ? reference : theirs(argv, texts);
        // The reference's own text, and the generic form, read and printed.
        const inputs = texts.map((t, i) => expected[i]?.text ?? t);
        const actual = await ours([...options, ...argv], inputs);
        for (const [i, answer] of expected.entries()) {
          if (answer === undefined) continue;
          const { text, error } = answer;
          const mine = actual[i];
          if (text !== undefined && text.trim() !== mine.text?.trim()) {
            wrong.push(`${texts[i]}\nexpected:\n${text}\ngot: ${mine.text ?? mine.error}`);
          } else if (text === undefined && mine.text !== undefined && isOfTheSpec(error)) {
            wrong.push(`${texts[i]}\naccepted, though: ${error}`);
          }
          if (text !== undefined && argv.length === 0) ops++;
          if (all) assert.is(error, '', texts[i]);
        }
      }
      assert.is(
        wrong.length,
        0,
        `${wrong.length} of ${texts.length}:\n${wrong.slice(0, 5).join('\n---\n')}`,
      );
    };
  }

  test('at least 200 operations were printed', () => {
    assert.ok(ops >= 200, `${ops} operations`);
    console.log(`${ops} operations of upstream dialects print the same`);
  });
}

test.run();
