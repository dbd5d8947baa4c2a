// npu-opt beside mlir-opt on generated IR: processor time and peak memory of the whole process, both
// tools in turn in one run. What they print must be the same, or the row says that it is void.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { BY_MEBIBYTES, BY_OPERATIONS, writeText } from './ir-inputs.js';
import { type Cost, sideBySide } from './process.js';
import { type BenchSetting, markdownTable, printTable, updatePage } from './table.js';

const REFERENCE = process.env.MLIR_OPT ?? '/usr/lib/llvm-19/bin/mlir-opt';
const root = resolve(import.meta.dirname, '../..');
const TOOL = join(root, 'bin/npu-opt');
const PAGE = join(root, 'docs/ir-speed.md');
/** Short commands are run so many times for one figure. */
const START_UPS = 20;
const SHORT_RUNS = 5;

/** What is done with texts of each kind: an option, or nothing but to parse, verify and print. */
const PIPELINES: Readonly<Record<string, readonly string[]>> = {
  redundant: ['', '--canonicalize', '--cse'],
  custom: ['', '--canonicalize', '--cse'],
};

const HEAD = [
  'text',
  'size',
  'passes',
  'CPU s',
  'MB',
  'mlir-opt s',
  'MB',
  'CPU ratio',
  'MB ratio',
  'growth',
];

/** One kind of text at one size, under one pass or none. */
interface Case {
  readonly kind: string;
  readonly label: string;
  readonly size: number;
  readonly passes: string;
}

class Bench {
  private readonly work: string;
  private readonly runs: number;
  private readonly hasReference = existsSync(REFERENCE);
  private startUp = 0;
  readonly rows: string[][] = [];
  isVoid = false;

  constructor(work: string, runs: number) {
    this.work = work;
    this.runs = runs;
    if (!this.hasReference) console.log(`without the reference: there is no ${REFERENCE}`);
  }

  /** Processor time of the empty module beside that of Node with nothing to do. */
  async start(): Promise<string[][]> {
    const empty = join(this.work, 'empty.mlir');
    writeFileSync(empty, 'module {\n}\n');
    const commands = [
      [process.execPath, '-e', '0'],
      [process.execPath, TOOL, empty, '-o', join(this.work, 'empty.out')],
    ];
    if (this.hasReference) commands.push([REFERENCE, empty, '-o', join(this.work, 'empty.out')]);
    const costs = await sideBySide(commands, this.runs, undefined, START_UPS);
    const [node, ours] = costs;
    this.startUp = ours.seconds;
    const names = ['node -e 0', 'npu-opt, empty module', 'mlir-opt, empty module'];
    return costs.map(({ seconds, megabytes }, i) => [
      names[i],
      (seconds * 1000).toFixed(1),
      megabytes.toFixed(0),
      ((seconds - node.seconds) * 1000).toFixed(1),
    ]);
  }

  /** All sizes of one kind of text, each under each of its pipelines. */
  async kind(kind: string, sizes: readonly (readonly [label: string, size: number])[]) {
    const generate = BY_OPERATIONS[kind] ?? BY_MEBIBYTES[kind];
    const before = new Map<string, number>();
    for (const [label, size] of sizes) {
      const input = join(this.work, 'input.mlir');
      writeText(input, generate(size));
      for (const passes of PIPELINES[kind] ?? ['']) {
        const row = await this.row({ kind, label, size, passes }, input, before);
        this.rows.push(row);
        if (process.stderr.isTTY) console.error(row.join('  '));
      }
    }
  }

  private async row(
    { kind, label, size, passes }: Case,
    input: string,
    before: Map<string, number>,
  ): Promise<string[]> {
    const options = ['--allow-unregistered-dialect', '--mlir-disable-threading'];
    if (passes) options.push(passes);
    const outputs = ['ours.mlir', 'reference.mlir'].map((name) => join(this.work, name));
    const commands = [[process.execPath, TOOL, input, ...options, '-o', outputs[0]]];
    if (this.hasReference) commands.push([REFERENCE, input, ...options, '-o', outputs[1]]);
    const times = label.endsWith('k') && size <= 1e4 ? SHORT_RUNS : 1;
    const [ours, theirs]: Cost[] = await sideBySide(commands, this.runs, undefined, times);
    const name = [kind, label, passes.replace(/^--/, '') || 'none'];
    if (theirs && !readFileSync(outputs[0]).equals(readFileSync(outputs[1]))) {
      this.isVoid = true;
      return [...name, 'void: the outputs differ'];
    }
    const each = Math.max(ours.seconds - this.startUp, 0) / size;
    const growth = each / (before.get(passes) ?? Number.NaN);
    before.set(passes, each);
    return [
      ...name,
      ours.seconds.toFixed(3),
      ours.megabytes.toFixed(0),
      theirs ? theirs.seconds.toFixed(3) : '-',
      theirs ? theirs.megabytes.toFixed(0) : '-',
      theirs ? (ours.seconds / theirs.seconds).toFixed(2) : '-',
      theirs ? (ours.megabytes / theirs.megabytes).toFixed(2) : '-',
      Number.isFinite(growth) ? growth.toFixed(2) : '-',
    ];
  }
}

const operations = (n: number): [string, number] => [n < 1e6 ? `${n / 1e3}k` : `${n / 1e6}M`, n];
const mebibytes = (n: number): [string, number] => [`${n} MiB`, n];

export async function benchIr({ quick, page }: BenchSetting): Promise<void> {
  const runs = Number(process.env.BENCH_RUNS ?? (quick ? 1 : 3));
  const kinds = process.env.BENCH_KINDS?.split(',');
  const wanted = (kind: string) => !kinds || kinds.includes(kind);
  const work = mkdtempSync(join(tmpdir(), 'npu-bench-'));
  try {
    const bench = new Bench(work, runs);
    const start = await bench.start();
    const ops = quick ? [1e3, 1e4, 1e5] : [1e3, 1e4, 1e5, 1e6];
    for (const kind of Object.keys(BY_OPERATIONS).filter(wanted)) {
      await bench.kind(kind, ops.map(operations));
    }
    const sizes = quick ? [16] : [16, 64];
    for (const kind of Object.keys(BY_MEBIBYTES).filter(wanted)) {
      await bench.kind(kind, sizes.map(mebibytes));
    }
    const tables = [
      {
        title: `Start-up, best of ${runs} times ${START_UPS} runs`,
        head: ['command', 'CPU ms', 'MB', 'beyond Node'],
        rows: start,
      },
      {
        title: `npu-opt beside mlir-opt, best of ${runs} runs; growth is time a unit of size beyond start-up, against the same of the size before`,
        head: HEAD,
        rows: bench.rows,
      },
    ];
    for (const { title, head, rows } of tables) printTable(title, head, rows);
    if (page) {
      const parts = tables.map((t) => `${t.title}:\n\n${markdownTable(t.head, t.rows)}`);
      updatePage(PAGE, parts.join('\n'));
    }
    if (bench.isVoid) process.exitCode = 1;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
