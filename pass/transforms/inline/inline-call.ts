import {
  type Block,
  CallSiteLoc,
  type Context,
  type Location,
  OpBuilder,
  type Operation,
  Region,
  UnknownLoc,
  type Value,
} from '../../../ir/index.js';

/** Why a call cannot be replaced by the body; undefined when it can. */
export function whyNotInline(call: Operation, body: Region): string | undefined {
  const { front } = body;
  const [start, end] = call.def.hooks.callArguments?.(call) ?? [0, call.numOperands];
  if (front.args.length !== end - start) return 'it passes another number of arguments';
  for (let i = start; i < end; i++) {
    if (call.operand(i).type !== front.args[i - start].type)
      return 'the types of its arguments differ';
  }
  const isSingle = body.blocks.length === 1;
  const wrongReturn = body.blocks.find((block) => {
    const last = block.lastOp!;
    if (last.successors.length > 0) return false;
    const isReturn = last.def.hooks.inlined || (isSingle && last.hasTrait('ReturnLike'));
    return !isReturn || !sameTypes(last, call);
  });
  if (wrongReturn) return `the body ends in '${wrongReturn.lastOp!.name}', which cannot be inlined`;
  const foreign = firstUnknown(body);
  return foreign && `'${foreign.name}' in the body is not registered`;
}

function sameTypes(last: Operation, { results }: Operation): boolean {
  return (
    last.numOperands === results.length && results.every((r, i) => r.type === last.operand(i).type)
  );
}

function firstUnknown(body: Region): Operation | undefined {
  let found: Operation | undefined;
  for (const block of body.blocks) {
    for (let op = block.firstOp; op && !found; op = op.next) {
      if (!op.def.registered) return op;
      for (const region of op.regions) found ??= firstUnknown(region);
    }
  }
  return found;
}

/**
 * Puts the body, or a copy of it, behind the call, whose results are replaced by what the body gives.
 * The call itself stays, for the caller to erase. `inspect` sees the blocks that came while they are
 * whole.
 */
export function inlineCall(
  context: Context,
  call: Operation,
  body: Region,
  isCopy: boolean,
  inspect: (blocks: readonly Block[]) => void,
): void {
  const before = call.parent!;
  const region = before.parent!;
  const [start] = call.def.hooks.callArguments?.(call) ?? [0];
  const passed = new Map<Value, Value>();
  body.front.args.forEach((arg, i) => {
    passed.set(arg, call.operand(start + i));
  });
  const blocks = isCopy ? copyOf(body, passed) : taken(body);
  // One block goes where the call stands: what follows need not move.
  const after = blocks.length > 1 ? before.splitBefore(call.next) : undefined;
  let behind = before;
  for (const block of blocks) {
    region.insertAfter(block, behind);
    behind = block;
  }
  if (!(call.loc instanceof UnknownLoc)) for (const block of blocks) relocate(block, call.loc);
  const [entry] = blocks;
  if (!isCopy) {
    entry.args.forEach((arg, i) => {
      arg.replaceAllUsesWith(call.operand(start + i));
    });
  }
  inspect(blocks);
  if (!after) {
    const last = entry.lastOp!;
    call.results.forEach((result, i) => {
      result.replaceAllUsesWith(last.operand(i));
    });
    last.erase();
  } else {
    for (const result of call.results) {
      result.replaceAllUsesWith(after.addArgument(result.type, call.loc));
    }
    for (const block of blocks) {
      const last = block.lastOp!;
      const { inlined } = last.def.hooks;
      if (last.successors.length > 0 || !inlined) continue;
      const b = OpBuilder.before(context, last);
      b.loc = last.loc;
      inlined.branch(last, b, after);
      last.erase();
    }
  }
  const rest = call.next;
  for (let op = entry.firstOp; op; op = entry.firstOp) {
    op.remove();
    before.insertBefore(op, rest);
  }
  region.remove(entry);
}

function copyOf(body: Region, passed: Map<Value, Value>): Block[] {
  const holder = new Region();
  const blocks = new Map<Block, Block>();
  const values = new Map(passed);
  body.cloneInto(holder, values, blocks);
  // The arguments of the entry are the values that the call passes.
  body.front.args.forEach((arg) => {
    values.get(arg)!.replaceAllUsesWith(passed.get(arg)!);
  });
  return holder.takeBlocks();
}

function taken(body: Region): Block[] {
  return body.takeBlocks();
}

function relocate(block: Block, caller: Location): void {
  for (const arg of block.args) arg.loc = CallSiteLoc.get(arg.loc, caller);
  for (let op = block.firstOp; op; op = op.next) {
    op.walk((inner) => {
      inner.loc = CallSiteLoc.get(inner.loc, caller);
    });
  }
}
