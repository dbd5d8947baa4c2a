// Which functions of npu-opt make objects, those that the collector took again included: most of
// what makes a run slow on large texts shows here first.
//   node dist/bench/allocations.js in.mlir --cse

import type { HeapProfiler } from 'node:inspector';
import { Session } from 'node:inspector/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { printTable } from './table.js';

/** Bytes between two samples: small enough to see what makes a hundredth of them. */
const INTERVAL = 4096;
const SHOWN = 30;

/** Bytes by function and line, of the functions a profile holds. */
function byFunction(head: HeapProfiler.SamplingHeapProfileNode): Map<string, number> {
  const bytes = new Map<string, number>();
  const pending = [head];
  for (let node = pending.pop(); node; node = pending.pop()) {
    const { functionName, url, lineNumber } = node.callFrame;
    const name = `${functionName || '(anonymous)'}  ${url.split('/').slice(-2).join('/')}:${lineNumber + 1}`;
    bytes.set(name, (bytes.get(name) ?? 0) + node.selfSize);
    pending.push(...node.children);
  }
  return bytes;
}

const args = process.argv.slice(2);
// Built file by file, not the bundle: names and lines are those of the sources.
const tool = pathToFileURL(resolve(import.meta.dirname, '../tools/npu-opt.js')).href;
const { main } = (await import(tool)) as typeof import('../tools/npu-opt.js');
const session = new Session();
session.connect();
await session.post('HeapProfiler.startSampling', {
  samplingInterval: INTERVAL,
  includeObjectsCollectedByMajorGC: true,
  includeObjectsCollectedByMinorGC: true,
});
const exit = await main([...args, '-o', '/dev/null'], {
  stdin: async () => Buffer.alloc(0),
  stdout: () => {},
  stderr: (text) => process.stderr.write(text),
  cwd: process.cwd(),
});
const { profile } = await session.post('HeapProfiler.stopSampling');
const sorted = [...byFunction(profile.head)].sort((a, b) => b[1] - a[1]);
const total = sorted.reduce((sum, [, bytes]) => sum + bytes, 0);
printTable(
  `npu-opt ${args.join(' ')}: ${(total / 1e6).toFixed(1)} MB in all`,
  ['MB', 'function'],
  sorted.slice(0, SHOWN).map(([name, bytes]) => [(bytes / 1e6).toFixed(1), name]),
);
process.exitCode = exit;
