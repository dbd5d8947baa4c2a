/** The input with marks under what the directives found, did not find, or found in the wrong place. */
import { type Input, shown } from './source.js';

export interface DumpOptions {
  readonly dump: 'always' | 'fail' | 'never';
  /** Lines around what the filter keeps. */
  readonly dumpContext: number;
  readonly dumpFilter: 'all' | 'annotation-full' | 'annotation' | 'error';
  /** 1: matches are marked too. */
  readonly verbosity: number;
  /** Marks in the colours of a terminal. */
  readonly color: boolean;
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
  T:L'N   where a directive has several marks, the N-th of them
  ^~~     what a directive matched, or a variable took from it (with -v)
  !~~     what a directive matched but should not: excluded text, the wrong line, an overlap (with -vv)
  X~~     the range that was searched in vain, or rightly without result (with -vv)
  ?       the line most like the pattern
`;

export function dumpInput(
  input: Input,
  checkName: string,
  annotations: readonly Annotation[],
  holds: boolean,
  options: DumpOptions,
): string {
  if (options.dump === 'never' || (options.dump === 'fail' && holds)) return '';
  const marks = numbered(annotations)
    .map((a) => markOf(a, input))
    .sort((a, b) => a.first - b.first);
  const count = input.lineCount;
  let width = `${count}`.length + 1;
  for (const { annotation } of marks) width = Math.max(width, annotation.label.length + 1);
  const out = [`\nInput file: ${input.name}\nCheck file: ${checkName}\n\nInput was:\n<<<<<<\n`];
  const gap = `${'.'.padStart(width)}\n`.repeat(GAP);
  let line = 0;
  let next = 0;
  let active: Mark[] = [];
  for (const range of shownRanges(marks, count, options)) {
    if (range.first > line) out.push(gap);
    for (line = range.first; line <= range.last; line++) {
      for (; next < marks.length && marks[next].first <= line; next++) active.push(marks[next]);
      active = active.filter((mark) => mark.last >= line);
      out.push(...shownLine(input.line(line), line, active, width, options.color));
    }
  }
  if (line < count) out.push(gap);
  return `${out.join('')}>>>>>>\n`;
}

/** Where a directive has several annotations, they are numbered. */
function numbered(annotations: readonly Annotation[]): Annotation[] {
  const counts = new Map<string, number>();
  for (const { label } of annotations) counts.set(label, (counts.get(label) ?? 0) + 1);
  const given = new Map<string, number>();
  return annotations.map((a) => {
    if (counts.get(a.label) === 1) return a;
    const number = given.get(a.label) ?? 0;
    given.set(a.label, number + 1);
    return { ...a, label: `${a.label}'${number}` };
  });
}

/** An annotation and the lines, from 0, and columns that it covers. */
interface Mark {
  readonly annotation: Annotation;
  readonly first: number;
  readonly last: number;
  readonly start: number;
  readonly end: number;
}

interface LineRange {
  readonly first: number;
  last: number;
}

function markOf(annotation: Annotation, input: Input): Mark {
  const from = input.place(annotation.start);
  const to = input.place(Math.max(annotation.start, annotation.end));
  const final = Math.max(0, input.lineCount - 1);
  const first = Math.min(from.line - 1, final);
  // A range that ends before the first byte of a line does not reach it.
  const last = to.column === 1 && to.line > from.line ? to.line - 2 : to.line - 1;
  const isWhole = last < to.line - 1 || last > final;
  return {
    annotation,
    first,
    last: Math.max(first, Math.min(last, final)),
    start: from.line - 1 > final ? Number.POSITIVE_INFINITY : from.column - 1,
    end: isWhole ? Number.POSITIVE_INFINITY : to.column - 1,
  };
}

/** Lines of dots for lines that are left out: so few lines are shown instead. */
const GAP = 3;

/** What is shown: what the filter keeps and the lines around it; `marks` are in order. */
function shownRanges(marks: readonly Mark[], count: number, options: DumpOptions): LineRange[] {
  if (count === 0) return [];
  if (options.dumpFilter === 'all') return [{ first: 0, last: count - 1 }];
  const ranges: LineRange[] = [];
  for (const { annotation, first, last } of marks) {
    if (options.dumpFilter === 'error' && !annotation.isError) continue;
    const final = options.dumpFilter === 'annotation-full' ? last : first;
    const from = Math.max(0, first - options.dumpContext);
    const to = Math.min(count - 1, final + options.dumpContext);
    const before = ranges[ranges.length - 1];
    if (before !== undefined && from <= before.last + 1 + GAP)
      before.last = Math.max(before.last, to);
    else ranges.push({ first: from <= GAP ? 0 : from, last: to });
  }
  const last = ranges.at(-1);
  if (last !== undefined && count - 1 - last.last <= GAP) last.last = count - 1;
  return ranges;
}

/** A line that is longer is shown in part: from the first place that something is said of. */
const MAX_SHOWN = 2000;
const MARGIN = 100;

function shownLine(
  text: string,
  line: number,
  marks: readonly Mark[],
  width: number,
  color: boolean,
): string[] {
  const isLong = text.length > MAX_SHOWN;
  const starts = marks.map((mark) => (mark.first === line ? mark.start : 0));
  const from = isLong ? Math.max(0, Math.min(...starts, text.length) - MARGIN) : 0;
  const part = text.slice(from, isLong ? from + MAX_SHOWN : undefined);
  const [head, tail] = [from > 0 ? '…' : '', from + part.length < text.length ? '…' : ''];
  return [
    `${`${line + 1}`.padStart(width)}: ${head}${shown(part)}${tail}\n`,
    ...marks.map((mark) => {
      const under = underline(mark, line, part, from, head.length, width);
      return `${color ? colored(under, mark.annotation) : under}\n`;
    }),
  ];
}

/** The mark under the part of a line that begins at `from` and is shown behind `indent` columns. */
function underline(
  mark: Mark,
  line: number,
  part: string,
  from: number,
  indent: number,
  width: number,
): string {
  const { annotation: a, first, last } = mark;
  const within = (column: number) => Math.max(0, Math.min(column - from, part.length));
  const start = line === first ? within(mark.start) : 0;
  // What goes on behind the line takes its end too: an empty line has nothing else to mark.
  const isWhole = line < last || mark.end === Number.POSITIVE_INFINITY;
  const end = isWhole ? part.length + 1 : within(mark.end);
  const head = line === first ? a.marker : end > start ? '~' : '';
  const tail = '~'.repeat(Math.max(0, end - start - 1));
  const text = line === first && a.text !== '' ? `  ${a.text}` : '';
  const label = a.label.padEnd(width);
  return `${label}  ${' '.repeat(start + indent)}${head}${tail}${text}`.trimEnd();
}

const [RED, GREEN, MAGENTA, CYAN] = [31, 32, 35, 36];

function colored(text: string, { isError, marker }: Annotation): string {
  const code = marker === '?' ? MAGENTA : isError ? RED : marker === '^' ? GREEN : CYAN;
  return `\x1b[${code}m${text}\x1b[0m`;
}
