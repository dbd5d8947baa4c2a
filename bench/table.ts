import { readFileSync, writeFileSync } from 'node:fs';

/** How a topic is asked to run. */
export interface BenchSetting {
  /** Smaller inputs, fewer runs. */
  readonly quick: boolean;
  /** Write the tables to the topic's page in docs/ as well. */
  readonly page: boolean;
}

/** Prints rows under a heading, columns aligned; numbers to the right. */
export function printTable(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  // A row that is shorter than the head ends in a remark, which may run on.
  const cells = (i: number) =>
    rows.filter((r) => r.length === head.length || i < r.length - 1).map((r) => r[i]);
  const width = head.map((h, i) => Math.max(h.length, ...cells(i).map((c) => c.length)));
  const isNumber = (s: string) => /^[\d.]/.test(s);
  const line = (cells: readonly string[]) =>
    cells
      .map((c, i) => (isNumber(c) ? c.padStart(width[i] ?? 0) : c.padEnd(width[i] ?? 0)))
      .join('  ')
      .trimEnd();
  console.log(`\n${title}\n\n${line(head)}\n${width.map((w) => '-'.repeat(w)).join('  ')}`);
  for (const row of rows) console.log(line(row));
}

/** The same as a table of a Markdown page: the first column is text, the others are figures. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  return `${line(head)}${line(head.map((_, i) => (i === 0 ? '---' : '--:')))}${rows.map(line).join('')}`;
}

const BEGIN = '<!-- measured: begin -->\n';
const END = '<!-- measured: end -->';

/** Puts measured tables into a page, between its two marks. */
export function updatePage(path: string, measured: string): void {
  const text = readFileSync(path, 'utf8');
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`${path} has no place for measured tables`);
  writeFileSync(path, `${text.slice(0, begin + BEGIN.length)}\n${measured}\n${text.slice(end)}`);
}
