/**
 * A tree as a nondeterministic automaton. Its states are the places that take one byte; what stands
 * between them (alternatives, loops, assertions) is worked off when a state's followers are asked
 * for, once for each kind of surroundings that an assertion can see.
 */
import { type AssertionKind, type Node, RegexLimit, type SetNode } from './syntax.js';

/** What stands before or behind a place: a newline or the end of the text, a word's byte, another. */
export const EDGE = 0;
const WORD = 1;
const OTHER = 2;
export const KINDS = 3;

export const KIND_OF: Uint8Array = Uint8Array.from({ length: 256 }, (_, code) => {
  if (code === 10) return EDGE;
  return /[0-9A-Za-z_]/.test(String.fromCharCode(code)) ? WORD : OTHER;
});

/** States that can take the next byte, and whether a match may end here. */
export interface Followers {
  readonly states: readonly number[];
  readonly accepts: boolean;
}

/** Counted repetitions of repetitions multiply. */
const MAX_STEPS = 20_000;

type Step =
  | { readonly kind: 'byte'; readonly state: number }
  | { readonly kind: 'split'; readonly to: readonly number[] }
  | { readonly kind: AssertionKind; readonly next: number }
  | { readonly kind: 'accept' };

export class Program {
  /** Of each state: what it takes. */
  readonly nodes: SetNode[] = [];
  readonly hasAssertions: boolean;
  private readonly steps: Step[] = [];
  /** Of each state: the step behind it. */
  private readonly nexts: number[] = [];
  private readonly start: number;
  private readonly known: (Followers | undefined)[] = [];
  private readonly seen: number[];
  private round = 0;

  /** Reversed, it matches the text from its end to its start. */
  constructor(root: Node, isReversed = false) {
    const accept = this.emit({ kind: 'accept' });
    this.start = this.add(root, accept, isReversed);
    this.hasAssertions = this.steps.some((s) => 'next' in s);
    this.seen = new Array<number>(this.steps.length).fill(0);
  }

  /** What may come first, in surroundings (`KINDS` · before + behind; 0 without assertions). */
  first(surroundings: number): Followers {
    return this.followers(-1, surroundings);
  }

  /** What may come behind a state; -1: at the start. */
  followers(state: number, surroundings: number): Followers {
    const key = (state + 1) * KINDS * KINDS + surroundings;
    let found = this.known[key];
    if (found === undefined) {
      found = this.closure(state < 0 ? this.start : this.nexts[state], surroundings);
      this.known[key] = found;
    }
    return found;
  }

  private closure(from: number, surroundings: number): Followers {
    const { steps, seen } = this;
    const round = ++this.round;
    const states: number[] = [];
    let accepts = false;
    const pending = [from];
    while (pending.length > 0) {
      const at = pending.pop() as number;
      if (seen[at] === round) continue;
      seen[at] = round;
      const step = steps[at];
      switch (step.kind) {
        case 'byte':
          states.push(step.state);
          break;
        case 'split':
          for (let i = step.to.length - 1; i >= 0; i--) pending.push(step.to[i]);
          break;
        case 'accept':
          accepts = true;
          break;
        default:
          if (holds(step.kind, surroundings)) pending.push(step.next);
      }
    }
    return { states, accepts };
  }

  private emit(step: Step): number {
    if (this.steps.length === MAX_STEPS)
      throw new RegexLimit(`its repetitions multiply to more than ${MAX_STEPS} parts`);
    this.steps.push(step);
    return this.steps.length - 1;
  }

  /** Adds the steps of a node before the step `next`; the result is where they begin. */
  private add(node: Node, next: number, isReversed: boolean): number {
    switch (node.kind) {
      case 'set': {
        this.nodes.push(node);
        this.nexts.push(next);
        return this.emit({ kind: 'byte', state: this.nodes.length - 1 });
      }
      case 'group':
      case 'backref':
        return this.add(node.body, next, isReversed);
      case 'seq': {
        const { items } = node;
        let at = next;
        if (isReversed) for (const item of items) at = this.add(item, at, true);
        else for (let i = items.length - 1; i >= 0; i--) at = this.add(items[i], at, false);
        return at;
      }
      case 'alt':
        return this.emit({
          kind: 'split',
          to: node.items.map((item) => this.add(item, next, isReversed)),
        });
      case 'plus':
      case 'star': {
        const to = [next];
        const loop = this.emit({ kind: 'split', to });
        const body = this.add(node.body, loop, isReversed);
        to.unshift(body);
        return node.kind === 'plus' ? body : loop;
      }
      default:
        return this.emit({ kind: node.kind, next });
    }
  }
}

function holds(kind: AssertionKind, surroundings: number): boolean {
  const before = Math.floor(surroundings / KINDS);
  const behind = surroundings % KINDS;
  switch (kind) {
    case 'bol':
      return before === EDGE;
    case 'eol':
      return behind === EDGE;
    case 'word-begin':
      return before !== WORD && behind === WORD;
    case 'word-end':
      return before === WORD && behind !== WORD;
    default:
      return kind satisfies never;
  }
}

/** A stretch of bytes that an expression is matched with; beyond it there is nothing. */
export interface Region {
  readonly bytes: Buffer;
  readonly from: number;
  readonly to: number;
}

export function surroundingsAt({ bytes, from, to }: Region, at: number): number {
  const before = at > from ? KIND_OF[bytes[at - 1]] : EDGE;
  const behind = at < to ? KIND_OF[bytes[at]] : EDGE;
  return before * KINDS + behind;
}
