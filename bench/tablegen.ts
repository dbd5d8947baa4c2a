// npu-tblgen beside LLVM's reader on the specs that MLIR installs: processor time of whole
// processes. The reference starts once a file; we do so for the largest, and once for all.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { measure, sideBySide } from './process.js';
import { type BenchSetting, markdownTable, printTable, updatePage } from './table.js';

const INCLUDE = process.env.MLIR_INCLUDE ?? '/usr/lib/llvm-19/include';
const PAGE = 'docs/tablegen-speed.md';
const TOOL = resolve(import.meta.dirname, '../../bin/npu-tblgen');
const ALL = resolve(import.meta.dirname, 'tablegen-all.js');
const LARGEST = 15;

/** The reference and what it is asked: `llvm-tblgen` prints the JSON, `mlir-tblgen` has only records. */
function reference(): readonly string[] | undefined {
  const folder = process.env.LLVM_BIN ?? '/usr/lib/llvm-19/bin';
  const known = [
    [join(folder, 'llvm-tblgen'), '--dump-json'],
    [join(folder, 'mlir-tblgen'), '--print-records'],
  ];
  return known.find(([tool]) => existsSync(tool));
}

const includes = (file: string) => [`-I${INCLUDE}`, `-I${dirname(file)}`];

/** Specs that stand alone, the one with the longest output first. */
function specs(tool: readonly string[]): { readonly file: string; readonly size: number }[] {
  return readdirSync(join(INCLUDE, 'mlir'), { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile() && e.name.endsWith('.td'))
    .map((e) => join(e.parentPath, e.name))
    .flatMap((file) => {
      const { status, stdout } = spawnSync(tool[0], [...tool.slice(1), ...includes(file), file], {
        maxBuffer: 1 << 28,
      });
      return status === 0 ? [{ file, size: stdout.length }] : [];
    })
    .sort((a, b) => b.size - a.size);
}

export async function benchTablegen({ quick, page }: BenchSetting): Promise<void> {
  const tool = reference();
  if (tool === undefined || !existsSync(INCLUDE)) {
    console.log('skipped: neither llvm-tblgen nor mlir-tblgen is installed with its specs');
    return;
  }
  const runs = Number(process.env.BENCH_RUNS ?? (quick ? 1 : 3));
  const work = mkdtempSync(join(tmpdir(), 'npu-bench-'));
  try {
    const found = specs(tool);
    const node = process.execPath;
    const start = await measure([node, '-e', '0'], undefined, 10);
    const rows: string[][] = [];
    for (const { file, size } of found.slice(0, quick ? 5 : LARGEST)) {
      const [ours, theirs] = await sideBySide(
        [
          [node, TOOL, '--dump-json', ...includes(file), '-o', join(work, 'out'), file],
          [...tool, ...includes(file), '-o', join(work, 'reference'), file],
        ],
        runs,
      );
      rows.push([
        relative(join(INCLUDE, 'mlir'), file),
        (size / 1e6).toFixed(1),
        ours.seconds.toFixed(2),
        theirs.seconds.toFixed(3),
        (ours.seconds / theirs.seconds).toFixed(1),
      ]);
    }
    const list = join(work, 'list');
    writeFileSync(list, `${found.map((f) => f.file).join('\n')}\n`);
    // The reference on every file, one process each, in one shell.
    const script = join(work, 'all.sh');
    const line = (file: string) => [...tool, ...includes(file), '-o', '/dev/null', file].join(' ');
    writeFileSync(script, `${found.map((f) => line(f.file)).join('\n')}\n`);
    const [ours, theirs] = await sideBySide(
      [
        [node, ALL, INCLUDE, list],
        ['sh', script],
      ],
      runs,
    );
    const all = [
      `all ${found.length}, ours in one process`,
      (found.reduce((sum, f) => sum + f.size, 0) / 1e6).toFixed(1),
      ours.seconds.toFixed(2),
      theirs.seconds.toFixed(2),
      (ours.seconds / theirs.seconds).toFixed(1),
    ];
    const name = tool[0].split('/').at(-1);
    const title = `npu-tblgen --dump-json beside ${name} ${tool[1]}, best of ${runs}; of each of our processes ${(start.seconds * 1e3).toFixed(0)} ms are Node's start`;
    const head = ['spec', 'output MB', 'CPU s', 'reference s', 'ratio'];
    printTable(title, head, [...rows, all]);
    if (page) updatePage(PAGE, `${title}:\n\n${markdownTable(head, [...rows, all])}`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
