import {
  type Diagnostic,
  filePosition,
  type Location,
  NameLoc,
  type Severity,
} from '../../ir/index.js';

/** Longest part of a source line that is shown: a line of weights may have megabytes. */
const SHOWN = 160;
const CONTEXT = 60;

const decode = (bytes: string) => Buffer.from(bytes, 'latin1').toString('utf8');

/** The texts that diagnostics point into, one char a byte. */
export class Sources {
  private readonly texts = new Map<string, string>();
  private readonly fallback: string;

  /** `fallback`: the file that a diagnostic without a place is about. */
  constructor(fallback: string) {
    this.fallback = fallback;
  }

  add(file: string, text: string): void {
    this.texts.set(file, text);
  }

  /** A line without its end; lines count from 1. */
  line(file: string, number: number): string | undefined {
    const text = this.texts.get(file);
    if (text === undefined || number < 1) return undefined;
    let from = 0;
    for (let n = 1; n < number; n++) {
      from = text.indexOf('\n', from) + 1;
      if (from === 0) return undefined;
    }
    const end = text.indexOf('\n', from);
    return text.slice(from, end < 0 ? text.length : end).replace(/\r$/, '');
  }

  /** `file:line:col: error: message`, the line and a caret; notes below. */
  render(d: Diagnostic): string {
    return [d, ...d.notes].map((part) => this.one(part)).join('');
  }

  private one({ severity, loc, message }: Diagnostic): string {
    const at = filePosition(loc);
    const line = at && this.line(at.file, at.line);
    if (at && line !== undefined) {
      return `${at.file}:${at.line}:${at.column}: ${severity}: ${message}\n${excerpt(line, at.column)}`;
    }
    return `${this.placeless(loc, severity)}${message}\n`;
  }

  /** A place that is no text: `net.tflite: error: 'conv' (CONV_2D): `. */
  private placeless(loc: Location, severity: Severity): string {
    const at = filePosition(loc);
    const named = loc instanceof NameLoc ? loc : undefined;
    const kind = named?.child instanceof NameLoc ? ` (${named.child.name})` : '';
    const name = named ? `'${named.name}'${kind}: ` : '';
    if (at && !named && at.line > 0) return `${at.file}:${at.line}:${at.column}: ${severity}: `;
    return `${at ? at.file : this.fallback}: ${severity}: ${name}`;
  }
}

/** The line, cut around the column where it is long, and a caret under the column. */
function excerpt(line: string, column: number): string {
  let from = 0;
  let shown = line;
  if (line.length > SHOWN) {
    from = Math.max(0, Math.min(column - 1 - CONTEXT, line.length - SHOWN));
    shown = line.slice(from, from + SHOWN);
  }
  const [head, tail] = [from > 0 ? '…' : '', from + shown.length < line.length ? '…' : ''];
  const before = head + decode(shown.slice(0, column - 1 - from));
  return `${head}${decode(shown)}${tail}\n${before.replace(/[^\t]/gu, ' ')}^\n`;
}
