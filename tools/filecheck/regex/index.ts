/**
 * POSIX extended regular expressions over bytes, leftmost-longest: `syntax.ts` reads one, `program.ts`
 * makes it an automaton, `scanner.ts` finds the first line of text that has a match in one look at
 * each byte, `leftmost-longest.ts` finds the match there, and `groups.ts` what its groups hold. With
 * back-references this finds what may be a match, and `back-references.ts` says whether it is one.
 *
 * Not JavaScript's RegExp: that one takes the first alternative and not the longest match, and needs
 * exponential time for some expressions.
 */
import { Backtracker } from './back-references.js';
import { Dissector } from './groups.js';
import { Follower } from './leftmost-longest.js';
import { Program, type Region } from './program.js';
import { Scanner } from './scanner.js';
import { parseRegex, type Syntax } from './syntax.js';

export { escapeRegex, parseRegex, RegexError, RegexLimit } from './syntax.js';

export interface RegexMatch {
  readonly start: number;
  readonly end: number;
  /** Start and end of group i at 2i and 2i + 1; -1 where it took no part. */
  readonly groups: Int32Array;
}

export class Regex {
  readonly groupCount: number;
  private readonly syntax: Syntax;
  private readonly program: Program;
  private readonly scanner: Scanner;
  private follower: Follower | undefined;
  private dissector: Dissector | undefined;
  private backtracker: Backtracker | undefined;

  /** Throws RegexError and RegexLimit. */
  constructor(source: string, ignoreCase = false) {
    this.syntax = parseRegex(source, ignoreCase);
    this.groupCount = this.syntax.groupCount;
    this.program = new Program(this.syntax.root);
    this.scanner = new Scanner(this.program);
  }

  /** The leftmost-longest match; the region's ends count as a text's. Throws RegexLimit. */
  exec(region: Region): RegexMatch | undefined {
    const { scanner, syntax } = this;
    this.follower ??= new Follower(this.program);
    for (let from = region.from; ; ) {
      if (scanner.scan(region, from) < 0) return undefined;
      const span = this.follower.search(region, scanner.cold);
      if (span === undefined) return undefined;
      if (!syntax.hasBackrefs) {
        const groups = new Int32Array(2 * (this.groupCount + 1)).fill(-1);
        if (this.groupCount > 0) {
          this.dissector ??= new Dissector(syntax.root);
          this.dissector.dissect(region, span.start, span.end, groups);
        }
        return { ...span, groups };
      }
      this.backtracker ??= new Backtracker(syntax.root, syntax.groupCount);
      for (const end of this.follower.ends(region, span.start, span.end).reverse()) {
        const groups = this.backtracker.match(region, span.start, end);
        if (groups) return { start: span.start, end, groups };
      }
      if (span.start === region.to) return undefined;
      from = span.start + 1;
    }
  }
}

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
