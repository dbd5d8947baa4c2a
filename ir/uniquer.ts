/**
 * Uniquing: structurally equal types and attributes are the same object, so equality is identity.
 * Every uniqued object carries a small `id`; the key of a composite is made of its parts' ids.
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

/** Ids of a list of uniqued objects, as a key part. */
export function idsOf(list: readonly { readonly id: number }[]): string {
  let key = '';
  for (const item of list) key += `${item.id},`;
  return key;
}
