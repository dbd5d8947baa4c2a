import type { Block, Operation, OpOperand, Value } from '../ir/index.js';

/** Changes of IR, each with what takes it back, so that the last ones can be taken back in turn. */
export class UndoLog {
  private readonly steps: (() => void)[] = [];

  /** How much there is to take back: a place to go back to. */
  get mark(): number {
    return this.steps.length;
  }

  add(undo: () => void): void {
    this.steps.push(undo);
  }

  /** Takes back all changes after `mark`, the last first. */
  backTo(mark: number): void {
    while (this.steps.length > mark) this.steps.pop()!();
  }

  /** Forgets the changes after `mark`: they were not made after all. */
  forget(mark: number): void {
    this.steps.length = mark;
  }

  inserted(op: Operation): void {
    this.add(() => op.erase());
  }

  /** Before the uses of a value are given to another. */
  replacing(value: Value): void {
    const uses: { readonly owner: Operation; readonly index: number }[] = [];
    for (let use: OpOperand | undefined = value.firstUse; use; use = use.next) {
      uses.push({ owner: use.owner, index: use.index });
    }
    this.add(() => {
      // The list of uses is made anew in its old order: the last one comes to stand first.
      for (const { owner, index } of uses.reverse()) owner.setOperand(index, value);
    });
  }

  /** Before an operation is erased, with all inside. */
  erasing(op: Operation): void {
    const references = [...withInner(op)].map((inner) => ({
      inner,
      operands: inner.operands,
      successors: inner.successors,
    }));
    const put = this.place(op);
    this.add(() => {
      put();
      for (const { inner, operands, successors } of references) {
        inner.setOperands(operands);
        if (successors.length > 0) inner.successors = successors;
      }
    });
  }

  /** Before an operation is moved. */
  moving(op: Operation): void {
    this.add(this.place(op));
  }

  /** Before operands, attributes or successors change. */
  modifying(op: Operation): void {
    const { operands, attributes, successors } = op;
    this.add(() => {
      op.setOperands(operands);
      op.attributes = attributes;
      if (successors.length > 0) op.successors = successors;
    });
  }

  /** What puts an operation back to where it is. */
  private place(op: Operation): () => void {
    const block: Block = op.parent!;
    const { next } = op;
    return () => {
      op.remove();
      block.insertBefore(op, next);
    };
  }
}

function* withInner(op: Operation): IterableIterator<Operation> {
  yield op;
  for (const region of op.regions) {
    for (const block of region.blocks) for (const inner of block.ops) yield* withInner(inner);
  }
}
