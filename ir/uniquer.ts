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

/** A table of uniqued objects by hash, for those whose key as a text would cost more than they do. */
export class HashUniquer<T> {
  private readonly table = new Map<number, T | T[]>();

  /** The object of this hash that `is` says yes to, else what `make` makes. */
  get(hash: number, is: (known: T) => boolean, make: () => T): T {
    const known = this.table.get(hash);
    if (known === undefined) {
      const made = make();
      this.table.set(hash, made);
      return made;
    }
    if (!Array.isArray(known)) {
      if (is(known)) return known;
      const made = make();
      this.table.set(hash, [known, made]);
      return made;
    }
    for (const one of known) if (is(one)) return one;
    const made = make();
    known.push(made);
    return made;
  }
}

/** Mixes a number into a hash of 30 bits (a small integer to the engine). */
export function mix(hash: number, value: number): number {
  const h = Math.imul(hash ^ value, 0x9e3779b1);
  return (h ^ (h >>> 15)) & 0x3fffffff;
}

/** Mixes a number with its fraction. */
export function mixNumber(hash: number, value: number): number {
  const whole = mix(hash, value);
  return Number.isInteger(value) ? whole : mix(whole, (value % 1) * 0x3fffffff);
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
