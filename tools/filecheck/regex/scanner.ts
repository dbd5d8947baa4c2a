/**
 * Finds out whether and where an expression matches first, at one table look-up a byte: the program's
 * sets of states are numbered as they are met (a deterministic automaton, made as far as the text
 * needs it). A set does not say where its matches started, so the answer is where the first match to
 * end ends, and the last place before it at which no match was under way: the leftmost match starts
 * there or behind.
 */
import { EDGE, KIND_OF, KINDS, type Program, type Region } from './program.js';

/** Entries of the table that are no rows. */
const UNKNOWN = -1;
const MATCH = -2;

/** Numbers in the table and in the sets of states before both are begun anew. */
const MAX_STORED = 1 << 20;

export class Scanner {
  /** After `scan` has found: where to look for the start. */
  cold = 0;
  private readonly program: Program;
  private readonly kinds: number;
  /** Column of each byte; the last column is the end of the text. */
  private readonly columns: readonly number[];
  /** A byte of each column. */
  private readonly examples: readonly number[];
  private readonly width: number;
  private table: number[] = [];
  /** States of each row that took the byte before. */
  private rows: (readonly number[])[] = [];
  /** Kind of the byte before, where the program asks for it. */
  private before: number[] = [];
  private stored = 0;
  private readonly numbers = new Map<string, number>();
  private readonly seen: number[];
  private round = 0;

  constructor(program: Program) {
    this.program = program;
    this.kinds = program.hasAssertions ? KINDS : 1;
    const { columns, examples } = columnsOf(program);
    this.columns = columns;
    this.examples = examples;
    this.width = examples.length + 1;
    this.seen = new Array<number>(program.nodes.length).fill(0);
    this.restart();
  }

  /** Where the first match to end ends of those that start at `from` or behind; -1: there is none. */
  scan({ bytes, from: edge, to }: Region, from: number): number {
    const { columns } = this;
    let { table } = this;
    // The first rows are those in which nothing is under way, one for each kind of byte before.
    const lastCold = (this.kinds - 1) * this.width;
    let row = this.kinds > 1 && from > edge ? KIND_OF[bytes[from - 1]] * this.width : 0;
    this.cold = from;
    for (let at = from; at < to; at++) {
      let next = table[row + columns[bytes[at]]];
      if (next <= lastCold) {
        if (next === UNKNOWN) {
          next = this.step(row, columns[bytes[at]]);
          table = this.table;
        }
        if (next === MATCH) return at;
        if (next <= lastCold) this.cold = at + 1;
      }
      row = next;
    }
    let last = table[row + this.width - 1];
    if (last === UNKNOWN) last = this.step(row, this.width - 1);
    return last === MATCH ? to : -1;
  }

  private restart(): void {
    this.table = [];
    this.rows = [];
    this.before = [];
    this.numbers.clear();
    this.stored = 0;
    for (let before = 0; before < this.kinds; before++) this.number([], before);
  }

  /** The row of a set of states, which is in order. */
  private number(states: readonly number[], before: number): number {
    const key = keyOf(states, before);
    let row = this.numbers.get(key);
    if (row === undefined) {
      row = this.rows.length * this.width;
      this.numbers.set(key, row);
      this.rows.push(states);
      this.stored += states.length + this.width;
      this.before.push(before);
      for (let i = 0; i < this.width; i++) this.table.push(UNKNOWN);
    }
    return row;
  }

  /** The entry for a byte of the column behind the row's states. */
  private step(row: number, column: number): number {
    const { program, seen } = this;
    const isEnd = column === this.width - 1;
    const byte = isEnd ? 10 : this.examples[column];
    const before = this.before[row / this.width];
    const behind = this.kinds === 1 || isEnd ? EDGE : KIND_OF[byte];
    const surroundings = before * KINDS + behind;
    const round = ++this.round;
    const states: number[] = [];
    let accepts = false;
    const follow = (state: number) => {
      const followers = program.followers(state, surroundings);
      accepts ||= followers.accepts;
      for (const next of followers.states) {
        if (seen[next] === round || program.nodes[next].set[byte] === 0) continue;
        seen[next] = round;
        states.push(next);
      }
    };
    for (const state of this.rows[row / this.width]) follow(state);
    follow(-1);
    if (accepts || isEnd) {
      const entry = accepts ? MATCH : 0;
      this.table[row + column] = entry;
      return entry;
    }
    states.sort((a, b) => a - b);
    const isFull = this.stored > MAX_STORED;
    if (isFull) this.restart();
    const entry = this.number(states, behind);
    // After a restart the row that this entry belongs to is no more.
    if (!isFull) this.table[row + column] = entry;
    return entry;
  }
}

const MAX_CHARS = 1000;

/** Numbers as chars, where they fit: a short text is the cheapest key. */
function keyOf(states: readonly number[], before: number): string {
  return states.length < MAX_CHARS
    ? String.fromCharCode(before, ...states)
    : `${before}:${states.join()}`;
}

/** Bytes that no set and no assertion tells apart share a column. */
function columnsOf(program: Program): { columns: number[]; examples: number[] } {
  const columns: number[] = program.hasAssertions
    ? Array.from(KIND_OF)
    : new Array<number>(256).fill(0);
  let count = program.hasAssertions ? KINDS : 1;
  const singles: number[] = [];
  for (const { set, only } of new Set(program.nodes)) {
    if (only !== undefined) {
      singles.push(only);
      continue;
    }
    // Of each column: the one for those of its bytes that are in the set.
    const inside = new Array<number>(count).fill(-1);
    const rest = new Array<boolean>(count).fill(false);
    for (let byte = 0; byte < 256; byte++) if (set[byte] === 0) rest[columns[byte]] = true;
    for (let byte = 0; byte < 256; byte++) {
      const column = columns[byte];
      if (set[byte] === 0 || !rest[column]) continue;
      if (inside[column] < 0) inside[column] = count++;
      columns[byte] = inside[column];
    }
  }
  for (const byte of singles) columns[byte] = count++;
  const examples = new Array<number>(count).fill(0);
  for (let byte = 0; byte < 256; byte++) examples[columns[byte]] = byte;
  return { columns, examples };
}
