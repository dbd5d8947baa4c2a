/** The marker between the parts of a file that are inputs of their own. */
export const SPLIT_MARKER = '// -----';

/**
 * Parts of a text at lines that hold only the marker. Every part starts with as many empty lines as
 * stand before it in the text, so that its diagnostics name the file's own lines.
 */
export function splitInput(text: string, marker = SPLIT_MARKER): string[] {
  const parts: string[] = [];
  let from = 0;
  let line = 0;
  let lines = 0;
  for (let at = 0; at <= text.length; lines++) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    if (text.slice(at, end).trim() === marker) {
      parts.push('\n'.repeat(line) + text.slice(from, at));
      from = end + 1;
      line = lines + 1;
    }
    at = end + 1;
  }
  parts.push('\n'.repeat(line) + text.slice(from));
  return parts;
}
