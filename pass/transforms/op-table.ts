import type { BlockArgument, Operation, OpResult, Value } from '../../ir/index.js';
import { sameOperation } from './equivalence.js';

/**
 * Operations by what they compute, in scopes: what is added in a scope goes when the scope ends. A hash
 * table of chains over typed arrays, with no object for an entry; the hash of a value is the label of
 * its block and its place there, which must not change while it is used (operations may be erased, not
 * added).
 */
export class OpTable {
  private readonly ops: Operation[] = [];
  private hashes = new Int32Array(1024);
  private next = new Int32Array(1024);
  private heads = new Int32Array(1024).fill(-1);

  /** Number of entries: give it to `leave` to end the scope that began with it. */
  enter(): number {
    return this.ops.length;
  }

  leave(mark: number): void {
    const { ops, heads, hashes, next } = this;
    const mask = heads.length - 1;
    for (let i = ops.length - 1; i >= mark; i--) heads[hashes[i] & mask] = next[i];
    ops.length = mark;
  }

  /** An operation that computes the same; the one added last. */
  find(op: Operation, hash: number): Operation | undefined {
    const { ops, heads, hashes, next } = this;
    for (let i = heads[hash & (heads.length - 1)]; i >= 0; i = next[i]) {
      if (hashes[i] === hash && sameOperation(ops[i], op)) return ops[i];
    }
    return undefined;
  }

  add(op: Operation, hash: number): void {
    if (this.ops.length === this.hashes.length) this.grow();
    const { heads, hashes, next, ops } = this;
    const slot = hash & (heads.length - 1);
    hashes[ops.length] = hash;
    next[ops.length] = heads[slot];
    heads[slot] = ops.length;
    ops.push(op);
  }

  /** Twice the room; entries are linked again in their order, so that scopes still end from the back. */
  private grow(): void {
    const size = this.hashes.length * 2;
    const hashes = new Int32Array(size);
    hashes.set(this.hashes);
    this.hashes = hashes;
    this.next = new Int32Array(size);
    this.heads = new Int32Array(size).fill(-1);
    for (let i = 0; i < this.ops.length; i++) {
      const slot = hashes[i] & (size - 1);
      this.next[i] = this.heads[slot];
      this.heads[slot] = i;
    }
  }
}

const mix = (hash: number, value: number): number => {
  const h = Math.imul(hash ^ value, 0x9e3779b1);
  return h ^ (h >>> 15);
};

function hashOfValue(value: Value): number {
  const op = value.definingOp;
  const place = op
    ? op.order * 2 + (value as OpResult).index * 64
    : (value as BlockArgument).index * 2 + 1;
  return place ^ Math.imul(value.parentBlock?.label ?? 0, 0x85ebca6b);
}

/** The same for operations that compute the same. */
export function hashOfOp(op: Operation): number {
  let hash = op.def.id;
  const { attributes } = op;
  for (let i = 0; i < attributes.length; i++) hash = mix(hash, attributes[i].value.id);
  for (let i = 0; i < op.numResults; i++) hash = mix(hash, op.result(i).type.id);
  const count = op.numOperands;
  if (count > 1 && op.def.isCommutative) {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += mix(17, hashOfValue(op.operand(i)));
    return mix(hash, sum);
  }
  for (let i = 0; i < count; i++) hash = mix(hash, hashOfValue(op.operand(i)));
  return hash;
}
