/** What a run came to: lines for people, JUnit XML for machines. */
import { FAILURES, type TestResult, type TestStatus } from './runner.js';

export type NameOf = (path: string) => string;

const LABELS: Readonly<Record<TestStatus, string>> = {
  passed: 'ok  ',
  'passed after retries': 'flaky',
  'failed as expected': 'xfail',
  failed: 'FAIL',
  'passed unexpectedly': 'FAIL',
  'timed out': 'TIMEOUT',
  unresolved: 'FAIL',
  skipped: 'skip',
};

export const isFailure = ({ status }: TestResult): boolean => FAILURES.includes(status);

/** `verbosity` -1: nothing; 0: failures; 1: a line for every test; 2: and all output. */
export function resultText(result: TestResult, name: string, verbosity: number): string {
  const { status, reason, log, updated } = result;
  const output = log.replace(/^(?=.)/gm, '  ');
  const head = `${LABELS[status]} ${name}${reason === '' ? '' : `: ${reason}`}\n`;
  const news = updated.map((file) => `updated ${file}\n`).join('');
  if (isFailure(result)) return verbosity < 0 ? '' : head + output;
  if (verbosity < 1) return verbosity < 0 ? '' : news;
  return head + news + (verbosity === 2 ? output : '');
}

/** `N passed, N failed`, and what else there was. */
export function summaryText(results: readonly TestResult[], left: number): string {
  const count = (...statuses: TestStatus[]) =>
    results.filter(({ status }) => statuses.includes(status)).length;
  const passed = count('passed', 'passed after retries', 'failed as expected');
  const rest = [
    [count('skipped'), 'skipped'],
    [count('failed as expected'), 'failed as expected'],
    [count('passed after retries'), 'passed after retries'],
    [count('timed out'), 'timed out'],
    [left, 'not run'],
  ] as const;
  const tail = rest.filter(([n]) => n > 0).map(([n, what]) => `, ${n} ${what}`);
  return `${passed} passed, ${results.filter(isFailure).length} failed${tail.join('')}\n`;
}

const SLOWEST = 10;
const BAR = 40;

/** The slowest tests, and how the times are spread. */
export function timesText(results: readonly TestResult[], nameOf: NameOf): string {
  const slowest = [...results]
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, SLOWEST)
    .map((r) => `  ${r.seconds.toFixed(3)} s  ${nameOf(r.path)}\n`);
  const most = Math.max(0.001, ...results.map((r) => r.seconds));
  // Steps of 1, 2 or 5 of a power of ten, about ten of them.
  const power = 10 ** Math.floor(Math.log10(most / 5));
  const step = [1, 2, 5, 10].map((n) => n * power).find((s) => most / s <= 10) ?? most;
  const bins = new Array<number>(Math.floor(most / step) + 1).fill(0);
  for (const { seconds } of results) bins[Math.floor(seconds / step)]++;
  const digits = Math.max(0, Math.ceil(-Math.log10(step)));
  const rows = bins.map((n, i) => {
    const range = `${(i * step).toFixed(digits)}–${((i + 1) * step).toFixed(digits)} s`;
    return `  ${range}  ${'*'.repeat(Math.ceil((n / results.length) * BAR)).padEnd(BAR)} ${n}\n`;
  });
  return `slowest tests:\n${slowest.join('')}times:\n${rows.join('')}`;
}

/** JUnit's format, as continuous integration reads it; a folder is a suite. */
export function junitXml(results: readonly TestResult[], nameOf: NameOf): string {
  const suites = new Map<string, TestResult[]>();
  for (const result of results) {
    const folder = nameOf(result.path).replace(/[\\/]?[^\\/]*$/, '') || '.';
    suites.set(folder, [...(suites.get(folder) ?? []), result]);
  }
  const total = (list: readonly TestResult[]) =>
    list.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(3);
  let out = '<?xml version="1.0" encoding="UTF-8"?>\n';
  out += `<testsuites time="${total(results)}">\n`;
  for (const [folder, list] of suites) {
    const failures = list.filter(isFailure).length;
    const skipped = list.filter(({ status }) => status === 'skipped').length;
    out += `<testsuite name="${xml(folder)}" tests="${list.length}" failures="${failures}" skipped="${skipped}" time="${total(list)}">\n`;
    for (const result of list) out += testCase(result, folder, nameOf);
    out += '</testsuite>\n';
  }
  return `${out}</testsuites>\n`;
}

function testCase(result: TestResult, folder: string, nameOf: NameOf): string {
  const { path, status, reason, log, seconds } = result;
  const name = nameOf(path).slice(folder === '.' ? 0 : folder.length + 1);
  const head = `<testcase classname="${xml(folder)}" name="${xml(name)}" time="${seconds.toFixed(3)}"`;
  if (isFailure(result))
    return `${head}>\n<failure message="${xml(`${status}: ${reason}`)}">${xml(log)}</failure>\n</testcase>\n`;
  if (status === 'skipped') return `${head}>\n<skipped message="${xml(reason)}"/>\n</testcase>\n`;
  return `${head}/>\n`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Escaped; what XML cannot say at all becomes a mark. */
const xml = (text: string): string =>
  text
    .replace(/[&<>"]/g, (c) => ENTITIES[c])
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those that XML has not
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd');
