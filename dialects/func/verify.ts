/**
 * Invariants of func beyond the spec:
 * F1 the entry block's arguments have the types of the function's inputs;
 * F2 `return` gives the function's result types, in order;
 * F3 `call` names a function in reach, with its operand and result types;
 * F4 a declaration (no body) is private.
 */
import {
  type Fail,
  FunctionType,
  lookupSymbol,
  type Operation,
  type OpHooks,
  StringAttr,
  type SymbolRefAttr,
  TypeAttr,
} from '../../ir/index.js';

/** The type of a function operation. */
export function functionType(op: Operation): FunctionType | undefined {
  const attr = op.attr('function_type');
  return attr instanceof TypeAttr && attr.type instanceof FunctionType ? attr.type : undefined;
}

export function verifyFunc(op: Operation, fail: Fail): void {
  const type = functionType(op);
  const body = op.region();
  if (!type) return;
  if (body.isEmpty) {
    const visibility = op.attr('sym_visibility');
    if (!(visibility instanceof StringAttr) || visibility.value !== 'private') {
      fail('symbol declaration cannot have public visibility');
    }
    return;
  }
  const { args } = body.front;
  if (args.length !== type.inputs.length) {
    fail(`entry block must have ${type.inputs.length} arguments to match function signature`);
    return;
  }
  type.inputs.forEach((t, i) => {
    if (args[i].type !== t) {
      fail(
        `type of entry block argument #${i}(${args[i].type}) must match the type of the corresponding argument in function signature(${t})`,
      );
    }
  });
}

export const returnHooks = {
  verify(op, fail) {
    const type = op.parentOp && functionType(op.parentOp);
    if (!type) return;
    if (type.results.length !== op.numOperands) {
      fail(`has ${op.numOperands} operands, but enclosing function returns ${type.results.length}`);
      return;
    }
    type.results.forEach((t, i) => {
      if (op.operand(i).type !== t) {
        fail(
          `type of return operand ${i} ('${op.operand(i).type}') doesn't match function result type ('${t}')`,
        );
      }
    });
  },
} satisfies OpHooks;

export const callHooks = {
  verify(op, fail) {
    const callee = op.attr('callee') as SymbolRefAttr;
    const target = lookupSymbol(op, callee);
    const type = target?.name === 'func.func' ? functionType(target) : undefined;
    if (!type) {
      fail(`'${callee.root}' does not reference a valid function`);
      return;
    }
    if (
      FunctionType.get(
        op.operands.map((v) => v.type),
        op.resultTypes,
      ) !== type
    ) {
      fail(`operand or result types do not match the function's type ${type}`);
    }
  },
} satisfies OpHooks;
