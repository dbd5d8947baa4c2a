// The main job on the bundled network: compile it for a chip, run it on the simulated board, and
// compare what the board says with the labels. Uses only the command-line tools.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const out = join(root, 'out/glyphs');
mkdirSync(out, { recursive: true });

/** Runs a tool of this checkout and shows its command. */
function tool(name, ...args) {
  console.log(
    `$ bin/${name} ${args.map((a) => (a.startsWith('/') ? relative(process.cwd(), a) : a)).join(' ')}`,
  );
  const { status } = spawnSync(process.execPath, [join(root, 'bin', name), ...args], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** Elements of a one-byte .npy file. */
function bytesOf(path) {
  const file = readFileSync(path);
  const data = file.subarray(10 + file.readUInt16LE(8));
  return new Int8Array(data.buffer, data.byteOffset, data.length);
}

const object = join(out, 'glyphs.npu');
const report = join(out, 'report.json');
tool(
  'npu-compile',
  join(here, 'glyphs.tflite'),
  '--target=n1-128',
  '-o',
  object,
  '--report',
  report,
);
tool('npu-run', object, '--input', join(here, 'test-images.npy'), '--output-dir', out);

const images = bytesOf(join(here, 'test-images.npy'));
const labels = bytesOf(join(here, 'test-labels.npy'));
const scores = bytesOf(join(out, '00_probabilities.npy'));
const answer = (s) => {
  const row = scores.subarray(10 * s, 10 * s + 10);
  return row.indexOf(Math.max(...row));
};
const picture = (s, y) =>
  Array.from(
    { length: 16 },
    (_, x) => ' .:-=+*#%@'[Math.floor((images[256 * s + 16 * y + x] + 128) / 25.7)],
  ).join('');
const shown = [0, 1, 2, 3];
console.log();
for (let y = 0; y < 16; y++) console.log(shown.map((s) => picture(s, y)).join('   '));
console.log(shown.map((s) => `board says ${answer(s)}`.padEnd(16)).join('   '));

const right = Array.from(labels).filter((label, s) => answer(s) === label).length;
const r = JSON.parse(readFileSync(report, 'utf8'));
console.log(`
accuracy    ${((100 * right) / labels.length).toFixed(1)} % of ${labels.length} digits
latency     ${r.cycles} cycles = ${(1000 * r.timeMs).toFixed(1)} us at ${r.clockMHz} MHz on ${r.target}
memory      ${r.sramPeakBytes} bytes of SRAM, ${r.flashBytes} bytes of flash
energy      ${r.energyUj.toFixed(2)} uJ an inference
on the NPU  ${r.npuOps} of ${r.npuOps + r.hostOps.length} operators
`);
