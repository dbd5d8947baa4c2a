import { functionType } from '../dialects/func/index.js';
import { entryFunction } from '../interpreter/index.js';
import {
  ArrayAttr,
  type Block,
  type BlockArgument,
  type Context,
  DictionaryAttr,
  FunctionType,
  isPart,
  NameLoc,
  OpBuilder,
  type Operation,
  StringAttr,
  sourceNames,
  TypeAttr,
  type Value,
} from '../ir/index.js';

/** A network that cannot be cut so: one sentence for people. */
export class CutError extends Error {}

/** Values by the name of the source: of several operations with one name the last one's. */
function namedValues(block: Block): Map<string, Value> {
  const found = new Map<string, Value>();
  for (const arg of block.args) if (arg.loc instanceof NameLoc) found.set(arg.loc.name, arg);
  for (const op of block.ops) {
    if (op.numResults === 0 || op.hasTrait('ConstantLike') || isPart(op.loc)) continue;
    const name = sourceNames(op.loc).at(-1);
    if (name !== undefined) found.set(name, op.result());
  }
  return found;
}

/**
 * Keeps the part of a network between some of its tensors, by their names in the source: `from` become
 * inputs, `to` the outputs; without names it begins or ends where the network does. Throws CutError.
 */
export function cutNetwork(
  context: Context,
  module: Operation,
  from: readonly string[],
  to: readonly string[],
): void {
  const fn = entryFunction(module);
  const block = fn.region().front;
  const known = namedValues(block);
  const find = (name: string): Value => {
    const value = known.get(name);
    if (!value) throw new CutError(`the network has no tensor '${name}' to be cut at`);
    return value;
  };
  const starts = from.map(find);
  const ends = to.map(find);
  const ret = block.lastOp!;
  const outputs = ends.length > 0 ? ends : [...ret.operands];
  const inputs = starts.map((value, i) => addInput(block, value, from[i]));
  ret.erase();
  const results = outputs.map((value) => inputs[starts.indexOf(value)] ?? value);
  OpBuilder.atEnd(context, block).create('func.return', { operands: results, loc: fn.loc });
  for (let op = block.lastOp; op; ) {
    const before = op.prev;
    const isUnused = op.numResults > 0 && op.results.every((r) => !r.hasUses);
    if (isUnused) op.erase();
    op = before;
  }
  const oldNames = [...namesOf(fn, 'arg_attrs'), ...from];
  const keep = block.args.map((a, i) => a.hasUses || i >= block.args.length - inputs.length);
  for (let i = block.args.length - 1; i >= 0; i--) if (!keep[i]) block.eraseArgument(i);
  const inputNames = oldNames.filter((_, i) => keep[i]);
  const outputNames = to.length > 0 ? to : namesOf(fn, 'res_attrs');
  const type = FunctionType.get(
    block.args.map((a) => a.type),
    results.map((v) => v.type),
  );
  fn.setAttr('function_type', TypeAttr.get(type));
  fn.setAttr('arg_attrs', names(inputNames));
  fn.setAttr('res_attrs', names(outputNames));
}

function addInput(block: Block, value: Value, name: string): BlockArgument {
  const arg = block.addArgument(value.type);
  arg.loc = NameLoc.get(name);
  value.replaceAllUsesWith(arg);
  return arg;
}

function namesOf(fn: Operation, role: 'arg_attrs' | 'res_attrs'): string[] {
  const list = fn.attr(role);
  const count = functionType(fn)![role === 'arg_attrs' ? 'inputs' : 'results'].length;
  return Array.from({ length: count }, (_, i) => {
    const entry = list instanceof ArrayAttr ? list.elements[i] : undefined;
    const name = entry instanceof DictionaryAttr ? entry.get('nn.name') : undefined;
    return name instanceof StringAttr ? name.value : `${i}`;
  });
}

const names = (list: readonly string[]) =>
  ArrayAttr.get(
    list.map((name) => DictionaryAttr.get([{ name: 'nn.name', value: StringAttr.get(name) }])),
  );
