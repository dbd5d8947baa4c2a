/** The marker between the parts of a file that are inputs of their own. */
export const SPLIT_MARKER = '// -----';

/** So many characters less are a slip of the marker. */
const SLIP = 2;

/** A text in parts, and the offsets of what looks like a marker and is none. */
export interface SplitText {
  readonly parts: readonly string[];
  readonly nearMisses: readonly number[];
}

/**
 * Cuts a text at markers that a blank or a line's end follows. Every part starts with empty lines and
 * blanks for what stands before it in the text, so that its diagnostics name the file's own places.
 */
export function splitInput(text: string, marker = SPLIT_MARKER): SplitText {
  const parts: string[] = [];
  const nearMisses: number[] = [];
  if (text === '') return { parts, nearMisses };
  const start = marker.slice(0, Math.max(1, marker.length - SLIP));
  const part = (from: number, to: number) => parts.push(blank(text, from) + text.slice(from, to));
  let from = 0;
  for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + start.length)) {
    const end = at + marker.length;
    if (text.startsWith(marker, at) && /\s/.test(text.charAt(end))) {
      part(from, at);
      from = end;
    } else {
      nearMisses.push(at);
    }
  }
  part(from, text.length);
  return { parts, nearMisses };
}

/** As many line ends as the text has before the offset, and as many blanks as its line. */
function blank(text: string, offset: number): string {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1))
    lines++;
  const column = offset === 0 ? 0 : offset - 1 - text.lastIndexOf('\n', offset - 1);
  return '\n'.repeat(lines) + ' '.repeat(column);
}
