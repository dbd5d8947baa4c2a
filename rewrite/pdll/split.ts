/**
 * Cuts a file of rules into its declarations, so that the grammar works on one at a time: what it
 * remembers of a text is many times its size. A cut is only made where the grammar could make it; a
 * text that it would refuse may stay in one piece, and is refused in one piece.
 */

/** What a declaration may begin with. */
const START = /(?:#include|Pattern|Constraint|Rewrite)\b/y;
/** What is of no account: blanks, comments. */
const BLANK = /(?:\s|\/\/[^\n]*)*/y;
/** What is passed over whole: comments, strings, foreign code. */
const WHOLE = /\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|\[\{[\s\S]*?\}\]/y;

function lengthAt(text: string, at: number, pattern: RegExp): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

/** How many characters from `at` on are blanks and comments. */
export const blanksAt = (text: string, at: number): number => lengthAt(text, at, BLANK);

/** Start and end of each piece; the last one goes to the end of the text. */
export function* splitDeclarations(text: string): IterableIterator<[start: number, end: number]> {
  let start = 0;
  let depth = 0;
  for (let at = 0; at < text.length; ) {
    const whole = lengthAt(text, at, WHOLE);
    const char = text[at];
    if (!whole && char === '{') depth++;
    if (!whole && char === '}') depth--;
    at += whole || 1;
    const mayEnd = whole > 0 || char === ';' || char === '}';
    if (!mayEnd || depth !== 0 || !lengthAt(text, at + blanksAt(text, at), START)) continue;
    // A comment belongs to what follows it.
    if (char === '/') continue;
    yield [start, at];
    start = at;
  }
  yield [start, text.length];
}
