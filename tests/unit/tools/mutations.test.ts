/**
 * Damaged IR text: whatever it says, it is read or refused with an error at a place, soon and with
 * bounded memory; what is read and verifies prints to a text that reads back and prints the same, in
 * custom and in generic form. NPU_MLIR_SWEEP=100000 damages more than an everyday run.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../../dialects/index.js';
import { parseText } from '../../../driver/base/index.js';
import {
  type Context,
  type Diagnostic,
  DiagnosticError,
  type PrintOptions,
  printToBytes,
  verify,
} from '../../../ir/index.js';
import { Sources } from '../../../tools/common/sources.js';
import { mutateText } from '../../support/mutate-text.js';
import { Random } from '../../support/random-checks.js';
import { shared } from '../../support/shared.js';

const SWEEP = Number(process.env.NPU_MLIR_SWEEP ?? 10_000);
const SEED = Number(process.env.NPU_MLIR_SEED ?? 1);
const MOST_MS = 10_000;
/** More memory than before: the tables of types and attributes keep what was ever made, 2 KB a text. */
const MOST_BYTES = 2 ** 29 + SWEEP * 4096;
const LONGEST = 12_000;

const FORMS: readonly PrintOptions[] = [
  { debugInfo: true },
  { debugInfo: true, generic: true },
  {},
  { generic: true, localScope: true },
];

/** Every part of every golden test and recorded case, one char a byte. */
function seeds(): string[] {
  const folders = ['tests/filecheck', shared('conformance/ir/hand')];
  return folders
    .filter((folder) => folder !== undefined)
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true })
        .map((file) => join(folder, String(file)))
        .filter((file) => file.endsWith('.mlir'))
        .sort(),
    )
    .flatMap((file) => readFileSync(file, 'latin1').split('// -----'))
    .filter((text) => text.trim() !== '' && text.length < LONGEST);
}

/** Reads a text; undefined when it is refused, which must be with an error that can be shown. */
async function read(context: Context, text: string | Uint8Array, name: string) {
  const shown: string[] = [];
  const sources = new Sources(name);
  if (typeof text === 'string') sources.add(name, text);
  const show = (d: Diagnostic) => shown.push(sources.render(d));
  const off = context.onDiagnostic(show);
  try {
    const module = await parseText(context, text, name);
    if (verify(context, module)) return module;
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    show(error.diagnostic);
  } finally {
    off();
  }
  assert.ok(shown.length > 0, 'refused without a word');
  for (const text of shown) assert.match(text, /(error|warning|remark): ./);
  return undefined;
}

async function check(context: Context, text: string): Promise<boolean> {
  const module = await read(context, text, 'in.mlir');
  if (!module) return false;
  for (const form of FORMS) {
    const first = Buffer.from(printToBytes(module, form));
    const again = await read(context, first, 'in.mlir');
    assert.ok(again, `what was printed is refused:\n${first.toString('latin1')}`);
    const second = printToBytes(again, form);
    if (!first.equals(second)) {
      assert.fixture(second.toString('latin1'), first.toString('latin1'), 'prints another text');
    }
  }
  return true;
}

test(`${SWEEP} damaged texts`, async () => {
  const r = new Random(SEED);
  const texts = seeds();
  const context = await createContext();
  context.allowUnregistered = true;
  let accepted = 0;
  // Other tests ran in this process before.
  const before = process.memoryUsage.rss();
  for (let i = 0; i < SWEEP; i++) {
    const text = mutateText(r, r.pick(texts), r.pick(texts));
    const started = performance.now();
    const result = await check(context, text).catch((error: Error) => {
      throw new Error(`text ${i} of seed ${SEED}: ${error.stack}\n--- the text:\n${text}`);
    });
    assert.ok(performance.now() - started < MOST_MS, `text ${i} took too long:\n${text}`);
    if (result) accepted++;
  }
  const grown = process.memoryUsage.rss() - before;
  console.log(`${accepted} of ${SWEEP} damaged texts were read; ${grown >> 20} MiB more memory`);
  assert.ok(accepted > SWEEP / 20, `only ${accepted} of ${SWEEP} were read: too few to tell`);
  assert.ok(grown < MOST_BYTES, `${grown} bytes of memory`);
});

test.run();
