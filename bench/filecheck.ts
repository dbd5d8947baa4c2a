// npu-filecheck beside LLVM's FileCheck on a large input with many checks of one kind: processor time
// (user and system) and peak memory of the whole process, both tools in turn in one run.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { printTable } from './table.js';

const REFERENCE = process.env.FILECHECK ?? '/usr/lib/llvm-19/bin/FileCheck';
const TOOL = resolve(import.meta.dirname, '../../bin/npu-filecheck');
const MEGABYTES = Number(process.env.BENCH_MB ?? 100);
const CHECKS = Number(process.env.BENCH_CHECKS ?? 10_000);
const RUNS = Number(process.env.BENCH_RUNS ?? 3);

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

interface Cost {
  readonly seconds: number;
  readonly megabytes: number;
}

/** Runs a command on a file; its processor time is what the shell that waited for it says. */
async function measure(command: readonly string[], stdin: string): Promise<Cost> {
  const script = 'in=$1; shift; "$@" < "$in" || exit; times';
  const child = spawn('sh', ['-c', script, 'sh', stdin, ...command], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (data) => {
    out += data;
  });
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, peakOfChild(child.pid));
  }, 5);
  const exit = await new Promise<number>((done) => child.on('close', (code) => done(code ?? 1)));
  clearInterval(watch);
  if (exit !== 0) throw new Error(`${command.join(' ')}: exit ${exit}`);
  const times = [...out.matchAll(/(\d+)m([\d.]+)s/g)].map((m) => Number(m[1]) * 60 + Number(m[2]));
  return { seconds: times[2] + times[3], megabytes: peak };
}

/** High-water mark of the only child of a process, in MB; 0 where the system does not say. */
function peakOfChild(pid: number | undefined): number {
  try {
    const child = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    const status = readFileSync(`/proc/${child}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

async function best(command: readonly string[], stdin: string): Promise<Cost> {
  const costs: Cost[] = [];
  for (let i = 0; i < RUNS; i++) costs.push(await measure(command, stdin));
  return {
    seconds: Math.min(...costs.map((c) => c.seconds)),
    megabytes: Math.max(...costs.map((c) => c.megabytes)),
  };
}

export async function benchFileCheck(): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'npu-bench-'));
  const hasReference = existsSync(REFERENCE);
  if (!hasReference) console.log(`without the reference: there is no ${REFERENCE}`);
  const rows: string[][] = [];
  try {
    const lines = makeInput(MEGABYTES * 1e6);
    const input = join(work, 'input.txt');
    writeFileSync(input, `${lines.join('\n')}\n`);
    const step = Math.floor(lines.length / CHECKS / 100) * 100 || 100;
    const places = Array.from({ length: CHECKS }, (_, i) => i * step + 1 + (i % 90)).filter(
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
      const ours = await best([process.execPath, TOOL, ...options, check], input);
      const row = [kind, ours.seconds.toFixed(2), ours.megabytes.toFixed(0)];
      if (hasReference) {
        const theirs = await best([REFERENCE, ...options, check], input);
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
    `npu-filecheck, ${MEGABYTES} MB of input, ${CHECKS} checks, best of ${RUNS}`,
    head,
    rows,
  );
}
