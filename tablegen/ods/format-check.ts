/** A format must let the parser know the type of every operand and result. */
import type { FormatElement, TypeOperand } from '../../ir/index.js';
import { FormatError } from './format-lexer.js';
import type { OpModel, ValueModel } from './model.js';

/** Throws a `FormatError` that names the value whose type nothing tells. */
export function checkFormatTypes(op: OpModel): void {
  const known = new Set<string>();
  const key = (what: 'operand' | 'result', index: number) => `${what} ${index}`;
  const addAll = (values: readonly unknown[], what: 'operand' | 'result') => {
    for (const i of values.keys()) known.add(key(what, i));
  };
  const add = (of: TypeOperand) => {
    if (of.kind === 'operand' || of.kind === 'result') known.add(key(of.kind, of.index));
    else if (of.kind === 'operands') addAll(op.operands, 'operand');
    else addAll(op.results, 'result');
  };
  let custom = false;
  walk(op.format ?? [], (element) => {
    if (element.kind === 'type') add(element.of);
    else if (element.kind === 'functional-type') {
      add(element.inputs);
      add(element.results);
    } else if (element.kind === 'custom') custom = true;
  });
  // A hand-written form may set any type.
  if (custom) return;

  const named = new Map<string, string>();
  for (const [i, { name }] of op.operands.entries()) named.set(name, key('operand', i));
  for (const [i, { name }] of op.results.entries()) named.set(name, key('result', i));
  // An attribute with a type of its own can tie a value to it.
  const typed = new Set(op.attributes.map((a) => a.name));
  infer(op, known, named, typed);

  const check = (values: readonly ValueModel[], what: 'operand' | 'result') => {
    for (const [i, { name, constraint }] of values.entries()) {
      if (known.has(key(what, i)) || constraint.buildableType !== undefined) continue;
      const text = name === '' ? `${what} #${i}` : `'$${name}'`;
      const fix = name === '' ? '' : `; add 'type($${name})'`;
      throw new FormatError(`the format does not tell the type of ${text}${fix}`, 0);
    }
  };
  check(op.operands, 'operand');
  check(op.results, 'result');
}

/** Traits tie types together: what one of them knows, all know. */
function infer(
  op: OpModel,
  known: Set<string>,
  named: ReadonlyMap<string, string>,
  typedAttributes: ReadonlySet<string>,
): void {
  const addAll = (values: readonly unknown[], what: string) => {
    for (const i of values.keys()) known.add(`${what} ${i}`);
  };
  const isKnown = (name: string) => typedAttributes.has(name) || known.has(named.get(name) ?? '');
  for (let before = -1; before !== known.size; ) {
    before = known.size;
    for (const { name, args } of op.traits) {
      if (name === 'AllTypesMatch' && args.some(isKnown)) {
        for (const arg of args) if (named.has(arg)) known.add(named.get(arg)!);
      } else if (name === 'TypesMatchWith' && isKnown(args[1]) && named.has(args[2])) {
        known.add(named.get(args[2])!);
      } else if (name === 'SameOperandsAndResultType' && known.size > 0) {
        addAll(op.operands, 'operand');
        addAll(op.results, 'result');
      } else if (
        name === 'SameTypeOperands' &&
        op.operands.some((_, i) => known.has(`operand ${i}`))
      ) {
        addAll(op.operands, 'operand');
      } else if (name === 'FirstAttrDerivedResultType' || name === 'InferTypeOpInterface') {
        addAll(op.results, 'result');
      }
    }
  }
}

/** Every element, those inside groups included. */
export function walk(
  elements: readonly FormatElement[],
  visit: (element: FormatElement) => void,
): void {
  for (const element of elements) {
    visit(element);
    if (element.kind === 'optional') {
      walk(element.then, visit);
      walk(element.otherwise, visit);
    } else if (element.kind === 'oilist') {
      for (const clause of element.clauses) walk(clause.elements, visit);
    } else if (element.kind === 'custom') {
      walk(element.args, visit);
    } else if (element.kind === 'ref') {
      visit(element.element);
    }
  }
}
