/** Small pieces of Markdown. */

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |\n`;
  return `${line(head)}${line(head.map(() => '---'))}${rows.map(line).join('')}`;
}

/** A bar would end the cell, a newline the table. */
function cell(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/\s*\n\s*/g, ' ');
}

export function code(text: string): string {
  return text === '' ? '' : `\`${text}\``;
}

/** Parts with an empty line between them; empty parts are left out. */
export function paragraphs(parts: readonly string[]): string {
  return `${parts
    .map((p) => p.trimEnd())
    .filter((p) => p !== '')
    .join('\n\n')}\n`;
}
