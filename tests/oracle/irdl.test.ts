/**
 * Random definitions in irdl and random operations of them: MLIR's tool and ours accept the same,
 * and say that something is wrong on the same line. ORACLE_OPS sets how many definitions.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../tools/npu-opt.js';
import { Random } from './random.js';

const TOOL = process.env.MLIR_OPT ?? '/usr/lib/llvm-19/bin/mlir-opt';
const COUNT = Number(process.env.ORACLE_OPS ?? 12);
const FIRST_SEED = Number(process.env.ORACLE_SEED ?? 1);
const USES = 25;

const TYPES = ['i32', 'i64', 'f32', 'index', '!d.unit', '!d.box<i32>', '!d.box<f32>'];
const BASES = ['!builtin.integer', '!builtin.index', '!builtin.tensor', '!builtin.vector'];
const ATTRS = ['1 : i32', '2 : i32', '"a"', '[1]', 'i32', 'unit'];

/** Constraints by name, each of those before it. */
function constraints(r: Random): { text: string; names: string[] } {
  const names: string[] = [];
  let text = '';
  for (let i = 0; i < 3 + r.below(5); i++) {
    const known = () => `%${r.pick(names)}`;
    const kind = names.length < 2 ? r.below(3) : r.below(6);
    const what = [
      () => `irdl.is ${r.pick([...TYPES.slice(0, 4), ...ATTRS])}`,
      () => 'irdl.any',
      () =>
        r.chance(50) ? `irdl.base "${r.pick(BASES)}"` : `irdl.base @d::@${r.pick(['unit', 'box'])}`,
      () => `irdl.any_of(${known()}, ${known()})`,
      () => `irdl.all_of(${known()}, ${known()})`,
      () => `irdl.parametric @d::@box<${known()}>`,
    ][kind]();
    text += `    %c${i} = ${what}\n`;
    names.push(`c${i}`);
  }
  return { text, names };
}

function definition(r: Random): string {
  const { text, names } = constraints(r);
  const one = () => `${r.pick(['', '', '', 'single ', 'optional ', 'variadic '])}%${r.pick(names)}`;
  const list = () => r.times(0, 2, one).join(', ');
  const attributes = r.times(0, 2, () => r.pick(names)).map((n, i) => `"a${i}" = %${n}`);
  return `irdl.dialect @d {
  irdl.type @unit
  irdl.type @box {
    %0 = irdl.any
    irdl.parameters(%0)
  }
  irdl.operation @op {
${text}    irdl.operands(${list()})
    irdl.results(${list()})
${attributes.length === 0 ? '' : `    irdl.attributes {${attributes.join(', ')}}\n`}  }
}
`;
}

function use(r: Random): string {
  const types = r.times(0, 3, () => r.pick(TYPES));
  const results = r.times(0, 2, () => r.pick(TYPES));
  const attributes = r.times(0, 2, () => r.pick(ATTRS)).map((a, i) => `a${i} = ${a}`);
  if (r.chance(30))
    attributes.push(`operand_segment_sizes = array<i32: ${r.below(2)}, ${r.below(3)}>`);
  const source =
    types.length === 0 ? '' : `%x:${types.length} = "t.src"() : () -> (${types.join(', ')})\n`;
  const names = types.map((_, i) => `%x#${i}`);
  const made = results.length === 0 ? '' : `%y:${results.length} = `;
  return `${source}${made}"d.op"(${names.join(', ')}) {${attributes.join(', ')}} : (${types.join(', ')}) -> (${results.join(', ')})\n`;
}

/** Lines of errors, by the line of the file. */
function errorLines(text: string): string[] {
  return [...text.matchAll(/:(\d+)(?: offset :(\d+))?:\d+: error: /g)].map((m) =>
    String(Number(m[1]) + (m[2] === undefined ? 0 : Number(m[2]) - 1)),
  );
}

async function ours(argv: readonly string[], text: string): Promise<string> {
  let err = '';
  await main([...argv, '-'], {
    cwd: process.cwd(),
    stdin: async () => Buffer.from(text),
    stdout: () => undefined,
    stderr: (t) => {
      err += t;
    },
  });
  return err;
}

if (!existsSync(TOOL)) console.log(`skipped: ${TOOL} is not here`);
else {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + COUNT; seed++) {
    test(`definition ${seed}`, async () => {
      const r = new Random(seed);
      const folder = mkdtempSync(join(tmpdir(), 'irdl-'));
      try {
        const file = join(folder, 'd.mlir');
        const text = definition(r);
        writeFileSync(file, text);
        const input = `\n${r.times(USES, USES, () => use(r)).join('// -----\n')}`;
        const argv = ['--allow-unregistered-dialect', `--irdl-file=${file}`, '--split-input-file'];
        const reference = spawnSync(TOOL, argv, { input, encoding: 'utf8' });
        if (reference.signal !== null) return;
        const mine = await ours(argv, input);
        if (reference.stderr.includes('any_of constraints are not in the correct form')) {
          assert.match(mine, '(I5)', text);
          return;
        }
        const [got, wanted] = [errorLines(mine), errorLines(reference.stderr)];
        const lines = input.split('\n');
        const differ = [...got, ...wanted].filter((n) => got.includes(n) !== wanted.includes(n));
        const shown = differ.map((n) => `${n}: ${lines[Number(n) - 1]}`).join('\n');
        assert.equal(got, wanted, `${text}${shown}\n${mine}`);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }
}

test.run();
