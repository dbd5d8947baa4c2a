/** Rules that never apply: as an earlier one matches all that they match, or as nothing does. */
import { type Asked, questionsOf, type Ranked } from '../match-tree.js';

/** `later` never applies: `earlier` takes all of it. */
export interface Shadowed {
  readonly earlier: Ranked;
  readonly later: Ranked;
  /** The two ask the same, and are worth the same. */
  readonly isEqual: boolean;
}

const textOf = ({ key, answer }: Asked): string => `${key}=${answer}`;

/** Rules behind one that asks no more than they do, the first such one for each. */
export function shadowedRules(rules: readonly Ranked[]): Shadowed[] {
  const sorted = [...rules].sort((a, b) => a.rank - b.rank);
  const asked = questionsOf(sorted).map((list) => ({
    all: new Set(list.map(textOf)),
    wanted: list.filter((q) => !q.isVacuous).map(textOf),
  }));
  const uses = new Map<string, number>();
  for (const { all } of asked) for (const key of all) uses.set(key, (uses.get(key) ?? 0) + 1);
  // A rule is looked for by the rarest thing that it wants; one that wants nothing fits all.
  const byRarest = new Map<string, number[]>();
  const ANY = '';
  asked.forEach(({ wanted }, i) => {
    const rarest = wanted.reduce(
      (best, key) => (best === ANY || uses.get(key)! < uses.get(best)! ? key : best),
      ANY,
    );
    const list = byRarest.get(rarest);
    if (list) list.push(i);
    else byRarest.set(rarest, [i]);
  });
  const found: Shadowed[] = [];
  sorted.forEach((later, i) => {
    const { all, wanted } = asked[i];
    let first = Number.POSITIVE_INFINITY;
    for (const key of [ANY, ...all]) {
      for (const j of byRarest.get(key) ?? []) {
        if (j >= i || j >= first) break;
        const { root } = sorted[j].pattern;
        if (root !== undefined && root !== later.pattern.root) continue;
        if (asked[j].wanted.every((k) => all.has(k))) first = j;
      }
    }
    if (first === Number.POSITIVE_INFINITY) return;
    const earlier = sorted[first];
    const isEqual =
      earlier.pattern.benefit === later.pattern.benefit &&
      earlier.pattern.root === later.pattern.root &&
      asked[first].wanted.length === wanted.length;
    found.push({ earlier, later, isEqual });
  });
  return found;
}

/** A rule that wants two answers to one question: it matches nothing. */
export function contradictoryRules(
  rules: readonly Ranked[],
): { readonly rule: Ranked; readonly answers: readonly [string, string] }[] {
  return questionsOf(rules).flatMap((asked, i) => {
    const known = new Map<string, string>();
    for (const { key, answer } of asked) {
      const other = known.get(key);
      if (other !== undefined && other !== answer) {
        return [{ rule: rules[i], answers: [other, answer] as const }];
      }
      known.set(key, answer);
    }
    return [];
  });
}
