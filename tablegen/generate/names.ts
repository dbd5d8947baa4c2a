/** Names of the members of an operation's class. */
import type { ValueModel } from '../ods/model.js';
import { camelCase } from './literal.js';

/** Members of the class itself, which no accessor may hide. */
const TAKEN = new Set(['op', 'constructor']);

export function memberName(name: string): string {
  const camel = camelCase(name);
  return TAKEN.has(camel) ? `${camel}_` : camel;
}

/** Names of the accessors; those without a name are `result`, `results`, `operand` … */
export function valueName({ name, arity }: ValueModel, what: string, index: number): string {
  if (name !== '') return memberName(name);
  return `${what}${arity === 'variadic' ? 's' : ''}${index === 0 ? '' : index}`;
}
