// npm test: builds, then runs the unit tests and the golden tests under coverage. Ends with one line
// `N passed, N failed`; exits nonzero when a test failed or coverage is below its bound.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { reportRules } from './rule-coverage.mjs';

const COVERAGE = 'coverage/raw';
const STATEMENTS = 85;

/** Runs a command, shows what it prints, and returns that with its exit code. */
function run(command, args) {
  return new Promise((done) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_V8_COVERAGE: COVERAGE, NPU_RULE_COVERAGE: '1', FORCE_COLOR: '0' },
    });
    let output = '';
    child.stdout.on('data', (piece) => {
      output += piece;
      process.stdout.write(piece);
    });
    child.on('close', (code) => done({ output, code: code ?? 1 }));
  });
}

/** Files of types alone leave nothing to run. */
function withoutCode() {
  const hasCode = (file) => /^(?!\/\/# )./m.test(readFileSync(join('dist', file), 'utf8'));
  return readdirSync('dist', { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.js') && !file.startsWith('bin') && !hasCode(file))
    .map((file) => file.replace(/\.js$/, '.ts'));
}

const count = (text, pattern) => Number(pattern.exec(text)?.[1] ?? 0);

if (spawnSync(process.execPath, ['build.mjs'], { stdio: 'inherit' }).status !== 0) process.exit(1);
rmSync('coverage', { recursive: true, force: true });

const unit = await run(process.execPath, ['tests/run-unit.mjs', 'unit']);
const total = count(unit.output, /Total:\s+(\d+)/);
const passed = count(unit.output, /Passed:\s+(\d+)/);
const golden = existsSync('dist/tools/npu-lit.js')
  ? await run(process.execPath, ['tests/run-golden.mjs', 'tests/filecheck'])
  : { output: '', code: 0 };
const goldenPassed = count(golden.output, /(\d+) passed, \d+ failed/);
const goldenFailed = count(golden.output, /\d+ passed, (\d+) failed/);

const coverage = spawnSync(
  'npx',
  [
    'c8',
    'report',
    '--temp-directory',
    COVERAGE,
    '--reporter',
    'text-summary',
    '--all',
    '--exclude',
    'tests',
    '--exclude',
    'bench',
    '--exclude',
    'generated',
    '--exclude',
    '**/*.mjs',
    '--exclude',
    'dist/bin',
    '--exclude',
    'dist/tests',
    '--exclude',
    'dist/generated',
    '--exclude',
    'dist/bench',
    ...withoutCode().flatMap((file) => ['--exclude', file]),
    '--check-coverage',
    '--statements',
    String(STATEMENTS),
    '--lines',
    '0',
    '--functions',
    '0',
    '--branches',
    '0',
  ],
  { stdio: ['ignore', 'inherit', 'inherit'] },
);

const unfired = await reportRules();

// A crash that counted nothing is a failure of its own.
const crashed =
  (unit.code !== 0 && total === passed ? 1 : 0) + (golden.code !== 0 && goldenFailed === 0 ? 1 : 0);
const uncovered = coverage.status === 0 ? 0 : 1;
const failed = total - passed + goldenFailed + crashed + uncovered + unfired;
console.log(`\n${passed + goldenPassed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
