/**
 * Constraints of irdl beyond its spec:
 *
 * - I1: a definition of operands or results has one variadicity for each.
 * - I2: a definition of attributes has one name for each.
 * - I3: a base has a symbol or a name, not both.
 * - I4: the name of a base starts with `!` (a type) or `#` (an attribute).
 */
import { ArrayAttr, type Fail, type Operation, StringAttr } from '../../ir/index.js';
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
