/** IR texts with one thing changed, most of which are wrong then. */
import type { Random } from './random.js';

const TOKEN = /"(?:[^"\\\n]|\\.)*"|[%^#!@]?[A-Za-z_][\w$.-]*|[%^#!]\d+|\d+|->|::|\S/g;

const SPARE = [
  '(',
  ')',
  '{',
  '}',
  '[',
  ']',
  '<',
  '>',
  ',',
  ':',
  '=',
  '->',
  '"',
  '%0',
  '^bb0',
  '@a',
  '#a1',
  '!t1',
  '-',
  '1',
  '0x',
  '1.5',
  'i32',
  'f32',
  'loc',
  'dense',
  'affine_map',
  'unknown',
  'x',
  '?',
  '*',
];

interface Piece {
  readonly text: string;
  readonly at: number;
}

function tokens(text: string): Piece[] {
  return [...text.matchAll(TOKEN)].map((m) => ({ text: m[0], at: m.index }));
}

/** Takes a token out, doubles it, puts another in its place, or swaps it with the next one. */
export function mutateToken(r: Random, text: string): string {
  const all = tokens(text);
  if (all.length < 3) return text;
  const i = r.below(all.length - 1);
  const { text: word, at } = all[i];
  const next = all[i + 1];
  const put = (replacement: string, end = at + word.length) =>
    text.slice(0, at) + replacement + text.slice(end);
  switch (r.below(6)) {
    case 0:
      return put('');
    case 1:
      return put(`${word} ${word}`);
    case 2:
      return put(r.pick(SPARE));
    case 3:
      return put(r.pick(all).text);
    case 4:
      return put(`${word} ${r.pick(SPARE)}`);
    default:
      return put(`${next.text} ${word}`, next.at + next.text.length);
  }
}
