/**
 * Lines that a match may be in: an expression that no newline can match has each match on one line,
 * and that line has all the fixed text of the expression. Searching for fixed text is what a processor
 * is fastest at, so most of a long text is never looked at by an automaton.
 */
import type { Span } from './leftmost-longest.js';
import type { Program, Region } from './program.js';
import type { Node } from './syntax.js';

const NEWLINE = 10;
/** Shorter text is nearly everywhere. */
const MIN_LENGTH = 2;
const MAX_TEXTS = 4;
const MAX_LINE = 1 << 16;

export class LineFinder {
  private readonly texts: readonly Buffer[];

  constructor(texts: readonly Buffer[]) {
    this.texts = texts;
  }

  /**
   * What is behind `from` of the first line that has all texts there; 'long': of the line that starts
   * there no end is in sight.
   */
  find({ bytes, to }: Region, from: number): Span | { readonly long: number } | undefined {
    const buffer = to === bytes.length ? bytes : bytes.subarray(0, to);
    let start = from;
    let end = -1;
    // Each text is found on its line or moves the line on; done when all have been found on one.
    for (let found = 0, i = 0; found < this.texts.length; i = (i + 1) % this.texts.length) {
      const at = buffer.indexOf(this.texts[i], start);
      if (at < 0) return undefined;
      if (at < end) {
        found++;
        continue;
      }
      start += buffer.subarray(start, at).lastIndexOf(NEWLINE) + 1;
      const next = buffer.subarray(at, at + MAX_LINE).indexOf(NEWLINE);
      if (next < 0 && at + MAX_LINE < to) return { long: start };
      end = next < 0 ? to : at + next;
      found = 1;
    }
    return { start, end };
  }
}

/** Undefined where a match may go over lines or has no fixed text. */
export function lineFinder(root: Node, program: Program): LineFinder | undefined {
  if (program.nodes.some(({ set }) => set[NEWLINE] === 1)) return undefined;
  const texts: number[][] = [[]];
  collect(root, texts);
  const longest = texts
    .filter((text) => text.length >= MIN_LENGTH)
    .sort((a, b) => b.length - a.length)
    .slice(0, MAX_TEXTS);
  return longest.length === 0
    ? undefined
    : new LineFinder(longest.map((text) => Buffer.from(text)));
}

/** Adds the runs of single bytes that every match has; the last run is open. */
function collect(node: Node, texts: number[][]): void {
  if (node.kind === 'seq') for (const item of node.items) collect(item, texts);
  else if (node.kind === 'group') collect(node.body, texts);
  else if (node.kind === 'set' && node.only !== undefined)
    (texts[texts.length - 1] as number[]).push(node.only);
  else texts.push([]);
}
