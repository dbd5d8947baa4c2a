/** When two operations are the same but for their locations: what cse and block merging compare. */
import type { Block, Operation, Region, Value } from '../../ir/index.js';

/** Same kind, attributes and result types; operands and regions are not looked at. */
export function sameKind(a: Operation, b: Operation): boolean {
  if (a.def !== b.def || a.numOperands !== b.numOperands) return false;
  if (a.properties !== b.properties) return false;
  const { attributes, regions, successors } = a;
  if (a.numResults !== b.numResults || attributes.length !== b.attributes.length) return false;
  for (let i = 0; i < a.numResults; i++) if (a.result(i).type !== b.result(i).type) return false;
  for (let i = 0; i < attributes.length; i++) {
    const [x, y] = [attributes[i], b.attributes[i]];
    if (x.value !== y.value || x.name !== y.name) return false;
  }
  return regions.length === b.regions.length && successors.length === b.successors.length;
}

/** Values inside the second operation by their like in the first; a value that is not there is itself. */
type Likes = Map<Value | Block, Value | Block>;

/** Whether the operations compute the same, regions included. */
export function sameOperation(a: Operation, b: Operation, likes?: Likes): boolean {
  if (!sameKind(a, b) || !sameOperands(a, b, likes)) return false;
  if (a.regions.length > 0) {
    const inner: Likes = likes ?? new Map();
    if (!a.regions.every((region, i) => sameRegion(region, b.regions[i], inner))) return false;
  }
  if (!likes) return a.successors.every((s, i) => s === b.successors[i]);
  a.results.forEach((r, i) => {
    likes.set(r, b.results[i]);
  });
  return a.successors.every((s, i) => (likes.get(s) ?? s) === b.successors[i]);
}

function sameOperands(a: Operation, b: Operation, likes: Likes | undefined): boolean {
  const like = (v: Value) => likes?.get(v) ?? v;
  const count = a.numOperands;
  let same = true;
  for (let i = 0; i < count && same; i++) same = like(a.operand(i)) === b.operand(i);
  if (same || count < 2 || !a.def.isCommutative) return same;
  if (count === 2)
    return like(a.operand(0)) === b.operand(1) && like(a.operand(1)) === b.operand(0);
  const left = b.operands;
  for (let i = 0; i < count; i++) {
    const at = left.indexOf(like(a.operand(i)) as Value);
    if (at < 0) return false;
    left.splice(at, 1);
  }
  return true;
}

function sameRegion(a: Region, b: Region, likes: Likes): boolean {
  if (a.blocks.length !== b.blocks.length) return false;
  for (let i = 0; i < a.blocks.length; i++) {
    const [x, y] = [a.blocks[i], b.blocks[i]];
    if (x.args.length !== y.args.length) return false;
    if (x.args.some((arg, k) => arg.type !== y.args[k].type)) return false;
    likes.set(x, y);
    x.args.forEach((arg, k) => {
      likes.set(arg, y.args[k]);
    });
  }
  for (let i = 0; i < a.blocks.length; i++) {
    let [p, q] = [a.blocks[i].firstOp, b.blocks[i].firstOp];
    for (; p && q; p = p.next, q = q.next) if (!sameOperation(p, q, likes)) return false;
    if (p || q) return false;
  }
  return true;
}
