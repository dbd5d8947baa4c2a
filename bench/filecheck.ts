// npu-filecheck beside LLVM's FileCheck on a large input with many checks of one kind: processor time
// (user and system) and peak memory of the whole process, both tools in turn in one run.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { sideBySide } from './process.js';
import { type BenchSetting, printTable } from './table.js';

const REFERENCE = process.env.FILECHECK ?? '/usr/lib/llvm-19/bin/FileCheck';
const TOOL = resolve(import.meta.dirname, '../../bin/npu-filecheck');

/** The input: functions of operations, indented as a printer does, every line its own. */
function makeInput(bytes: number): string[] {
  const lines: string[] = [];
  for (let size = 0, n = 0; size < bytes; n++) {
    const line =
      n % 100 === 0
        ? `func.func @f${n}(%arg0: tensor<1x16x16x${n % 64}xi8>) {`
        : `  %${n} = "npu.conv_2d"(%${n - 1}, %cst_${n % 7}) {id = ${n}, pad = [0, 1]} : (i8) -> i${n % 32}`;
    lines.push(line);
    size += line.length + 1;
  }
  return lines;
}

const text = (n: number): string => `"npu.conv_2d"(%${n - 1}, %cst_${n % 7}) {id = ${n},`;

/** Directives for a place in the input: the number of its line, which is no function's first. */
const KINDS: Readonly<Record<string, (n: number) => string>> = {
  literal: (n) => `CHECK: ${text(n)}`,
  label: (n) => `CHECK-LABEL: func.func @f${n - (n % 100)}(\nCHECK: ${text(n)}`,
  not: (n) => `CHECK-NOT: "npu.absent"\nCHECK: ${text(n)}`,
  dag: (n) => `CHECK-DAG: ${text(n + 1)}\nCHECK-DAG: ${text(n)}\nCHECK: {id = ${n + 2},`,
  next: (n) => `CHECK: ${text(n)}\nCHECK-NEXT: ${text(n + 1)}`,
  regex: (n) => `CHECK: {{%[0-9]+}} = "npu.conv_2d"({{.*}}) {id = ${n}, {{.*}} -> i{{[0-9]+$}}`,
  variable: (n) => `CHECK: [[R:%[0-9]+]] = {{.*}} {id = ${n},\nCHECK-NEXT: "npu.conv_2d"([[R]],`,
  number: (n) => `CHECK: %[[#R:]] = {{.*}} {id = ${n},\nCHECK-NEXT: {id = [[#R+1]],`,
  alternation: (n) => `CHECK: {{(npu|mem)[.](conv|pool)_2d.*(id|name) = ${n},}}`,
};
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  'ignore case': ['--ignore-case'],
};

export async function benchFileCheck({ quick }: BenchSetting): Promise<void> {
  const megabytes = Number(process.env.BENCH_MB ?? (quick ? 10 : 100));
  const checks = Number(process.env.BENCH_CHECKS ?? (quick ? 1_000 : 10_000));
  const runs = Number(process.env.BENCH_RUNS ?? (quick ? 1 : 3));
  const work = mkdtempSync(join(tmpdir(), 'npu-bench-'));
  const hasReference = existsSync(REFERENCE);
  if (!hasReference) console.log(`without the reference: there is no ${REFERENCE}`);
  const rows: string[][] = [];
  try {
    const lines = makeInput(megabytes * 1e6);
    const input = join(work, 'input.txt');
    writeFileSync(input, `${lines.join('\n')}\n`);
    const step = Math.floor(lines.length / checks / 100) * 100 || 100;
    const places = Array.from({ length: checks }, (_, i) => i * step + 1 + (i % 90)).filter(
      (n) => n + 1 < lines.length,
    );
    const kinds = [...Object.keys(KINDS), ...Object.keys(OPTIONS)];
    for (const kind of kinds) {
      const check = join(work, `${kind}.check`);
      const directive = KINDS[kind] ?? KINDS.literal;
      // As many directives as asked for, though some kinds take two a place.
      const each = directive(places[0]).split('\n').length;
      const chosen = places.filter((_, i) => i % each === 0);
      writeFileSync(check, `${chosen.map(directive).join('\n')}\n`);
      const options = OPTIONS[kind] ?? [];
      const commands = [[process.execPath, TOOL, ...options, check]];
      if (hasReference) commands.push([REFERENCE, ...options, check]);
      const [ours, theirs] = await sideBySide(commands, runs, input);
      const row = [kind, ours.seconds.toFixed(2), ours.megabytes.toFixed(0)];
      if (theirs) {
        row.push(theirs.seconds.toFixed(2), theirs.megabytes.toFixed(0));
        row.push((ours.seconds / theirs.seconds).toFixed(2));
      }
      rows.push(row);
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  const head = ['directives', 'CPU s', 'MB'];
  if (hasReference) head.push('reference s', 'MB', 'ratio');
  printTable(
    `npu-filecheck, ${megabytes} MB of input, ${checks} checks, best of ${runs}`,
    head,
    rows,
  );
}
