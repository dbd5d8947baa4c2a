/**
 * Specs, right and wrong: recorded ones with a few tokens exchanged. What `llvm-tblgen` takes is
 * taken here, with the same JSON, and what it refuses is refused, for the same line.
 *
 *   TABLEGEN_TEXTS=5000 node dist/tests/oracle/tablegen.test.js
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../tools/npu-tblgen.js';
import { Random } from '../support/random-checks.js';
import { shared } from '../support/shared.js';

const TOOL = process.env.LLVM_TBLGEN ?? '/usr/lib/llvm-19/bin/llvm-tblgen';
const INCLUDE = '/usr/lib/llvm-19/include';
const TEXTS = Number(process.env.TABLEGEN_TEXTS ?? 300);
const SEED = Number(process.env.NPU_MLIR_SEED ?? 1);

/**
 * Of a hundred texts so many may differ: where a statement has an error of meaning and one of
 * syntax behind it, the second is told of here; a decimal number beyond 64 bits is an error here.
 */
const MOST_PERCENT = 2;

const TOKEN =
  /"(?:[^"\\\n]|\\.)*"|\[\{[\s\S]*?\}\]|![a-z]+|#?[A-Za-z_$][\w$]*|\d+|\/\/[^\n]*|\s+|\.\.\.|\S/g;

const folder = shared('conformance/tablegen/hand');
const skipped =
  folder === undefined
    ? 'conformance/tablegen is not on this machine'
    : existsSync(TOOL)
      ? undefined
      : `${TOOL} is not installed`;
if (skipped) console.log(`skipped: ${skipped}`);

const tokensOf = (text: string): string[] => text.match(TOKEN) ?? [];

/** One or two tokens are left out, doubled, exchanged, or another text's. */
function mutate(r: Random, text: string, pool: readonly string[]): string {
  const tokens = tokensOf(text);
  const count = 1 + r.below(2);
  for (let i = 0; i < count; i++) {
    const [at, other] = [r.below(tokens.length), r.below(tokens.length)];
    switch (r.below(5)) {
      case 0:
        tokens.splice(at, 1);
        break;
      case 1:
        tokens.splice(at, 0, tokens[other]);
        break;
      case 2:
        tokens[at] = r.pick(pool);
        break;
      case 3:
        [tokens[at], tokens[other]] = [tokens[other], tokens[at]];
        break;
      default:
        tokens.splice(at, 0, r.pick(pool));
    }
  }
  return tokens.join('');
}

/** Line of the first error, with its file where that is another. */
function errorLine(text: string): string | undefined {
  return /^\s*(?:\S*m\.td:(\d+)|(\S+\.td:\d+)):\d+: error/m.exec(text)?.slice(1).find(Boolean);
}

async function ours(args: readonly string[], cwd: string) {
  const out: Buffer[] = [];
  let err = '';
  const exit = await main(args, {
    cwd,
    stdin: async () => Buffer.alloc(0),
    stdout: (piece) => out.push(Buffer.from(piece as Uint8Array)),
    stderr: (text) => {
      err += text;
    },
  });
  return { exit, out: Buffer.concat(out).toString(), err };
}

/** How the two differ; undefined when they agree. */
async function difference(args: readonly string[], cwd: string): Promise<string | undefined> {
  const reference = spawnSync(TOOL, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: 9000,
  });
  // A crash says nothing.
  if (reference.status === null || reference.status > 1) return undefined;
  const { exit, out, err } = await ours(args, cwd);
  if (exit !== reference.status) {
    return `exit ${exit} for ${reference.status}: ${err || reference.stderr}`;
  }
  if (exit === 0) {
    const same = JSON.stringify(JSON.parse(out)) === JSON.stringify(JSON.parse(reference.stdout));
    return same ? undefined : 'other records';
  }
  const [line, theirs] = [errorLine(err), errorLine(reference.stderr)];
  return line === theirs ? undefined : `line ${line} for ${theirs}: ${err}\n${reference.stderr}`;
}

if (!skipped && folder) {
  test(`${TEXTS} damaged specs`, async () => {
    const r = new Random(SEED);
    const texts = readdirSync(folder)
      .filter((file) => file.endsWith('.td'))
      .sort()
      .map((file) => readFileSync(join(folder, file), 'utf8'));
    const pool = texts.flatMap(tokensOf).filter((t) => t.trim() !== '' && !t.startsWith('//'));
    const cwd = mkdtempSync(join(tmpdir(), 'npu-tablegen-'));
    const different: string[] = [];
    try {
      for (let i = 0; i < TEXTS; i++) {
        const text = mutate(r, r.pick(texts), pool);
        writeFileSync(join(cwd, 'm.td'), text);
        const found = await difference(['--dump-json', '-I', folder, '-I', INCLUDE, 'm.td'], cwd);
        if (found) different.push(`--- text ${i}: ${found}\n${text}`);
      }
    } finally {
      rmSync(cwd, { recursive: true });
    }
    console.log(`${different.length} of ${TEXTS} damaged specs differ`);
    const most = Math.max(2, (TEXTS * MOST_PERCENT) / 100);
    assert.ok(different.length <= most, different.join('\n'));
  });
}

test.run();
