// Passes over conditionals and loops of the upstream dialect scf: MLIR's own tool and ours leave the same.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../tools/npu-opt.js';
import { Random } from '../support/random-checks.js';

const TOOL = process.env.MLIR_OPT ?? '/usr/lib/llvm-19/bin/mlir-opt';
const INCLUDE = process.env.MLIR_INCLUDE ?? '/usr/lib/llvm-19/include';
const SPEC = `${INCLUDE}/mlir/Dialect/SCF/IR/SCFOps.td`;
const PROGRAMS = Number(process.env.ORACLE_PROGRAMS ?? 100);

/** Arithmetic in nested conditionals and loops, on all values that can be seen. */
function program(r: Random): string {
  let count = 0;
  const name = () => `%v${count++}`;
  const body = (depth: number, seen: readonly string[], indent: string): string => {
    const values = [...seen];
    let text = '';
    const any = () => r.pick(values);
    for (let i = r.below(6); i >= 0; i--) {
      const result = name();
      const kind = depth > 0 ? r.below(8) : 7;
      if (kind === 0) {
        text += `${indent}${result} = scf.if %c -> (i32) {\n${body(depth - 1, values, `${indent}  `)}`;
        text += `${indent}} else {\n${body(depth - 1, values, `${indent}  `)}${indent}}\n`;
      } else if (kind === 1) {
        const carried = name();
        text += `${indent}${result} = scf.for %i${count} = %n to %n step %n iter_args(${carried} = ${any()}) -> (i32) {\n`;
        text += `${body(depth - 1, [...values, carried], `${indent}  `)}${indent}}\n`;
      } else if (kind === 2) {
        text += `${indent}${result} = func.call @effect(${any()}) : (i32) -> i32\n`;
      } else {
        const op = r.pick(['addi', 'muli', 'subi', 'divsi']);
        text += `${indent}${result} = arith.${op} ${any()}, ${any()} : i32\n`;
      }
      values.push(result);
    }
    const end = seen.length === START.length && depth === 3 ? 'return' : 'scf.yield';
    return `${text}${indent}${end} ${any()} : i32\n`;
  };
  return `func.func private @effect(i32) -> i32
func.func @f(%c: i1, %n: index, %x: i32, %y: i32) -> i32 {
${body(3, START, '  ')}}
`;
}

const START = ['%x', '%y'];
const GENERIC = '--mlir-print-op-generic';

function theirs(argv: readonly string[], input: string): string {
  return spawnSync(TOOL, [...argv, GENERIC], { input, encoding: 'utf8' }).stdout;
}

async function ours(argv: readonly string[], input: string): Promise<string> {
  let text = '';
  const take = (data: string | Uint8Array) => {
    text += Buffer.from(data as Uint8Array).toString('utf8');
  };
  const stdin = async () => Buffer.from(input);
  const io = { cwd: process.cwd(), stdin, stdout: take, stderr: take };
  await main([...argv, GENERIC, `--dialect-td=${SPEC}`, '-I', INCLUDE, '-'], io);
  return text;
}

if (!existsSync(TOOL) || !existsSync(SPEC)) {
  console.log(
    `skipped: ${TOOL} or ${SPEC} is not installed (Debian: mlir-19-tools, libmlir-19-dev)`,
  );
} else {
  for (const pass of ['--control-flow-sink', '--loop-invariant-code-motion', '--cse']) {
    test(`${pass} of ${PROGRAMS} programs`, async () => {
      const programs = Array.from({ length: PROGRAMS }, (_, i) => program(new Random(i + 1)));
      const input = theirs(['--split-input-file'], programs.join('// -----\n'));
      const argv = ['--split-input-file', pass];
      const wanted = theirs(argv, input);
      assert.not.equal(wanted, input, 'the pass does nothing');
      assert.fixture(await ours(argv, input), wanted);
    });
  }
}

test.run();
