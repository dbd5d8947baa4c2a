/** Whether two words are one slip of the pen apart: a character more, less or other, or two swapped. */
export function isOneEdit(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const rest = a.slice(i + 1);
  return (
    rest === b.slice(i + 1) ||
    rest === b.slice(i) ||
    a.slice(i) === b.slice(i + 1) ||
    a[i + 1] + a[i] + a.slice(i + 2) === b.slice(i)
  );
}
