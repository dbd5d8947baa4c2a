// Wall-clock time of npu-lit over many trivial tests of two tools each: what the runner itself costs.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type BenchSetting, printTable } from './table.js';

const TOOL = resolve(import.meta.dirname, '../../bin/npu-lit');

const testText = (n: number): string => `// RUN: npu-opt %s | npu-filecheck %s

// CHECK-LABEL: func.func @f${n}
// CHECK-NEXT: return
func.func @f${n}() {
  return
}
`;

export function benchLit({ quick }: BenchSetting): void {
  const tests = Number(process.env.BENCH_TESTS ?? (quick ? 100 : 1000));
  const runs = quick ? 1 : 5;
  const folder = mkdtempSync(join(tmpdir(), 'npu-bench-'));
  const rows: string[][] = [];
  try {
    for (let i = 0; i < tests; i++) writeFileSync(join(folder, `t${i}.mlir`), testText(i));
    for (const jobs of [...new Set([1, availableParallelism()])]) {
      const times = Array.from({ length: runs }, () => seconds(folder, jobs)).sort((a, b) => a - b);
      const median = times[runs >> 1];
      rows.push([`-j ${jobs}`, median.toFixed(2), ((median / tests) * 1000).toFixed(2)]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  printTable(
    `npu-lit, ${tests} tests 'npu-opt %s | npu-filecheck %s', median of ${runs} runs`,
    ['jobs', 'seconds', 'ms a test'],
    rows,
  );
}

function seconds(folder: string, jobs: number): number {
  const start = performance.now();
  const { status, stdout } = spawnSync(process.execPath, [TOOL, folder, `-j${jobs}`], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`npu-lit failed: ${stdout}`);
  return (performance.now() - start) / 1000;
}
