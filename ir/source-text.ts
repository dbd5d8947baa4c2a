import { FileLineColLoc } from './location.js';

/**
 * A text that IR was read from, one char a byte. What is parsed keeps an offset into it, and the
 * offset becomes a location when somebody asks: most never are.
 */
export class SourceText {
  readonly text: string;
  readonly fileName: string;
  private lineStarts: number[] | undefined = undefined;

  constructor(text: string, fileName: string) {
    this.text = text;
    this.fileName = fileName;
  }

  /** Line and column (from 1) of an offset. */
  position(offset: number): { line: number; column: number } {
    this.lineStarts ??= startsOfLines(this.text);
    const starts = this.lineStarts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const mid = (low + high + 1) >> 1;
      if (starts[mid] <= offset) low = mid;
      else high = mid - 1;
    }
    return { line: low + 1, column: offset - starts[low] + 1 };
  }

  locationAt(offset: number): FileLineColLoc {
    const { line, column } = this.position(offset);
    return FileLineColLoc.get(this.fileName, line, column);
  }
}

function startsOfLines(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
