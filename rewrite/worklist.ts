import type { Operation } from '../ir/index.js';

/** A stack of operations, each at most once; taking one out of the middle is constant time. */
export class Worklist {
  private list: (Operation | undefined)[] = [];
  private readonly at = new Map<Operation, number>();

  get isEmpty(): boolean {
    return this.at.size === 0;
  }

  push(op: Operation): void {
    if (this.at.has(op)) return;
    this.at.set(op, this.list.length);
    this.list.push(op);
  }

  pop(): Operation | undefined {
    while (this.list.length > 0) {
      const op = this.list.pop();
      if (op) {
        this.at.delete(op);
        return op;
      }
    }
    return undefined;
  }

  remove(op: Operation): void {
    const index = this.at.get(op);
    if (index === undefined) return;
    this.at.delete(op);
    this.list[index] = undefined;
  }

  clear(): void {
    this.list.length = 0;
    this.at.clear();
  }

  reverse(): void {
    this.list = this.list.filter((op) => op !== undefined).reverse();
    this.list.forEach((op, i) => {
      this.at.set(op!, i);
    });
  }
}
