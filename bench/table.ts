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
