/** The input with marks under what the directives found, did not find, or found in the wrong place. */
import { type Source, shown } from './source.js';

export interface DumpOptions {
  readonly dump: 'always' | 'fail' | 'never';
  /** Lines around what the filter keeps. */
  readonly dumpContext: number;
  readonly dumpFilter: 'all' | 'annotation-full' | 'annotation' | 'error';
  /** 1: matches are marked too. */
  readonly verbosity: number;
}

export interface Annotation {
  /** Kind of directive and its line in the check file. */
  readonly label: string;
  readonly start: number;
  readonly end: number;
  /** `X` searched from here, `!` found but not wanted here, `?` perhaps meant, `^` found. */
  readonly marker: string;
  readonly text: string;
  readonly isError: boolean;
}

export const DUMP_HELP = `The dump shows the input with marks under the lines that directives speak of.
  L:      number of an input line
  T:L     a kind of directive (check, next, not, …) and its line in the check file
  ^~~     what a directive matched (with -v)
  !~~     what a directive matched but should not: excluded text, or the wrong line
  X~~     the range that was searched in vain
  ?       the line most like the pattern
`;

export function dumpInput(
  input: Source,
  checkName: string,
  annotations: readonly Annotation[],
  holds: boolean,
  options: DumpOptions,
): string {
  if (options.dump === 'never' || (options.dump === 'fail' && holds)) return '';
  const lines = input.lines();
  const marks = lines.map((): string[] => []);
  const kept = new Array<boolean>(lines.length).fill(options.dumpFilter === 'all');
  const width = Math.max(`${lines.length}`.length, ...annotations.map((a) => a.label.length)) + 1;
  for (const a of annotations) mark(a, input, lines, marks, kept, width, options);
  const isShown = kept.map((_, i) =>
    kept.slice(Math.max(0, i - options.dumpContext), i + options.dumpContext + 1).includes(true),
  );
  let out = `\nInput file: ${input.name}\nCheck file: ${checkName}\n\nInput was:\n<<<<<<\n`;
  let hidden = false;
  for (const [i, line] of lines.entries()) {
    if (!isShown[i]) {
      if (!hidden) out += `${'.'.padStart(width)}\n`.repeat(3);
      hidden = true;
      continue;
    }
    hidden = false;
    out += `${`${i + 1}`.padStart(width)}: ${shown(line)}\n${marks[i].join('')}`;
  }
  return `${out}>>>>>>\n`;
}

function mark(
  a: Annotation,
  input: Source,
  lines: readonly string[],
  marks: string[][],
  kept: boolean[],
  width: number,
  options: DumpOptions,
): void {
  if (lines.length === 0) return;
  const from = input.place(a.start);
  const to = input.place(Math.max(a.start, a.end));
  const first = Math.min(from.line, lines.length) - 1;
  const last = Math.max(first, Math.min(to.line, lines.length) - 1);
  for (let i = first; i <= last; i++) {
    const start = i === first ? from.column - 1 : 0;
    const end = i === to.line - 1 ? to.column - 1 : lines[i].length;
    if (i > first && end <= start) continue;
    const head = i === first ? a.marker : '~';
    const tail = '~'.repeat(Math.max(0, end - start - 1));
    const text = i === first && a.text !== '' ? `  ${a.text}` : '';
    marks[i].push(`${a.label.padEnd(width)}  ${' '.repeat(start)}${head}${tail}${text}\n`);
    const wants = options.dumpFilter === 'error' ? a.isError : options.dumpFilter !== 'all';
    if (wants && (i === first || options.dumpFilter === 'annotation-full')) kept[i] = true;
  }
}
