/**
 * A text that directives or diagnostics point into. It is a string of bytes (latin1), with runs of
 * blanks made one and carriage returns dropped as the matching rules want it, and knows where each
 * of its bytes stood in the file, so that a caret stands under what the user wrote.
 */

export interface Place {
  readonly line: number;
  readonly column: number;
}

export class Source {
  readonly name: string;
  /** What is matched. */
  readonly text: string;
  private readonly original: string;
  /** Offset in `original` of each byte of `text`, and of its end; undefined when they are equal. */
  private readonly origins: Uint32Array | undefined;

  constructor(name: string, original: string, keepBlanks = true) {
    this.name = name;
    this.original = original;
    const needed = keepBlanks ? /\r\n/ : /\r\n|\t|[ ] /;
    if (!needed.test(original)) {
      this.text = original;
      return;
    }
    const origins = new Uint32Array(original.length + 1);
    const parts: string[] = [];
    let length = 0;
    for (let at = 0; at < original.length; at++) {
      const c = original[at];
      if (c === '\r' && original[at + 1] === '\n') continue;
      origins[length++] = at;
      if (keepBlanks || (c !== ' ' && c !== '\t')) {
        parts.push(c);
        continue;
      }
      parts.push(' ');
      while (original[at + 1] === ' ' || original[at + 1] === '\t') at++;
    }
    origins[length] = original.length;
    this.text = parts.join('');
    this.origins = origins.subarray(0, length + 1);
  }

  /** Line and column, from 1, in the file. */
  place(offset: number): Place {
    const at = this.origin(offset);
    let line = 1;
    for (let i = this.original.indexOf('\n'); i >= 0 && i < at; ) {
      line++;
      i = this.original.indexOf('\n', i + 1);
    }
    return { line, column: at - this.lineStart(at) + 1 };
  }

  /** `file:line:col: kind: message`, the line and a caret. */
  render(offset: number, kind: 'error' | 'note' | 'remark', message: string): string {
    const { line, column } = this.place(offset);
    const start = this.lineStart(this.origin(offset));
    const end = this.original.indexOf('\n', start);
    const text = this.original.slice(start, end < 0 ? undefined : end).replace(/\r$/, '');
    const before = shown(text.slice(0, column - 1));
    const caret = `${[...before].map((c) => (c === '\t' ? c : ' ')).join('')}^`;
    return `${this.name}:${line}:${column}: ${kind}: ${message}\n${shown(text)}\n${caret}\n`;
  }

  /** The lines as the file has them. */
  lines(): string[] {
    const lines = this.original.split('\n');
    if (lines.at(-1) === '') lines.pop();
    return lines;
  }

  private origin(offset: number): number {
    return this.origins === undefined ? offset : this.origins[offset];
  }

  private lineStart(at: number): number {
    return at === 0 ? 0 : this.original.lastIndexOf('\n', at - 1) + 1;
  }
}

/** Bytes as a reader sees them. */
export const shown = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');

/** Something is wrong with a check file or a definition, at a place. */
export class CheckError extends Error {
  readonly source: Source;
  readonly offset: number;

  constructor(source: Source, offset: number, message: string) {
    super(message);
    this.source = source;
    this.offset = offset;
  }

  render(): string {
    return this.source.render(this.offset, 'error', shown(this.message));
  }
}
