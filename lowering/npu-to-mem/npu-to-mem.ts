import { functionType } from '../../dialects/func/index.js';
import { npuToMemPass } from '../../generated/lowering-passes.js';
import {
  ArrayAttr,
  Block,
  DiagnosticError,
  DictionaryAttr,
  FunctionType,
  IntegerAttr,
  type Location,
  NameLoc,
  OpBuilder,
  type Operation,
  RankedTensorType,
  StringAttr,
  TypeAttr,
  type Value,
} from '../../ir/index.js';
import type { Pass } from '../../pass/index.js';
import { isAtLevel, MEM_LEVEL, NPU_LEVEL, targetOf } from '../common/index.js';
import { Emitter } from './emitter.js';
import { TASKS } from './tasks.js';

/**
 * Tensors become buffers without addresses, tasks become engine blocks that fit the target, in
 * the order of the program. The function loses its arguments and results: the buffers that hold
 * the network's inputs and outputs say so, and carry their names in their locations.
 */
export const npuToMem: Pass = {
  ...npuToMemPass,
  run(module, { context, error }) {
    const target = targetOf(module);
    if (!isAtLevel(module, NPU_LEVEL, error, ': run --qnn-to-npu first')) return;
    for (const fn of module.region().front.ops) {
      if (fn.name !== 'func.func' || fn.region().isEmpty) continue;
      lowerFunction(new OpBuilder(context), fn, (b) => new Emitter(b, target));
    }
    // Their buffers stand for them now.
    for (const op of module.region().front.ops) if (op.name === 'nn.variable') op.erase();
    isAtLevel(module, MEM_LEVEL, error);
  },
};

/** Buffers hold tensors of static shape. */
function checkStatic(fn: Operation, block: Block): void {
  const check = (value: Value, loc: Location, what: string) => {
    const { type } = value;
    if (type instanceof RankedTensorType && type.hasStaticShape) {
      if (type.elementCount > 0) return;
      throw new DiagnosticError(loc, `${what} is ${type}, which has no elements`);
    }
    throw new DiagnosticError(
      loc,
      `${what} is ${type}: a program works on tensors of static shape`,
    );
  };
  block.args.forEach((arg, i) => {
    check(arg, fn.loc, `input ${i}`);
  });
  for (const op of block.ops)
    for (const r of op.results) check(r, op.loc, `the result of '${op.name}'`);
}

function lowerFunction(
  builder: OpBuilder,
  fn: Operation,
  emitterFor: (b: OpBuilder) => Emitter,
): void {
  const old = fn.region().front;
  checkStatic(fn, old);
  const body = new Block();
  builder.setToEnd(body);
  const e = emitterFor(builder);
  const index = (name: string, i: number) => [{ name, value: IntegerAttr.i64(i) }];
  old.args.forEach((arg, i) => {
    const loc = named(fn, 'arg_attrs', i, arg.loc);
    e.bind(arg, e.newBuffer(arg.type as RankedTensorType, loc, index('input', i)));
  });
  const ops = old.ops;
  const last = ops[ops.length - 1];
  for (const op of ops) {
    if (op === last) continue;
    builder.loc = op.loc;
    TASKS[op.name](e, op);
  }
  builder.loc = last.loc;
  last.operands.forEach((value, i) => {
    markOutput(e, fn, value, i);
  });
  builder.create('func.return', { loc: last.loc });
  replaceBody(fn, body);
}

function named(fn: Operation, attrs: string, i: number, fallback: Location): Location {
  const list = fn.attr(attrs);
  const entry = list instanceof ArrayAttr ? list.elements[i] : undefined;
  const name = entry instanceof DictionaryAttr ? entry.get('nn.name') : undefined;
  return name instanceof StringAttr ? NameLoc.get(name.value) : fallback;
}

/**
 * The buffer of a result gets the output's number; one that is an input or has a number already
 * is copied to a buffer of its own.
 */
function markOutput(e: Emitter, fn: Operation, value: Value, i: number): void {
  let buffer = e.buffer(value);
  const op = buffer.definingOp!;
  if (op.attr('output') || op.attr('input') || op.attr('state')) {
    const type = value.type as RankedTensorType;
    const copy = e.newBuffer(type, op.loc);
    e.copyWhole(op.loc, buffer, copy);
    buffer = copy;
  }
  const made = buffer.definingOp!;
  made.setAttr('output', IntegerAttr.i64(i));
  const loc = named(fn, 'res_attrs', i, made.loc);
  if (loc !== made.loc) made.setAttr('output_name', StringAttr.get((loc as NameLoc).name));
}

function replaceBody(fn: Operation, body: Block): void {
  const region = fn.region();
  for (const block of [...region.blocks]) block.erase();
  region.append(body);
  if (functionType(fn)) fn.setAttr('function_type', TypeAttr.get(FunctionType.get([], [])));
  fn.removeAttr('arg_attrs');
  fn.removeAttr('res_attrs');
}
