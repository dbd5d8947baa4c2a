/**
 * Uniquing: structurally equal types and attributes are the same object, so equality is identity.
 * Every uniqued object carries a small `id`; composites are found by a hash of their parts' ids.
 */
let nextId = 1;

/** A number no other uniqued object has. */
export function freshId(): number {
  return nextId++;
}

/** One table of uniqued objects; `make` runs only for a key not seen before. */
export class Uniquer<T> {
  private readonly table = new Map<string, T>();

  get(key: string, make: () => T): T {
    let found = this.table.get(key);
    if (found === undefined) {
      found = make();
      this.table.set(key, found);
    }
    return found;
  }
}

/**
 * A table of uniqued objects by hash, for those whose key as a text would cost more than they do:
 * `is` tells whether one is what the key (up to four values) asks for, `make` makes it (and asks
 * this table for nothing). Open
 * addressing, at most half full: looking up makes no object, and touches one place for most keys.
 */
export class HashUniquer<T, A, B = undefined, C = undefined, D = undefined> {
  private readonly is: (known: T, a: A, b: B, c: C, d: D) => boolean;
  private readonly make: (a: A, b: B, c: C, d: D) => T;
  private hashes = new Int32Array(16);
  private items: (T | undefined)[] = new Array(16).fill(undefined);
  private count = 0;

  constructor(
    is: (known: T, a: A, b: B, c: C, d: D) => boolean,
    make: (a: A, b: B, c: C, d: D) => T,
  ) {
    this.is = is;
    this.make = make;
  }

  /** Values that the key does not have are left out. */
  get(hash: number, a: A, b?: B, c?: C, d?: D): T {
    const { items, hashes } = this;
    const mask = items.length - 1;
    let at = hash & mask;
    for (;;) {
      const known = items[at];
      if (known === undefined) break;
      if (hashes[at] === hash && this.is(known, a, b as B, c as C, d as D)) return known;
      at = (at + 1) & mask;
    }
    const made = this.make(a, b as B, c as C, d as D);
    items[at] = made;
    hashes[at] = hash;
    if (++this.count * 2 > items.length) this.grow();
    return made;
  }

  private grow(): void {
    const { items, hashes } = this;
    const mask = items.length * 2 - 1;
    const wider: (T | undefined)[] = new Array(items.length * 2).fill(undefined);
    const widerHashes = new Int32Array(items.length * 2);
    for (let i = 0; i < items.length; i++) {
      if (items[i] === undefined) continue;
      let at = hashes[i] & mask;
      while (wider[at] !== undefined) at = (at + 1) & mask;
      wider[at] = items[i];
      widerHashes[at] = hashes[i];
    }
    this.items = wider;
    this.hashes = widerHashes;
  }
}

/** Mixes a number into a hash of 30 bits (a small integer to the engine). */
export function mix(hash: number, value: number): number {
  const h = Math.imul(hash ^ value, 0x9e3779b1);
  return (h ^ (h >>> 15)) & 0x3fffffff;
}

const DOUBLE = new Float64Array(1);
const HALVES = new Int32Array(DOUBLE.buffer);

/** Mixes a number or a bigint, whatever its size. */
export function mixNumber(hash: number, value: number | bigint): number {
  if (typeof value === 'bigint') {
    const low = mix(hash, Number(BigInt.asIntN(32, value)));
    return mix(low, Number(BigInt.asIntN(32, value >> 32n)));
  }
  if (value === (value | 0)) return mix(hash, value);
  DOUBLE[0] = value;
  return mix(mix(hash, HALVES[0]), HALVES[1]);
}

/** A hash of a list of uniqued objects. */
export function hashOf(list: readonly { readonly id: number }[], seed = 0): number {
  let hash = mix(seed, list.length);
  for (let i = 0; i < list.length; i++) hash = mix(hash, list[i].id);
  return hash;
}

export function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Ids of a list of uniqued objects, as a key part. */
export function idsOf(list: readonly { readonly id: number }[]): string {
  let key = '';
  for (const item of list) key += `${item.id},`;
  return key;
}
