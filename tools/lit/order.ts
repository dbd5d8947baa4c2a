/** Which tests run, and in which order. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { isFailure } from './report.js';
import type { TestResult } from './runner.js';

export const ORDERS = ['lexical', 'random', 'smart'] as const;
export type Order = (typeof ORDERS)[number];

/** Of each test's last run: the seconds, negative when it failed. */
type History = Readonly<Record<string, number>>;

const historyFile = (): string =>
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'npu-mlir', 'lit-times.json');

function readHistory(): History {
  try {
    const data: unknown = JSON.parse(readFileSync(historyFile(), 'utf8'));
    return typeof data === 'object' && data !== null ? (data as History) : {};
  } catch {
    // A cache that is not there or not readable says nothing.
    return {};
  }
}

/** smart: what failed last time, then what is new, then the slowest first. */
export function ordered(tests: readonly string[], order: Order): readonly string[] {
  if (order === 'lexical') return tests;
  if (order === 'random') {
    const shuffled = [...tests];
    for (let i = shuffled.length - 1; i > 0; i--) {
      const j = Math.floor(Math.random() * (i + 1));
      [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
    }
    return shuffled;
  }
  const history = readHistory();
  const rank = (path: string) => {
    const seconds = history[path];
    if (seconds === undefined) return -1e9;
    return seconds < 0 ? -2e9 : -seconds;
  };
  return [...tests].sort((a, b) => rank(a) - rank(b));
}

/** Remembers the times for the next smart order. A cache that cannot be written is none. */
export function remember(results: readonly TestResult[]): void {
  const history: Record<string, number> = { ...readHistory() };
  for (const result of results)
    history[result.path] = (isFailure(result) ? -1 : 1) * Math.max(0.001, result.seconds);
  try {
    mkdirSync(dirname(historyFile()), { recursive: true });
    writeFileSync(historyFile(), JSON.stringify(history));
  } catch {}
}

/** Shard `run` (from 1) of `count`: every count-th test. */
export const shardOf = (tests: readonly string[], run: number, count: number): readonly string[] =>
  tests.filter((_, i) => i % count === run - 1);
