/**
 * Invariants of func beyond the spec:
 * F1 the entry block's arguments have the types of the function's inputs;
 * F2 `return` gives the function's result types, in order;
 * F3 `call` names a function in reach, with its operand and result types;
 * F4 a declaration (no body) is private;
 * F5 `constant` names a function in reach, of its type;
 * F6 `call_indirect` has the operands and results of the type of its callee;
 * F7 attributes of arguments and results are of a dialect, a list for each of them.
 */
import {
  ArrayAttr,
  type DictionaryAttr,
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

/** F7. */
function verifyLists(op: Operation, name: string, what: string, count: number, fail: Fail): void {
  const lists = op.attr(name);
  if (!(lists instanceof ArrayAttr)) return;
  if (lists.elements.length !== count) {
    fail(
      `expects ${what} attribute array to have the same number of elements as the number of function ${what}s, got ${lists.elements.length}, but expected ${count} (F7)`,
    );
    return;
  }
  for (const list of lists.elements) {
    const bare = (list as DictionaryAttr).entries.find((e) => !e.name.includes('.'));
    if (bare) {
      fail(`${what}s may only have dialect attributes, and '${bare.name}' has no dialect (F7)`);
      return;
    }
  }
}

export function verifyFunc(op: Operation, fail: Fail): void {
  const type = functionType(op);
  const body = op.region();
  if (!type) return;
  verifyLists(op, 'arg_attrs', 'argument', type.inputs.length, fail);
  verifyLists(op, 'res_attrs', 'result', type.results.length, fail);
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

export const constantHooks = {
  verify(op, fail) {
    const value = op.attr('value') as SymbolRefAttr;
    const target = lookupSymbol(op, value);
    const type = target?.name === 'func.func' ? functionType(target) : undefined;
    if (!type) fail(`reference to undefined function '${value.root}' (F5)`);
    else if (type !== op.result().type) {
      fail(`reference to function with mismatched type: '${value.root}' is ${type} (F5)`);
    }
  },
  resultNames: () => ['f'],
} satisfies OpHooks;

export function verifyCallIndirect(op: Operation, fail: Fail): void {
  const type = op.operand(0).type as FunctionType;
  const [, ...operands] = op.operands.map((v) => v.type);
  const same = (a: readonly unknown[], b: readonly unknown[]) =>
    a.length === b.length && a.every((t, i) => t === b[i]);
  if (!same(operands, type.inputs)) {
    fail(
      `failed to verify that callee input types match argument types: the callee is ${type} (F6)`,
    );
  } else if (!same(op.resultTypes, type.results)) {
    fail(
      `failed to verify that callee result types match result types: the callee is ${type} (F6)`,
    );
  }
}
