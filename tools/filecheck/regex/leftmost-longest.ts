/**
 * The leftmost and of those the longest match, by following all states at once, each with the place
 * where its match started; time is proportional to the text and the states, whatever the expression.
 */
import { type Program, type Region, surroundingsAt } from './program.js';

export interface Span {
  readonly start: number;
  readonly end: number;
}

export class Follower {
  private readonly program: Program;
  private readonly seen: number[];
  private round = 0;
  // States under way, in the order of their starts, and those after the next byte.
  private states: number[] = [];
  private starts: number[] = [];
  private nextStates: number[] = [];
  private nextStarts: number[] = [];

  constructor(program: Program) {
    this.program = program;
    this.seen = new Array<number>(program.nodes.length).fill(0);
  }

  /** The leftmost-longest match that starts at `from` or behind. */
  search(region: Region, from: number): Span | undefined {
    let start = -1;
    let end = -1;
    this.follow(region, from, region.to, true, (started, at) => {
      start = started;
      end = at;
      return started;
    });
    return start < 0 ? undefined : { start, end };
  }

  /** Places where a match that starts at `from` can end, up to `to`, in order. */
  ends(region: Region, from: number, to: number): number[] {
    const ends: number[] = [];
    this.follow(region, from, to, false, (started, at) => {
      if (ends[ends.length - 1] !== at) ends.push(at);
      return started;
    });
    return ends;
  }

  /**
   * `found` is told of each end, perhaps more than once; starts behind what it gives back are of no
   * more interest.
   */
  private follow(
    region: Region,
    from: number,
    to: number,
    isEverywhere: boolean,
    found: (start: number, at: number) => number,
  ): void {
    const { program, seen } = this;
    const { nodes, hasAssertions } = program;
    let count = 0;
    let latest = Number.POSITIVE_INFINITY;
    for (let at = from; ; at++) {
      const surroundings = hasAssertions ? surroundingsAt(region, at) : 0;
      const byte = at < to ? region.bytes[at] : -1;
      const round = ++this.round;
      let nextCount = 0;
      const isFresh = at === from || (isEverywhere && latest === Number.POSITIVE_INFINITY);
      const total = count + (isFresh ? 1 : 0);
      for (let i = 0; i < total; i++) {
        const start = i < count ? this.starts[i] : at;
        if (start > latest) break;
        const { states, accepts } = program.followers(
          i < count ? this.states[i] : -1,
          surroundings,
        );
        if (accepts && start <= latest) latest = found(start, at);
        if (byte < 0) continue;
        for (const next of states) {
          if (seen[next] === round || nodes[next].set[byte] === 0) continue;
          seen[next] = round;
          this.nextStates[nextCount] = next;
          this.nextStarts[nextCount++] = start;
        }
      }
      [this.states, this.nextStates] = [this.nextStates, this.states];
      [this.starts, this.nextStarts] = [this.nextStarts, this.starts];
      count = nextCount;
      if (byte < 0 || (count === 0 && (!isEverywhere || latest !== Number.POSITIVE_INFINITY)))
        return;
    }
  }
}
