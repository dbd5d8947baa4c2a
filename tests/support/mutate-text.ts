/** Texts of IR changed by bytes, tokens, lines, and by pieces of other texts. One char is one byte. */
import type { Random } from './random-checks.js';

const TOKEN = /"(?:[^"\\\n]|\\.)*"|[%^#!@]?[A-Za-z_][\w$.-]*|[%^#!]\d+|\d+|->|::|\S/g;
/** What may stand behind `=` or `:` with its brackets, as far as one line goes. */
const VALUE =
  /(?<=[=:] )(?:dense<[^>]*> : [\w<>]+|affine_\w+<[^>]*>|[\w!#@.]+<[^<>]*>|"[^"]*"|[\w.!#@-]+)/g;

const SPARE =
  '( ) { } [ ] < > , : = -> :: " % ^ # ! @ %0 %arg0 %0#1 ^bb0 @a #map !t - + * ? 0 1 -1 0x 0x7F800000 1.5 1.0e400 99999999999999999999 i0 i32 si8 index f32 none loc unknown fused callsite dense sparse array distinct strided affine_map affine_set dense_resource unit true module func.func {-# #-} ... <> [] {} ()'.split(
    ' ',
  );

function pieces(text: string, shape: RegExp): { text: string; at: number }[] {
  return [...text.matchAll(shape)].map((m) => ({ text: m[0], at: m.index }));
}

function splice(text: string, at: number, length: number, by: string): string {
  return text.slice(0, at) + by + text.slice(at + length);
}

function bytes(r: Random, text: string): string {
  const at = r.below(text.length + 1);
  const by = r.chance(50) ? String.fromCharCode(r.below(256)) : '';
  return splice(text, at, r.below(3), by);
}

function tokens(r: Random, text: string, other: string): string {
  const all = pieces(text, TOKEN);
  if (all.length < 2) return bytes(r, text);
  const { text: word, at } = r.pick(all);
  const more = pieces(other, TOKEN);
  const by = () => (more.length > 0 && r.chance(50) ? r.pick(more).text : r.pick(SPARE));
  switch (r.below(5)) {
    case 0:
      return splice(text, at, word.length, '');
    case 1:
      return splice(text, at, 0, `${word} `);
    case 2:
      return splice(text, at, word.length, r.pick(all).text);
    case 3:
      return splice(text, at, 0, `${by()} `);
    default:
      return splice(text, at, word.length, by());
  }
}

function lines(r: Random, text: string, other: string): string {
  const all = text.split('\n');
  const from = r.below(all.length);
  const count = r.below(3);
  const more = r.chance(60) ? all : other.split('\n');
  const taken = r.below(more.length);
  all.splice(from, count, ...more.slice(taken, taken + r.below(3)));
  return all.join('\n');
}

/** The begin of one text and the end of another, at borders of tokens. */
function halves(r: Random, text: string, other: string): string {
  const [a, b] = [pieces(text, TOKEN), pieces(other, TOKEN)];
  if (a.length === 0 || b.length === 0) return text + other;
  return text.slice(0, r.pick(a).at) + other.slice(r.pick(b).at);
}

/** An attribute or a type in the place of another. */
function values(r: Random, text: string, other: string): string {
  const all = pieces(text, VALUE);
  const more = pieces(r.chance(50) ? text : other, VALUE);
  if (all.length === 0 || more.length === 0) return tokens(r, text, other);
  const { text: word, at } = r.pick(all);
  return splice(text, at, word.length, r.pick(more).text);
}

/** A text with one to three changes; `other` gives what comes from elsewhere. */
export function mutateText(r: Random, text: string, other: string): string {
  let out = text;
  const changes = r.chance(70) ? 1 : 2 + r.below(2);
  for (let i = 0; i < changes; i++) {
    const kind = r.below(20);
    if (kind < 4) out = bytes(r, out);
    else if (kind < 11) out = tokens(r, out, other);
    else if (kind < 14) out = lines(r, out, other);
    else if (kind < 15) out = halves(r, out, other);
    else out = values(r, out, other);
  }
  return out;
}
