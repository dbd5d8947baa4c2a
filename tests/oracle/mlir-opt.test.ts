// What our dialects print in generic form, MLIR's own tool accepts and reads back.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../dialects/index.js';
import { parseText } from '../../driver/index.js';
import { DiagnosticError, printOperation } from '../../ir/index.js';

const TOOL = process.env.MLIR_OPT ?? '/usr/lib/llvm-19/bin/mlir-opt';
const files = readdirSync('tests/filecheck', { recursive: true })
  .map((f) => join('tests/filecheck', String(f)))
  .filter((f) => f.endsWith('.mlir'));

if (!existsSync(TOOL)) {
  console.log(`skipped: ${TOOL} is not installed (Debian: mlir-19-tools)`);
} else {
  for (const file of files) {
    test(file, async () => {
      const cases = readFileSync(file, 'utf8').split('// -----');
      for (const text of cases) {
        const context = await createContext();
        context.allowUnregistered = true;
        let generic: string;
        try {
          const module = await parseText(context, Buffer.from(text), file);
          generic = printOperation(module, { generic: true });
        } catch (error) {
          // A case that is an error for us is no text of ours.
          if (error instanceof DiagnosticError) continue;
          throw error;
        }
        const { status, stderr } = spawnSync(
          TOOL,
          ['--allow-unregistered-dialect', '--verify-roundtrip', '--mlir-print-op-generic'],
          { input: generic, encoding: 'utf8' },
        );
        // Its own verifiers may reject what is wrong on purpose; its parser must not.
        if (file.includes('errors')) continue;
        assert.is(status, 0, `${file}: ${stderr}`);
      }
    });
  }
}

test.run();
