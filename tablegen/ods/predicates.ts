/** Predicate records to one TypeScript expression. */
import type { RecordBase } from '../language/index.js';
import { has, isA, recordField, recordList, stringField } from './fields.js';

/**
 * A conjunction or disjunction keeps its parts, so that they are joined without needless
 * parentheses. A partial one says less than the record: a part of it was not understood.
 */
interface Expression {
  readonly kind: 'all' | 'any';
  readonly parts: readonly string[];
  readonly partial?: boolean;
}

const ALWAYS: Expression = { kind: 'all', parts: [] };
const NEVER: Expression = { kind: 'any', parts: [] };
const leaf = (text: string): Expression => ({ kind: 'all', parts: splitTopLevel(text, '&&') });

/** The text of a leaf as TypeScript; undefined when it is not understood. */
export type Translate = (text: string) => string | undefined;

export interface PredicateText {
  /** Over `$_self` and `$_op`; absent when it always holds, or nothing of it is understood. */
  readonly text?: string;
  /** Whether all of the record is in it. */
  readonly complete: boolean;
}

export function predicateOf(predicate: RecordBase, translate: Translate): PredicateText {
  const expression = new Reader(translate).expression(predicate, (text) => text);
  if (expression === undefined) return { complete: false };
  const complete = expression.partial !== true;
  if (expression.kind === 'all' && expression.parts.length === 0) return { complete };
  return { text: textOf(expression), complete };
}

/** What stands in a leaf after the substitutions around it. */
type Substitute = (text: string) => string;

class Reader {
  private readonly translate: Translate;

  constructor(translate: Translate) {
    this.translate = translate;
  }

  /** Undefined: not understood. */
  expression(predicate: RecordBase, substitute: Substitute): Expression | undefined {
    if (predicate.nameText === 'True') return ALWAYS;
    if (predicate.nameText === 'False') return NEVER;
    if (isA(predicate, 'CombinedPred')) return this.combined(predicate, substitute);
    if (!has(predicate, 'predExpr')) return ALWAYS;
    return this.leaf(substitute(stringField(predicate, 'predExpr')));
  }

  private leaf(raw: string): Expression | undefined {
    const text = withoutParentheses(raw.trim());
    if (text === 'true' || text === '') return ALWAYS;
    const translated = this.translate(text);
    return translated === undefined ? undefined : leaf(withoutParentheses(translated));
  }

  private combined(predicate: RecordBase, substitute: Substitute): Expression | undefined {
    const kind = recordField(predicate, 'kind').nameText;
    const children = recordList(predicate, 'children');
    const of = (child: RecordBase) => this.expression(child, substitute);
    switch (kind) {
      case 'PredCombinerAnd':
        return conjunction(children.map(of));
      case 'PredCombinerOr': {
        const parts = children.map(of);
        return parts.includes(undefined) ? undefined : disjunction(parts as Expression[]);
      }
      case 'PredCombinerNot': {
        const child = of(children[0]);
        return child === undefined || child.partial ? undefined : leaf(`!(${textOf(child)})`);
      }
      case 'PredCombinerSubstLeaves': {
        const from = stringField(predicate, 'pattern');
        const to = stringField(predicate, 'replacement');
        return this.expression(children[0], (text) => substitute(text.replaceAll(from, () => to)));
      }
      case 'PredCombinerConcat': {
        const child = of(children[0]);
        if (child !== undefined && child.kind === 'all' && child.parts.length === 0) return ALWAYS;
        const inner = rawText(children[0], substitute);
        if (inner === undefined) return undefined;
        const [before, after] = ['prefix', 'suffix'].map((f) =>
          substitute(stringField(predicate, f)),
        );
        return this.leaf(`${before}${inner}${after}`);
      }
      default:
        return undefined;
    }
  }
}

/** The predicate in its own language, for a text around it that only the whole gives a meaning. */
function rawText(predicate: RecordBase, substitute: Substitute): string | undefined {
  if (predicate.nameText === 'True') return 'true';
  if (predicate.nameText === 'False') return 'false';
  if (!isA(predicate, 'CombinedPred')) {
    return has(predicate, 'predExpr')
      ? substitute(stringField(predicate, 'predExpr')).trim()
      : 'true';
  }
  const kind = recordField(predicate, 'kind').nameText;
  const children = recordList(predicate, 'children');
  if (kind === 'PredCombinerSubstLeaves') {
    const from = stringField(predicate, 'pattern');
    const to = stringField(predicate, 'replacement');
    return rawText(children[0], (text) => substitute(text.replaceAll(from, () => to)));
  }
  const parts = children.map((c) => rawText(c, substitute));
  if (parts.includes(undefined)) return undefined;
  const joined = (operator: string, none: string) =>
    parts.length === 1
      ? parts[0]
      : parts.length === 0
        ? none
        : `(${parts.map((p) => `(${p})`).join(operator)})`;
  switch (kind) {
    case 'PredCombinerAnd':
      return joined(' && ', 'true');
    case 'PredCombinerOr':
      return joined(' || ', 'false');
    case 'PredCombinerNot':
      return `!(${parts[0]})`;
    case 'PredCombinerConcat':
      return `${substitute(stringField(predicate, 'prefix'))}${parts[0]}${substitute(stringField(predicate, 'suffix'))}`;
    default:
      return undefined;
  }
}

/** What is not understood is left out, and what comes after it, which may rely on it. */
function conjunction(children: readonly (Expression | undefined)[]): Expression {
  const parts: string[] = [];
  let partial = false;
  for (const child of children) {
    if (child === undefined) {
      partial = true;
      break;
    }
    const add = child.kind === 'all' ? child.parts : [textOf(child)];
    for (const part of add) {
      const text = child.kind === 'any' && child.parts.length > 1 ? `(${part})` : part;
      if (!parts.includes(text)) parts.push(text);
    }
    if (child.partial) {
      partial = true;
      break;
    }
  }
  return partial ? { kind: 'all', parts, partial } : { kind: 'all', parts };
}

function disjunction(children: readonly Expression[]): Expression {
  const parts: string[] = [];
  const partial = children.some((c) => c.partial);
  for (const child of children) {
    if (child.kind === 'all' && child.parts.length === 0) {
      return partial ? { ...ALWAYS, partial } : ALWAYS;
    }
    const add = child.kind === 'any' ? child.parts : [textOf(child)];
    for (const part of add) if (!parts.includes(part)) parts.push(part);
  }
  const result: Expression = parts.length === 1 ? leaf(parts[0]) : { kind: 'any', parts };
  return partial ? { ...result, partial } : result;
}

function textOf({ kind, parts }: Expression): string {
  if (parts.length === 0) return kind === 'all' ? 'true' : 'false';
  if (parts.length === 1) return parts[0];
  if (kind === 'all') {
    return parts.map((p) => (splitTopLevel(p, '||').length > 1 ? `(${p})` : p)).join(' && ');
  }
  return parts.map((p) => (splitTopLevel(p, '&&').length > 1 ? `(${p})` : p)).join(' || ');
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
