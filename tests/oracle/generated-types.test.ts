/** What is generated of MLIR's own specs type-checks as ours does, with nothing declared in vain. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../tools/npu-tblgen.js';
import {
  hasUpstream,
  UPSTREAM_INCLUDE,
  UPSTREAM_SPECS,
  upstreamSpec,
} from '../support/upstream.js';

const ROOT = resolve(import.meta.dirname, '../../..');

/** Writes the classes of a dialect's operations, types and attributes. */
async function generate(dialect: string, output: string): Promise<void> {
  let problems = '';
  const args = ['--gen-op-classes', `-I${UPSTREAM_INCLUDE}`, upstreamSpec(dialect), '-o', output];
  const exit = await main(args, {
    cwd: ROOT,
    stdin: async () => Buffer.alloc(0),
    stdout: () => {},
    stderr: (text) => {
      problems += text;
    },
  });
  assert.is(exit, 0, problems);
}

if (!hasUpstream) console.log(`skipped: ${UPSTREAM_INCLUDE} has no specs of MLIR`);
else {
  const dialects = Object.keys(UPSTREAM_SPECS);
  test(`classes of ${dialects.length} dialects`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'npu-types-'));
    try {
      mkdirSync(join(folder, 'generated'));
      for (const dialect of dialects) {
        await generate(dialect, join(folder, 'generated', `${dialect}.ts`));
      }
      for (const name of ['ir', 'node_modules', 'package.json']) {
        symlinkSync(join(ROOT, name), join(folder, name));
      }
      const config = { extends: join(ROOT, 'tsconfig.json'), include: ['generated'] };
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
      const compiler = join(ROOT, 'node_modules/.bin/tsc');
      const { stdout } = spawnSync(compiler, ['-p', folder, '--preserveSymlinks'], {
        encoding: 'utf8',
      });
      assert.is(stdout, '');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

test.run();
