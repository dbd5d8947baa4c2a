/**
 * Formats as lists of small steps. The elements of a format say all that a format may hold; most
 * operations need little of it, and are read and printed in their millions.
 */
import { PUNCTUATION, type Token } from '../text/lexer.js';
import type { FormatElement, OpSpec, TypeOperand, ValueSpec } from './op-spec.js';

/** What a step is, as a number: a switch over these is a jump. */
export const Do = {
  /** The token `token` is next. */
  token: 0,
  /** The word `text` is next. */
  word: 1,
  /** The one operand of group `index`. */
  operand: 2,
  /** The type of that operand. */
  operandType: 3,
  /** The type of the one result of group `index`. */
  resultType: 4,
  /** A dictionary of attributes, if there is one. */
  dictionary: 5,
  /** A group that is there when the token `token` is next. */
  optional: 6,
  /** Nothing: `text` is all. */
  nothing: 7,
  /** What `element` says. */
  element: 8,
} as const;

export interface ParseStep {
  readonly kind: number;
  readonly token: Token;
  readonly text: string;
  readonly index: number;
  readonly element: FormatElement;
}

/** `text`, then an operand, its type, the type of a result, or nothing. */
export interface PrintStep {
  readonly text: string;
  readonly kind: number;
  readonly index: number;
}

/** How to read a format. */
export function parseSteps(spec: OpSpec): readonly ParseStep[] {
  return (spec.format ?? []).filter((e) => e.kind !== 'whitespace').map((e) => parseStep(spec, e));
}

function parseStep(spec: OpSpec, element: FormatElement): ParseStep {
  const step = (kind: number, index = 0, token: Token = 0, text = ''): ParseStep => ({
    kind,
    token,
    text,
    index,
    element,
  });
  switch (element.kind) {
    case 'literal': {
      const token = PUNCTUATION[element.text];
      return token ? step(Do.token, 0, token, element.text) : step(Do.word, 0, 0, element.text);
    }
    case 'operand':
      if (spec.operands[element.index].arity !== 'single') break;
      return step(Do.operand, element.index);
    case 'type': {
      const kind = typeStep(spec, element.of);
      if (kind === undefined) break;
      return step(kind, (element.of as { index: number }).index);
    }
    case 'attr-dict':
      if (element.withKeyword) break;
      return step(Do.dictionary);
    case 'optional': {
      const [first] = element.then;
      const token = first?.kind === 'literal' ? PUNCTUATION[first.text] : undefined;
      // An inverted group puts what it is about on the other side.
      if (!token || element.inverted || element.otherwise.length > 0) break;
      return step(Do.optional, 0, token);
    }
  }
  return step(Do.element);
}

/** The step of a type directive over one value; undefined for one over more, or none. */
function typeStep(spec: OpSpec, of: TypeOperand): number | undefined {
  if (of.kind === 'operand' && isPlain(spec.operands[of.index])) return Do.operandType;
  if (of.kind === 'result' && isPlain(spec.results[of.index])) return Do.resultType;
  return undefined;
}

/** Just one value, whose type prints whole. */
const isPlain = ({ arity, constraint }: ValueSpec): boolean =>
  arity === 'single' && constraint.strippedType === undefined;

/** Whether a space stands before a literal: the rule of the reference (shouldEmitSpaceBefore). */
export function spaceBefore(text: string, afterPunctuation: boolean): boolean {
  if (text.length !== 1) return true;
  return !(afterPunctuation ? '>)}],' : '<>(){}[],').includes(text);
}

/** Whether a space goes before what comes after a literal. */
export const spaceAfter = (text: string): boolean => text.length !== 1 || !'<({['.includes(text);

export function isWord(text: string): boolean {
  const c = text.charCodeAt(0);
  return c === 95 || (c >= 65 && c <= 90) || (c >= 97 && c <= 122);
}

/**
 * How to print an operation that has no attribute but those it has without being given any: then
 * nothing shows of dictionaries and of groups about attributes, and every space is known before.
 * Undefined where the format has other parts than literals and single operands and types.
 */
export function plainPrintSteps(spec: OpSpec): readonly PrintStep[] | undefined {
  const steps: PrintStep[] = [];
  let text = '';
  let space = true;
  let punctuation = false;
  const add = (elements: readonly FormatElement[]): boolean =>
    elements.every((e) => {
      switch (e.kind) {
        case 'whitespace':
          // How far the next line is indented depends on where the operation stands.
          if (e.text === '\n') return false;
          text += e.text;
          space = false;
          return true;
        case 'literal':
          if (space && spaceBefore(e.text, punctuation)) text += ' ';
          text += e.text;
          space = spaceAfter(e.text);
          punctuation = !isWord(e.text);
          return true;
        case 'attr-dict':
          space = true;
          punctuation = false;
          return true;
        case 'operand':
        case 'type': {
          const kind =
            e.kind === 'type'
              ? typeStep(spec, e.of)
              : spec.operands[e.index].arity === 'single'
                ? Do.operand
                : undefined;
          if (kind === undefined) return false;
          const { index } = (e.kind === 'type' ? e.of : e) as { index: number };
          steps.push({ text: space ? `${text} ` : text, kind, index });
          text = '';
          space = true;
          punctuation = false;
          return true;
        }
        case 'optional': {
          const anchor = (e.inverted ? e.otherwise : e.then)[e.anchor];
          return anchor?.kind === 'attribute' && add(e.inverted ? e.then : e.otherwise);
        }
        default:
          return false;
      }
    });
  if (!spec.format || !add(spec.format)) return undefined;
  if (text !== '') steps.push({ text, kind: Do.nothing, index: 0 });
  return steps;
}
