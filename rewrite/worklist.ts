import type { Operation } from '../ir/index.js';

/** A stack of operations, each at most once; taking one out of the middle is constant time. */
export class Worklist {
  private list: (Operation | undefined)[] = [];

  private has(op: Operation): boolean {
    return op.worklistPlace >= 0 && this.list[op.worklistPlace] === op;
  }

  push(op: Operation): void {
    if (this.has(op)) return;
    op.worklistPlace = this.list.length;
    this.list.push(op);
  }

  pop(): Operation | undefined {
    const { list } = this;
    while (list.length > 0) {
      const op = list.pop();
      if (op) {
        op.worklistPlace = -1;
        return op;
      }
    }
    return undefined;
  }

  remove(op: Operation): void {
    if (!this.has(op)) return;
    this.list[op.worklistPlace] = undefined;
    op.worklistPlace = -1;
  }

  get isEmpty(): boolean {
    return this.list.every((op) => op === undefined);
  }

  clear(): void {
    this.list.length = 0;
  }

  reverse(): void {
    const list = this.list.reverse();
    for (let i = 0; i < list.length; i++) {
      const op = list[i];
      if (op) op.worklistPlace = i;
    }
  }
}
