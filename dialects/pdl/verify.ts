/**
 * Invariants of pdl beyond its spec, as upstream's verifiers have them:
 *
 *  P1  what a pattern describes is used: by an operation of the match part, directly or as a result
 *  P2  an attribute of a rewrite is a constant
 *  P3  an attribute has a type or a value, not both
 *  P4  an operation has one name for each attribute
 *  P5  an operation that is made has a name
 *  P6  the body of a pattern holds pdl operations only, and ends in pdl.rewrite
 *  P7  a pattern has an operation
 *  P8  what a pattern describes is connected, or asked of by a native constraint
 *  P9  a rewrite has a body or an external name, not both
 *  P10 only an external rewrite takes arguments
 *  P11 what replaces an operation is an operation or values, not both
 *  P12 all results of an operation are a range
 *  P13 a range is made of elements of its kind
 *  P14 a native constraint has an argument, and gives no operation
 *  P15 a native rewrite has an argument or a result
 */
import type { Fail, Operation } from '../../ir/index.js';
import { groupsOf } from './syntax.js';
import { kindOf, PdlRangeType } from './types.js';

const inRewrite = (op: Operation): boolean => op.parentOp?.name === 'pdl.rewrite';

/** Whether the match asks for it: a result counts when somebody asks for that. */
function isBound(op: Operation): boolean {
  return op.results.some((r) =>
    r
      .users()
      .some((user) =>
        user.name === 'pdl.result' || user.name === 'pdl.results' ? isBound(user) : true,
      ),
  );
}

function bound(op: Operation, fail: Fail): void {
  if (op.parentOp?.name !== 'pdl.pattern' || isBound(op)) return;
  fail('expected a bindable user when defined in the matcher body of a `pdl.pattern` (P1)');
}

export function verifyAttribute(op: Operation, fail: Fail): void {
  const { valueType = [] } = groupsOf(op);
  if (!op.attr('value')) {
    if (inRewrite(op)) fail('expected constant value when specified within a `pdl.rewrite` (P2)');
    else bound(op, fail);
  } else if (valueType.length > 0) {
    fail('expected only one of [`type`, `value`] to be set (P3)');
  }
}

export const verifyBound = bound;

export function verifyConstant(name: string) {
  return (op: Operation, fail: Fail): void => {
    if (!op.attr(name)) bound(op, fail);
  };
}

export function verifyOperation(op: Operation, fail: Fail): void {
  const { attributeValues = [] } = groupsOf(op);
  const names = op.attr('attributeValueNames');
  const count = names && 'elements' in names ? (names.elements as readonly unknown[]).length : 0;
  if (inRewrite(op) && !op.attr('opName')) {
    fail('must have an operation name when nested within a `pdl.rewrite` (P5)');
  } else if (count !== attributeValues.length) {
    fail(
      `expected the same number of attribute values and attribute names, got ${count} names and ${attributeValues.length} values (P4)`,
    );
  } else bound(op, fail);
}

/** What a match goes along. */
const CONNECTED: ReadonlySet<string> = new Set(
  ['operand', 'operation', 'result', 'results'].map((name) => `pdl.${name}`),
);

export function verifyPattern(op: Operation, fail: Fail): void {
  const { ops } = op.region().front;
  const last = ops[ops.length - 1];
  if (last?.name !== 'pdl.rewrite') {
    fail('expected body to terminate with `pdl.rewrite` (P6)');
    return;
  }
  let foreign: Operation | undefined;
  op.walk((inner) => {
    if (inner.def.dialect !== 'pdl') foreign ??= inner;
  });
  if (foreign) {
    fail(`expected only \`pdl\` operations within the pattern body, found '${foreign.name}' (P6)`);
    return;
  }
  const roots = ops.filter((o) => o.name === 'pdl.operation');
  if (roots.length === 0) {
    fail('the pattern must contain at least one `pdl.operation` (P7)');
    return;
  }
  const reached = new Set<Operation>();
  const visit = (from: Operation): void => {
    if (reached.has(from)) return;
    reached.add(from);
    const users = from.results.flatMap((r) => r.users());
    const makers = from.operands.flatMap((v) => v.definingOp ?? []);
    for (const near of [...users, ...makers]) {
      if (near.parent === from.parent && near !== last) visit(near);
    }
  };
  visit(roots[0]);
  // What a native constraint asks of is tied to the match by it.
  for (const o of ops) if (o.name === 'pdl.apply_native_constraint') visit(o);
  const apart = ops.find((o) => CONNECTED.has(o.name) && !reached.has(o));
  if (apart)
    fail(`the operations must form a connected component: '${apart.name}' stands apart (P8)`);
}

export function verifyRewrite(op: Operation, fail: Fail): void {
  const region = op.region();
  const { externalArgs = [] } = groupsOf(op);
  if (op.attr('name')) {
    if (!region.isEmpty) fail('expected rewrite region to be empty when rewrite is external (P9)');
    return;
  }
  if (region.isEmpty) {
    fail('expected rewrite region to be non-empty if external name is not specified (P9)');
  } else if (externalArgs.length > 0) {
    fail('expected no external arguments when the rewrite is specified inline (P10)');
  }
}

export function verifyReplace(op: Operation, fail: Fail): void {
  const { replOperation = [], replValues = [] } = groupsOf(op);
  if (replOperation.length > 0 && replValues.length > 0) {
    fail(
      'expected no replacement values to be provided when the replacement operation is present (P11)',
    );
  }
}

export function verifyResults(op: Operation, fail: Fail): void {
  const { type } = op.result();
  if (op.attr('index') || type instanceof PdlRangeType) return;
  fail(
    `expected \`pdl.range<value>\` result type when no index is specified, but got: ${type} (P12)`,
  );
}

export function verifyRange(op: Operation, fail: Fail): void {
  const kind = kindOf(op.result().type);
  const wrong = op.operands.find((v) => kindOf(v.type) !== kind);
  if (wrong) fail(`expected operand to have element type ${kind}, but got: ${wrong.type} (P13)`);
}

export function verifyNativeConstraint(op: Operation, fail: Fail): void {
  if (op.numOperands === 0) fail('expected at least one argument (P14)');
  else if (op.results.some((r) => kindOf(r.type) === 'operation')) {
    fail('returning an operation from a constraint is not supported (P14)');
  }
}

export function verifyNativeRewrite(op: Operation, fail: Fail): void {
  if (op.numOperands === 0 && op.numResults === 0) {
    fail('expected at least one argument or result (P15)');
  }
}
