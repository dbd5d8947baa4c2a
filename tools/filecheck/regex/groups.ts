/**
 * What the groups of a match hold. The parts of the expression are taken from left to right, each as
 * much as the rest allows; a group's parts compete with those around it, as in the reference. Groups
 * inside alternatives and repetitions are left out: nothing in a check file can ask for them.
 */
import { Program, type Region, surroundingsAt } from './program.js';
import type { Node } from './syntax.js';

type Part =
  | { readonly kind: 'open'; readonly index: number }
  | { readonly kind: 'close'; readonly index: number }
  | { readonly kind: 'fixed'; readonly node: Node }
  | { readonly kind: 'run'; readonly set: Uint8Array; readonly least: 0 | 1 }
  | { readonly kind: 'varied'; readonly onwards: Program; readonly backwards: Program };

export class Dissector {
  private readonly parts: readonly Part[];

  constructor(root: Node) {
    this.parts = partsOf(root);
  }

  /** Fills in start and end of group i at 2i and 2i + 1 for a match from `start` to `end`. */
  dissect(region: Region, start: number, end: number, groups: number[]): void {
    const { parts } = this;
    // Of each part of varying length: where it may stop, in order, so that the rest gets to the end.
    const stops: number[][] = new Array(parts.length);
    let places = [end];
    for (let i = parts.length - 1; i >= 0; i--) {
      if ('set' in parts[i] || 'onwards' in parts[i]) stops[i] = places;
      places = before(parts[i], places, region, start);
    }
    let at = start;
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i];
      if (part.kind === 'open') groups[2 * part.index] = at;
      else if (part.kind === 'close') groups[2 * part.index + 1] = at;
      else if (part.kind === 'fixed') at += part.node.kind === 'set' ? 1 : 0;
      else at = furthest(part, at, stops[i], region);
    }
  }
}

function partsOf(node: Node): Part[] {
  switch (node.kind) {
    case 'seq':
      return node.items.flatMap(partsOf);
    case 'group': {
      const { index } = node;
      return [{ kind: 'open', index }, ...partsOf(node.body), { kind: 'close', index }];
    }
    case 'star':
    case 'plus':
      if (node.body.kind === 'set')
        return [{ kind: 'run', set: node.body.set, least: node.kind === 'star' ? 0 : 1 }];
      break;
    case 'alt':
    case 'backref':
      break;
    default:
      return [{ kind: 'fixed', node }];
  }
  return [{ kind: 'varied', onwards: new Program(node), backwards: new Program(node, true) }];
}

/** Where a part may start, not before `limit`, so that it stops at one of `places` (in order). */
function before(part: Part, places: number[], region: Region, limit: number): number[] {
  const { bytes } = region;
  switch (part.kind) {
    case 'open':
    case 'close':
      return places;
    case 'fixed': {
      const { node } = part;
      if (node.kind === 'set')
        return places
          .filter((at) => at > limit && node.set[bytes[at - 1]] === 1)
          .map((at) => at - 1);
      const program = new Program(node);
      return places.filter((at) => program.first(surroundingsAt(region, at)).accepts);
    }
    case 'run': {
      const out: number[] = [];
      let low = Number.POSITIVE_INFINITY;
      for (const place of places.toReversed()) {
        let at = Math.min(place, low);
        if (part.least === 0 && place < low) out.push(place);
        while (at > limit && part.set[bytes[at - 1]] === 1) out.push(--at);
        low = Math.min(low, at);
      }
      return out.reverse();
    }
    case 'varied':
      return reach(part.backwards, places.toReversed(), region, limit, -1).reverse();
    default:
      return part satisfies never;
  }
}

/** The last of `stops` that the part reaches. */
function furthest(
  part: Extract<Part, { kind: 'run' | 'varied' }>,
  at: number,
  stops: readonly number[],
  region: Region,
): number {
  const limit = stops[stops.length - 1];
  if (part.kind === 'varied') {
    const wanted = new Set(stops);
    return reach(part.onwards, [at], region, limit, 1).findLast((to) => wanted.has(to)) ?? at;
  }
  let end = at;
  while (end < limit && part.set[region.bytes[end]] === 1) end++;
  return stops.findLast((stop) => stop <= end) ?? at;
}

/** Where a program can stop that starts at any of `places`, which are in the order of travel. */
function reach(
  program: Program,
  places: readonly number[],
  region: Region,
  limit: number,
  direction: 1 | -1,
): number[] {
  const out: number[] = [];
  if (places.length === 0) return out;
  const seen = new Array<number>(program.nodes.length).fill(-1);
  let states: number[] = [];
  let next = 0;
  for (let at = places[0]; ; at += direction) {
    const surroundings = program.hasAssertions ? surroundingsAt(region, at) : 0;
    const byte = at === limit ? -1 : region.bytes[direction === 1 ? at : at - 1];
    const following: number[] = [];
    let accepts = false;
    const follow = (state: number) => {
      const followers = program.followers(state, surroundings);
      accepts ||= followers.accepts;
      if (byte < 0) return;
      for (const to of followers.states) {
        if (seen[to] === at || program.nodes[to].set[byte] === 0) continue;
        seen[to] = at;
        following.push(to);
      }
    };
    for (const state of states) follow(state);
    if (next < places.length && places[next] === at) {
      next++;
      follow(-1);
    }
    if (accepts) out.push(at);
    states = following;
    if (byte < 0 || (states.length === 0 && next === places.length)) return out;
  }
}
