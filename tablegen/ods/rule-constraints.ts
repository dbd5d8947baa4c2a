/** Constraints that a file of records offers to rules: on attributes, types, and operations by interface. */
import type { RecordBase, RecordKeeper } from '../language/index.js';
import { has, isA, recordField, recordList, stringField } from './fields.js';
import { predicateOf } from './predicates.js';
import { isUpstream } from './upstream.js';

export interface RuleConstraint {
  readonly name: string;
  /** What it is asked of. */
  readonly of: 'attr' | 'type' | 'op';
  /** The condition over `self`, in the language of the records. */
  readonly condition: string;
  /** The same as a TypeScript expression; absent for specs with conditions in C++. */
  readonly test?: string;
}

/** In the order in which mlir-pdll takes them in: attributes, types, interfaces, each by name. */
export function ruleConstraints(keeper: RecordKeeper): RuleConstraint[] {
  const seen = new Set<string>();
  const named = (ofClass: string): RecordBase[] =>
    keeper
      .derivedDefs(ofClass)
      .filter((r) => r.kind !== 'anonymous' && !seen.has(r.nameText) && seen.add(r.nameText))
      .sort((a, b) => compareWithNumbers(a.nameText, b.nameText));
  const withPredicate = (of: 'attr' | 'type') => (record: RecordBase) => ({
    name: record.nameText,
    of,
    condition: conditionOf(recordField(record, 'predicate')).replaceAll('$_self', 'self'),
    ...(!isUpstream(keeper) && { test: testOf(recordField(record, 'predicate')) }),
  });
  return [
    ...named('Attr').map(withPredicate('attr')),
    ...named('Type').map(withPredicate('type')),
    ...named('OpInterface').map((record) => {
      const space = stringField(record, 'cppNamespace');
      const name = `${space}${space === '' ? '' : '::'}${stringField(record, 'cppInterfaceName')}`;
      return { name: record.nameText, of: 'op' as const, condition: `llvm::isa<${name}>(self)` };
    }),
  ];
}

function testOf(predicate: RecordBase): string {
  const { text = 'true' } = predicateOf(predicate, (leaf) => leaf);
  return text.replaceAll('$_self', 'self');
}

/** As one expression, with the parentheses that the reference puts. */
function conditionOf(predicate: RecordBase, substitute = (text: string) => text): string {
  if (!isA(predicate, 'CombinedPred')) {
    return substitute(has(predicate, 'predExpr') ? stringField(predicate, 'predExpr') : 'true');
  }
  const children = recordList(predicate, 'children');
  const inner = (how = substitute) => children.map((c) => conditionOf(c, how));
  const joined = (parts: readonly string[], by: string) =>
    parts.length === 1 ? parts[0] : parts.map((p) => `(${p})`).join(` ${by} `);
  switch (recordField(predicate, 'kind').nameText) {
    case 'PredCombinerAnd':
      return joined(inner(), '&&');
    case 'PredCombinerOr':
      return joined(inner(), '||');
    case 'PredCombinerNot':
      return `!(${inner()[0]})`;
    case 'PredCombinerConcat':
      return (
        substitute(stringField(predicate, 'prefix')) +
        inner()[0] +
        substitute(stringField(predicate, 'suffix'))
      );
    default: {
      const pattern = stringField(predicate, 'pattern');
      const replacement = stringField(predicate, 'replacement');
      return inner((text) => substitute(text.replaceAll(pattern, replacement)))[0];
    }
  }
}

/** Digits compare as numbers: `I8` before `I16`. */
function compareWithNumbers(a: string, b: string): number {
  const parts = (text: string) => text.match(/\d+|\D/g) ?? [];
  const [x, y] = [parts(a), parts(b)];
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    if (x[i] === y[i]) continue;
    const numbers = /\d/.test(x[i]) && /\d/.test(y[i]);
    if (numbers && Number(x[i]) !== Number(y[i])) return Number(x[i]) - Number(y[i]);
    return x[i] < y[i] ? -1 : 1;
  }
  return x.length - y.length;
}
