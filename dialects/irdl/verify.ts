/**
 * Constraints of irdl beyond its spec:
 *
 *  I1 a definition of operands or results has one variadicity for each
 *  I2 a definition of attributes has one name for each
 *  I3 a base has a symbol or a name, not both
 *  I4 the name of a base starts with `!` (a type) or `#` (an attribute)
 *  I5 what any_of chooses from is told apart by definitions: none takes anything, and no two ask
 *     for parameters of one definition
 */
import { ArrayAttr, type Fail, type Operation, StringAttr, type Value } from '../../ir/index.js';
import { VariadicityArrayAttr } from './variadicity.js';

export function verifyValues(op: Operation, fail: Fail): void {
  const attr = op.attr('variadicity');
  const count = attr instanceof VariadicityArrayAttr ? attr.values.length : 0;
  if (count !== op.numOperands) {
    fail(`has ${op.numOperands} constraints and ${count} variadicities (I1)`);
  }
}

export function verifyAttributes(op: Operation, fail: Fail): void {
  const attr = op.attr('attributeValueNames');
  const count = attr instanceof ArrayAttr ? attr.elements.length : 0;
  if (count !== op.numOperands) {
    fail(`has ${op.numOperands} constraints and ${count} names (I2)`);
  }
}

export function verifyBase(op: Operation, fail: Fail): void {
  const name = op.attr('base_name');
  if ((op.attr('base_ref') === undefined) === (name === undefined)) {
    fail('takes a symbol such as \'@dialect::@type\' or a name such as "!builtin.integer" (I3)');
  } else if (name instanceof StringAttr && !/^[!#]/.test(name.value)) {
    fail(`the name "${name.value}" starts with neither '!' nor '#' (I4)`);
  }
}

export function verifyAnyOf(op: Operation, fail: Fail): void {
  const seen = new Set<string>();
  for (const value of op.operands) {
    const bases = basesOf(value);
    if (bases === undefined) {
      fail('one of its constraints takes anything, so the others would never be asked (I5)');
      return;
    }
    for (const base of bases) {
      if (!seen.has(base)) continue;
      fail(`two of its constraints ask for parameters of ${base} (I5)`);
      return;
    }
    for (const base of bases) seen.add(base);
  }
}

/** The definitions whose parameters a constraint asks for; undefined: it takes anything. */
function basesOf(value: Value): ReadonlySet<string> | undefined {
  const op = value.definingOp;
  if (op === undefined) return undefined;
  switch (op.name) {
    case 'irdl.any':
    case 'irdl.c_pred':
      return undefined;
    case 'irdl.parametric':
      return new Set([String(op.attr('base_type'))]);
    case 'irdl.any_of': {
      const all = op.operands.map(basesOf);
      if (all.includes(undefined)) return undefined;
      return new Set(all.flatMap((s) => [...s!]));
    }
    case 'irdl.all_of':
      return op.operands.map(basesOf).find((s) => s !== undefined);
    default:
      return new Set();
  }
}
