/**
 * POSIX extended regular expressions over bytes, leftmost-longest: `syntax.ts` reads one, `program.ts`
 * makes it an automaton, `lines.ts` (by the fixed text in it) or `scanner.ts` (in one look at each
 * byte) finds where in a long text to look, `leftmost-longest.ts` finds the match there, and
 * `groups.ts` what its groups hold. With back-references this finds what may be a match, and
 * `back-references.ts` says whether it is one.
 *
 * Not JavaScript's RegExp: that one takes the first alternative and not the longest match, and needs
 * exponential time for some expressions.
 */
import { Backtracker } from './back-references.js';
import { Dissector } from './groups.js';
import { Follower, type Span } from './leftmost-longest.js';
import { type LineFinder, lineFinder } from './lines.js';
import { Program, type Region } from './program.js';
import { Scanner } from './scanner.js';
import { parseRegex, type Syntax } from './syntax.js';

export { escapeRegex, parseRegex, RegexError, RegexLimit } from './syntax.js';

export interface RegexMatch {
  readonly start: number;
  readonly end: number;
  /** Start and end of group i at 2i and 2i + 1; -1 where it took no part. */
  readonly groups: readonly number[];
}

export class Regex {
  readonly groupCount: number;
  private readonly syntax: Syntax;
  private readonly program: Program;
  private readonly follower: Follower;
  private readonly lines: LineFinder | undefined;
  // Made for the texts that need them.
  private scanner: Scanner | undefined;
  private dissector: Dissector | undefined;
  private backtracker: Backtracker | undefined;

  /** Throws RegexError and RegexLimit. */
  constructor(source: string, ignoreCase = false) {
    this.syntax = parseRegex(source, ignoreCase);
    this.groupCount = this.syntax.groupCount;
    this.program = new Program(this.syntax.root);
    this.follower = new Follower(this.program);
    this.lines = lineFinder(this.syntax.root, this.program);
  }

  /**
   * The leftmost-longest match; the region's ends count as a text's. Without `wantsGroups` only the
   * whole match is found out. Throws RegexLimit.
   */
  exec(region: Region, wantsGroups = true): RegexMatch | undefined {
    for (let from = region.from; from <= region.to; ) {
      const span = this.find(region, from);
      if (span === undefined) return undefined;
      const match = this.groupsOf(region, span, wantsGroups);
      if (match) return match;
      from = span.start + 1;
    }
    return undefined;
  }

  /** The leftmost-longest match that starts at `from` or behind, back-references not looked at. */
  private find(region: Region, from: number): Span | undefined {
    let at = from;
    for (let looked = 0; this.lines && looked < MAX_LOOKED; ) {
      const line = this.lines.find(region, at);
      if (line === undefined) return undefined;
      if ('long' in line) {
        at = line.long;
        break;
      }
      const span = this.follower.search({ ...region, to: line.end }, line.start);
      if (span) return span;
      looked += line.end - line.start;
      at = line.end + 1;
      if (at > region.to) return undefined;
    }
    this.scanner ??= new Scanner(this.program);
    if (this.scanner.scan(region, at) < 0) return undefined;
    return this.follower.search(region, this.scanner.cold);
  }

  private groupsOf(region: Region, span: Span, wantsGroups: boolean): RegexMatch | undefined {
    const { root, groupCount, hasBackrefs } = this.syntax;
    if (!hasBackrefs) {
      const groups = new Array<number>(2 * (groupCount + 1)).fill(-1);
      if (groupCount > 0 && wantsGroups) {
        this.dissector ??= new Dissector(root);
        this.dissector.dissect(region, span.start, span.end, groups);
      }
      return { ...span, groups };
    }
    this.backtracker ??= new Backtracker(root, groupCount);
    for (const end of this.follower.ends(region, span.start, span.end).reverse()) {
      const groups = this.backtracker.match(region, span.start, end);
      if (groups) return { start: span.start, end, groups };
    }
    return undefined;
  }
}

/** Bytes of lines looked at one by one; where so many fail, the scanner goes through the rest faster. */
const MAX_LOOKED = 1 << 14;

const RECENT = 32;
const recent = new Map<string, Regex>();

/** A regex of the same text is made once, as long as it is asked for now and then. */
export function compileRegex(source: string, ignoreCase: boolean): Regex {
  const key = `${ignoreCase ? 'i' : ' '}${source}`;
  const regex = recent.get(key) ?? new Regex(source, ignoreCase);
  recent.delete(key);
  recent.set(key, regex);
  if (recent.size > RECENT) recent.delete(recent.keys().next().value as string);
  return regex;
}
