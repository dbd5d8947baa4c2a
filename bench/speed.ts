// Whole-process times of the tools on one network: what a user waits for, start-up included.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type BenchSetting, printTable } from './table.js';

const root = resolve(import.meta.dirname, '../..');

/** Median wall-clock seconds of a command over some runs, after one to warm the disk cache. */
function median(command: readonly string[], runs: number): number {
  const times: number[] = [];
  for (let i = 0; i <= runs; i++) {
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${command.join(' ')} failed: ${stderr}`);
    if (i > 0) times.push((performance.now() - start) / 1000);
  }
  return times.sort((a, b) => a - b)[runs >> 1];
}

export function benchSpeed({ quick }: BenchSetting): void {
  const runs = quick ? 1 : 7;
  const shared = resolve(process.env.NPU_MLIR_SHARED ?? '../shared');
  const resnet = join(shared, 'goldens/tflm/ic01_resnet8_int8/model.tflite');
  const glyphs = join(root, 'examples/glyphs/glyphs.tflite');
  const work = mkdtempSync(join(tmpdir(), 'npu-bench-'));
  const rows: string[][] = [];
  const row = (what: string, ...command: string[]) => {
    rows.push([what, median(command, runs).toFixed(3)]);
  };
  const tool = (name: string) => join(root, 'bin', name);
  const image = join(work, 'one.npy');
  try {
    row('node -e 0', '-e', '0');
    row('npu-opt --version', tool('npu-opt'), '--version');
    for (const [name, model] of [
      ['glyphs', glyphs],
      ['ResNet8', resnet],
    ]) {
      if (!existsSync(model)) continue;
      const object = join(work, `${name}.npu`);
      row(`npu-compile ${name}`, tool('npu-compile'), model, '--target=n1-128', '-o', object);
      spawnSync(process.execPath, [
        '-e',
        ONE_IMAGE,
        image,
        name === 'glyphs' ? '1,16,16,1' : '1,32,32,3',
      ]);
      row(
        `npu-run ${name}, one inference`,
        tool('npu-run'),
        object,
        '--input',
        image,
        '--output-dir',
        work,
      );
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  printTable(`whole-process times, median of ${runs} runs`, ['command', 'seconds'], rows);
}

/** Writes a .npy file of int8 zeros: arguments are the path and the shape. */
const ONE_IMAGE = `
const [path, shape] = process.argv.slice(1);
const text = "{'descr': '|i1', 'fortran_order': False, 'shape': (" + shape + "), }";
const header = text.padEnd(117) + '\\n';
const head = Buffer.from('\\x93NUMPY\\x01\\x00\\x00\\x00' + header, 'latin1');
head.writeUInt16LE(header.length, 8);
const size = shape.split(',').reduce((a, b) => a * b, 1);
require('fs').writeFileSync(path, Buffer.concat([head, Buffer.alloc(size)]));
`;
