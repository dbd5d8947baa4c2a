/**
 * The recorded answers of MLIR 19's mlir-opt: exit code and text; for an error the line it stands
 * on. A case with `dialects` uses upstream's, loaded from their own specs.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../../tools/npu-opt.js';
import { shared } from '../../support/shared.js';
import { hasUpstream, upstreamOptions } from '../../support/upstream.js';

/** Cases that differ by decision. */
const BY_DECISION: Readonly<Record<string, string>> = {
  'hand/unknown-flag/default': 'wrong usage exits with 2, not 1: 1 is for input at fault',
};

/** Cases whose operations have a syntax in C++ upstream: they are read in generic form only. */
const WRITTEN_IN_CPP =
  /^hand\/(scf-|affine-for|pass-loop-invariant|transform-interp|llvm-dialect|vector-ops)/;

interface Case {
  readonly id: string;
  readonly cwd: string;
  readonly cmd: readonly string[];
  readonly exit: number;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly dialects?: readonly string[];
}

async function run(folder: string, c: Case) {
  const out: Buffer[] = [];
  let err = '';
  const options = c.dialects ? upstreamOptions(c.dialects) : [];
  const exit = await main([...options, ...c.cmd.slice(1)], {
    cwd: join(folder, c.cwd),
    stdin: async () => Buffer.alloc(0),
    stdout: (data) => {
      out.push(Buffer.from(data as string));
    },
    stderr: (text) => {
      err += text;
    },
  });
  return { exit, out: Buffer.concat(out).toString('utf8'), err };
}

/** `file:line` of each error, in order; where the reference says line 0, we name the file alone. */
function places(text: string): string[] {
  const found = text.matchAll(/^(?:(\S+?:\d+):\d+|(?!npu-)([^\s:]+)): error/gm);
  return [...found].map(([, place, file]) => place ?? `${file}:0`);
}

/** Passes print to standard error: what is neither a diagnostic nor the text under one. */
const dumps = (text: string) => text.includes('// -----//');

const folder = shared('conformance/ir');
if (folder === undefined) {
  console.log('skipped: the shared folder with the recorded mlir-opt cases is not here');
} else {
  const read = (path: string) => readFileSync(join(folder, path), 'utf8');
  const cases = JSON.parse(read('manifest.json')) as Case[];
  for (const c of cases) {
    if (c.dialects && !hasUpstream) continue;
    const check = async () => {
      const { exit, out, err } = await run(folder, c);
      assert.is(exit, c.exit, `exit ${exit}, not ${c.exit}\n${err}`);
      const wanted = c.stderr ? read(c.stderr) : '';
      if (exit !== 0) assert.equal(places(err), places(wanted), err);
      if (dumps(wanted)) assert.fixture(err, wanted);
      if (c.stdout) assert.fixture(out, read(c.stdout));
    };
    const reason =
      BY_DECISION[c.id] ?? (WRITTEN_IN_CPP.test(c.id) ? 'its syntax is written in C++' : undefined);
    test(reason ? `${c.id} differs: ${reason}` : c.id, async () => {
      if (!reason) return check();
      const agrees = await check().then(
        () => true,
        () => false,
      );
      assert.not(agrees);
    });
  }
}

test.run();
