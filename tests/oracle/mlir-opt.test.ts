// What our dialects print in generic form, MLIR's own tool accepts and reads back: the inputs of all
// golden tests, and what their RUN lines make of them.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../dialects/index.js';
import { parseText } from '../../driver/index.js';
import { DiagnosticError, printOperation, verify } from '../../ir/index.js';
import { main } from '../../tools/npu-opt.js';

const TOOL = process.env.MLIR_OPT ?? '/usr/lib/llvm-19/bin/mlir-opt';
const GENERIC = '--mlir-print-op-generic';
const files = readdirSync('tests/filecheck', { recursive: true })
  .map((f) => join('tests/filecheck', String(f)))
  .filter((f) => f.endsWith('.mlir'));

function check(texts: readonly string[], where: string): void {
  if (texts.length === 0) return;
  const { status, stderr } = spawnSync(
    TOOL,
    ['--allow-unregistered-dialect', '--verify-roundtrip', GENERIC, '--split-input-file'],
    { input: texts.join('\n// -----\n'), encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  assert.is(status, 0, `${where}: ${stderr}`);
}

/** The parts of a golden that our verifier accepts, in generic form: others are wrong on purpose. */
async function inputs(file: string): Promise<string[]> {
  const texts: string[] = [];
  for (const text of readFileSync(file, 'utf8').split('// -----')) {
    const context = await createContext();
    context.allowUnregistered = true;
    try {
      const module = await parseText(context, Buffer.from(text), file);
      if (verify(context, module)) texts.push(printOperation(module, { generic: true }));
    } catch (error) {
      // A case that is an error for us is no text of ours.
      if (!(error instanceof DiagnosticError)) throw error;
    }
  }
  return texts;
}

/** Arguments of the RUN lines that call npu-opt on the golden itself. */
function runs(file: string): string[][] {
  const lines = readFileSync(file, 'utf8').replace(/\\\n\s*\/\/ RUN:/g, '');
  const calls = [...lines.matchAll(/RUN: npu-opt ([^|>&\n]*%s[^|>&\n]*)/g)].map((m) => m[1]);
  return calls
    .filter((call) => !/%[^s]/.test(call))
    .map((call) =>
      [...call.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map((m) =>
        m[0].replace(/['"]/g, '').replaceAll('%s', file),
      ),
    );
}

if (!existsSync(TOOL)) {
  console.log(`skipped: ${TOOL} is not installed (Debian: mlir-19-tools)`);
} else {
  for (const file of files) {
    test(file, async () => check(await inputs(file), file));
    for (const argv of runs(file)) {
      test(`${file}: ${argv.join(' ')}`, async () => {
        const out: Buffer[] = [];
        const exit = await main([...argv, GENERIC], {
          cwd: process.cwd(),
          stdin: async () => Buffer.alloc(0),
          stdout: (data) => {
            out.push(Buffer.from(data as string));
          },
          stderr: () => {},
        });
        const text = Buffer.concat(out).toString('utf8');
        // What is no IR is the answer to another question.
        if (exit === 0 && text.includes('"builtin.module"')) check([text], argv.join(' '));
      });
    }
  }
}

test.run();
