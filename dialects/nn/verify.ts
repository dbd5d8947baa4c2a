/**
 * Invariants of state and control flow:
 * S1 a variable holds elements of what its type stores: all of them, or one for all;
 * S2 reading and assigning name a variable of the module, with its type;
 * S3 the condition is one element;
 * S4 what a region yields has the types that are asked for; a loop's values keep theirs;
 * S5 shapes of the operations on signals, and of detections (verify-signal.ts).
 */
import {
  type Fail,
  lookupSymbol,
  type Operation,
  RankedTensorType,
  type Region,
  type SymbolRefAttr,
  type Type,
  type TypeAttr,
} from '../../ir/index.js';
import { elementsAttr } from '../common/index.js';
import { UniformQuantizedType } from '../quant/index.js';

const list = (types: readonly Type[]) => types.join(', ') || 'nothing';
const same = (a: readonly Type[], b: readonly Type[]) =>
  a.length === b.length && a.every((t, i) => t === b[i]);

/** S1. */
export function verifyVariable(op: Operation, fail: Fail): void {
  const type = (op.attr('type') as TypeAttr).type;
  const found = elementsAttr(op, 'value').type;
  if (!(type instanceof RankedTensorType) || !type.hasStaticShape) {
    fail(`has the type ${type}, which is no tensor of fixed shape (S1)`);
    return;
  }
  const element = type.elementType;
  const stored = element instanceof UniformQuantizedType ? element.storage : element;
  if (found.elementType !== stored || String(found.shape) !== String(type.shape)) {
    fail(`holds ${found}, which is not what ${type} stores (S1)`);
  }
}

/** S2. */
export function verifyVariableUse(op: Operation, fail: Fail): void {
  const name = op.attr('variable') as SymbolRefAttr;
  const variable = lookupSymbol(op, name);
  if (variable?.name !== 'nn.variable') {
    fail(`there is no variable ${name} (S2)`);
    return;
  }
  const wanted = (variable.attr('type') as TypeAttr).type;
  const found = op.numResults > 0 ? op.result().type : op.operand(0).type;
  if (found !== wanted) fail(`the variable ${name} is ${wanted}, not ${found} (S2)`);
}

function yielded(region: Region): readonly Type[] {
  return region.front.lastOp?.operands.map((v) => v.type) ?? [];
}

/** S3 S4. */
export function verifyIf(op: Operation, fail: Fail): void {
  const condition = op.operand(0).type as RankedTensorType;
  if (condition.hasStaticShape && condition.elementCount !== 1) {
    fail(`the condition is ${condition}, not one element (S3)`);
    return;
  }
  for (const region of op.regions) {
    const args = region.front.args.map((a) => a.type);
    const found = yielded(region);
    if (args.length > 0) fail(`a region is of ${list(args)}, not of nothing (S4)`);
    if (!same(found, op.resultTypes)) {
      fail(`a region yields ${list(found)}, not ${list(op.resultTypes)} (S4)`);
    }
  }
}

/** S3 S4. */
export function verifyWhile(op: Operation, fail: Fail): void {
  const types = op.operands.map((v) => v.type);
  const [condition, body] = op.regions;
  for (const { front } of op.regions) {
    const args = front.args.map((a) => a.type);
    if (!same(args, types)) {
      fail(`a region is of ${list(args)}, not ${list(types)} (S4)`);
      return;
    }
  }
  const [test, ...rest] = yielded(condition);
  const isTest =
    rest.length === 0 &&
    test instanceof RankedTensorType &&
    String(test.elementType) === 'i1' &&
    (!test.hasStaticShape || test.elementCount === 1);
  if (!isTest) fail(`the condition yields ${list(yielded(condition))}, not one i1 (S3)`);
  else if (!same(yielded(body), types) || !same(op.resultTypes, types)) {
    fail(`the body yields ${list(yielded(body))}, not ${list(types)} (S4)`);
  }
}
