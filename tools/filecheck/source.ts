/**
 * The two texts of a check: what directives are read from, and what they are matched with. Both know
 * where each of their bytes stood in the file, so that a caret stands under what the user wrote.
 */
import { type Canonical, canonicalize } from './blanks.js';

export interface Place {
  readonly line: number;
  readonly column: number;
}
export type Severity = 'error' | 'note' | 'remark';

/** A file as its bytes. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The bytes of a file, those that are matched, and the lines. */
export class Input {
  readonly name: string;
  /** What is matched. */
  readonly bytes: Buffer;
  private readonly original: Buffer;
  private readonly canonical: Canonical;
  private starts: Uint32Array | undefined;
  private lower: Buffer | undefined;

  constructor({ name, bytes }: NamedBytes, keepsBlanks: boolean) {
    this.name = name;
    this.original = bytes;
    this.canonical = canonicalize(bytes, keepsBlanks);
    this.bytes = this.canonical.bytes;
  }

  /** What is matched, with small letters for capitals. */
  get lowered(): Buffer {
    if (this.lower) return this.lower;
    const lower = Buffer.from(this.bytes);
    for (let i = 0; i < lower.length; i++) if (lower[i] >= 65 && lower[i] <= 90) lower[i] += 32;
    this.lower = lower;
    return lower;
  }

  /** Line and column, from 1, in the file. */
  place(offset: number): Place {
    const at = this.canonical.origin(offset);
    const starts = this.lineStarts;
    let low = 0;
    for (let high = starts.length; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= at) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: at - starts[low] + 1 };
  }

  /** `file:line:col: kind: message`, the line and a caret; `end`: what to underline. */
  render(offset: number, severity: Severity, message: string, end = offset): string {
    const place = this.place(offset);
    const length = this.canonical.origin(end) - this.canonical.origin(offset);
    return rendered(this.name, place, this.line(place.line - 1), length, severity, message);
  }

  /** A line of the file, from 0, without its end. */
  line(index: number): string {
    const start = this.lineStarts[index];
    const end = this.lineStarts[index + 1] ?? this.original.length + 1;
    return this.original.toString('latin1', start, end - 1).replace(/\r$/, '');
  }

  get lineCount(): number {
    const { length } = this.lineStarts;
    return this.lineStarts[length - 1] === this.original.length ? length - 1 : length;
  }

  /** Asked for only where something is to be shown: most runs have nothing to say. */
  private get lineStarts(): Uint32Array {
    if (this.starts) return this.starts;
    const { original } = this;
    let starts = new Uint32Array(1 + (original.length >> 5) + 16);
    let count = 1;
    for (let i = original.indexOf(10); i >= 0; i = original.indexOf(10, i + 1)) {
      if (count === starts.length) {
        const grown = new Uint32Array(2 * count);
        grown.set(starts);
        starts = grown;
      }
      starts[count++] = i + 1;
    }
    this.starts = starts.subarray(0, count);
    return this.starts;
  }
}

/** A check file or a definition, as a string of bytes (latin1). */
export class Source {
  readonly name: string;
  /** What directives are read from. */
  readonly text: string;
  private readonly input: Input;

  constructor(name: string, text: string | Buffer, keepsBlanks = true) {
    this.name = name;
    const bytes = typeof text === 'string' ? Buffer.from(text, 'latin1') : text;
    this.input = new Input({ name, bytes }, keepsBlanks);
    this.text = this.input.bytes.toString('latin1');
  }

  place = (offset: number): Place => this.input.place(offset);

  render(offset: number, severity: Severity, message: string): string {
    return this.input.render(offset, severity, message);
  }
}

function rendered(
  name: string,
  { line, column }: Place,
  text: string,
  length: number,
  severity: Severity,
  message: string,
): string {
  const { shown, caret } = aroundColumn(text, column);
  const most = Math.min(text.length - column + 1, MARGIN);
  const mark = `^${'~'.repeat(Math.max(0, Math.min(length, most) - 1))}`;
  return `${name}:${line}:${column}: ${severity}: ${message}\n${shown}\n${caret}${mark}\n`;
}

/** A line that is longer is shown in part. */
const MAX_SHOWN = 2000;
const MARGIN = 200;

/** The text of a line, and what stands above the caret made blank. */
function aroundColumn(text: string, column: number): { shown: string; caret: string } {
  const isLong = text.length > MAX_SHOWN;
  const from = isLong ? Math.max(0, column - 1 - MARGIN) : 0;
  const to = isLong ? from + 2 * MARGIN : text.length;
  const head = from > 0 ? '…' : '';
  const before = head + shown(text.slice(from, column - 1));
  return {
    shown: `${head}${shown(text.slice(from, to))}${to < text.length ? '…' : ''}`,
    caret: before.replace(/[^\t]/gu, ' '),
  };
}

/** Bytes as a reader sees them. */
export const shown = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');

/** Something is wrong with a check file or a definition, at a place. */
export class CheckError extends Error {
  readonly source: Source;
  readonly offset: number;
  readonly exit: 1 | 2;

  constructor(source: Source, offset: number, message: string, exit: 1 | 2 = 2) {
    super(message);
    this.source = source;
    this.offset = offset;
    this.exit = exit;
  }

  render(): string {
    return this.source.render(this.offset, 'error', shown(this.message));
  }
}
