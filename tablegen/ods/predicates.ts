/** Predicate records to one TypeScript expression. */
import type { RecordBase } from '../language/index.js';
import { has, isA, recordField, recordList, stringField } from './fields.js';

/** A conjunction or disjunction keeps its parts, so that they are joined without needless parentheses. */
type Expression =
  | { readonly kind: 'all'; readonly parts: readonly string[] }
  | { readonly kind: 'any'; readonly parts: readonly string[] };

const ALWAYS: Expression = { kind: 'all', parts: [] };
const NEVER: Expression = { kind: 'any', parts: [] };
const leaf = (text: string): Expression => ({ kind: 'all', parts: splitTopLevel(text, '&&') });

/**
 * The predicate as an expression over `$_self` and `$_op`; undefined when it always holds or is
 * not understood (a leaf written in C++, as `looksForeign` tells).
 */
export function predicateText(predicate: RecordBase): string | undefined {
  const expression = expressionOf(predicate);
  if (expression === undefined) return undefined;
  if (expression.kind === 'all' && expression.parts.length === 0) return undefined;
  return textOf(expression);
}

/** Undefined: not understood. */
function expressionOf(predicate: RecordBase): Expression | undefined {
  if (predicate.nameText === 'True') return ALWAYS;
  if (predicate.nameText === 'False') return NEVER;
  if (isA(predicate, 'CombinedPred')) return combined(predicate);
  if (!has(predicate, 'predExpr')) return ALWAYS;
  const text = withoutParentheses(stringField(predicate, 'predExpr').trim());
  if (looksForeign(text)) return undefined;
  if (text === 'true') return ALWAYS;
  return leaf(text);
}

function combined(predicate: RecordBase): Expression | undefined {
  const kind = recordField(predicate, 'kind').nameText;
  const children = recordList(predicate, 'children').map(expressionOf);
  switch (kind) {
    case 'PredCombinerAnd':
      // What is not understood is left out: the rest is still checked.
      return conjunction(children.filter((c) => c !== undefined));
    case 'PredCombinerOr':
      return children.includes(undefined) ? undefined : disjunction(children as Expression[]);
  }
  const [child] = children;
  if (child === undefined) return undefined;
  switch (kind) {
    case 'PredCombinerNot':
      return leaf(`!(${textOf(child)})`);
    case 'PredCombinerSubstLeaves': {
      const from = stringField(predicate, 'pattern');
      const to = stringField(predicate, 'replacement');
      return { kind: child.kind, parts: child.parts.map((p) => p.replaceAll(from, () => to)) };
    }
    case 'PredCombinerConcat':
      if (child.kind === 'all' && child.parts.length === 0) return ALWAYS;
      return leaf(
        `${stringField(predicate, 'prefix')}${textOf(child)}${stringField(predicate, 'suffix')}`,
      );
    default:
      return undefined;
  }
}

function conjunction(children: readonly Expression[]): Expression {
  const parts: string[] = [];
  for (const child of children) {
    const add = child.kind === 'all' ? child.parts : [textOf(child)];
    for (const part of add) {
      const text = child.kind === 'any' && child.parts.length > 1 ? `(${part})` : part;
      if (!parts.includes(text)) parts.push(text);
    }
  }
  return { kind: 'all', parts };
}

function disjunction(children: readonly Expression[]): Expression {
  const parts: string[] = [];
  for (const child of children) {
    if (child.kind === 'all' && child.parts.length === 0) return ALWAYS;
    const add = child.kind === 'any' ? child.parts : [textOf(child)];
    for (const part of add) if (!parts.includes(part)) parts.push(part);
  }
  return parts.length === 1 ? leaf(parts[0]) : { kind: 'any', parts };
}

function textOf({ kind, parts }: Expression): string {
  if (parts.length === 0) return kind === 'all' ? 'true' : 'false';
  if (parts.length === 1) return parts[0];
  if (kind === 'all') {
    return parts.map((p) => (splitTopLevel(p, '||').length > 1 ? `(${p})` : p)).join(' && ');
  }
  return parts.map((p) => (splitTopLevel(p, '&&').length > 1 ? `(${p})` : p)).join(' || ');
}

/** C++ that our own base library would not write. */
function looksForeign(text: string): boolean {
  return /::|\b(llvm|isa|dyn_cast|cast)\b|->|\bauto\b|\$_self\.(get|is|cast)[A-Z]?\w*[(<]/.test(
    text,
  );
}

/** `(a && b)` without its parentheses, if they belong together. */
function withoutParentheses(text: string): string {
  if (!text.startsWith('(') || !text.endsWith(')')) return text;
  let depth = 0;
  for (let i = 0; i < text.length - 1; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')') depth--;
    if (depth === 0) return text;
  }
  return withoutParentheses(text.slice(1, -1).trim());
}

/** Splits at an operator that stands in no brackets; a text with the other operator stays whole. */
function splitTopLevel(text: string, operator: '&&' | '||'): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if ('([{'.includes(c)) depth++;
    else if (')]}'.includes(c)) depth--;
    else if (depth === 0 && text.startsWith(operator, i)) {
      parts.push(text.slice(start, i).trim());
      i++;
      start = i + 1;
    } else if (depth === 0 && operator === '&&' && text.startsWith('||', i)) {
      return [text];
    }
  }
  parts.push(text.slice(start).trim());
  return parts;
}
