/** Parses the `assemblyFormat` of an operation. */
import type { FormatElement, TypeOperand } from '../../ir/index.js';
import { FormatCursor, literalElement, nearestName } from './format-lexer.js';

/** Names that the format may use, in the order of the op's lists. */
export interface FormatNames {
  readonly operands: readonly string[];
  readonly results: readonly string[];
  readonly attributes: readonly string[];
  readonly regions: readonly string[];
  readonly successors: readonly string[];
}

/** Throws a `FormatError` with the offset in the text. */
export function parseOpFormat(text: string, names: FormatNames): FormatElement[] {
  return new OpFormatParser(text, names).parse();
}

class OpFormatParser extends FormatCursor {
  private readonly names: FormatNames;
  private hasAttrDict = false;
  /** What the format has read so far, by kind and place: `operand 1`, `type of result 0`. */
  private readonly bound = new Set<string>();
  private inCustom = false;

  constructor(text: string, names: FormatNames) {
    super(text);
    this.names = names;
  }

  parse(): FormatElement[] {
    const elements: FormatElement[] = [];
    while (this.token.kind !== 'end') elements.push(this.element());
    if (!this.hasAttrDict) {
      throw this.fail("the format needs an 'attr-dict' for attributes that it does not name");
    }
    this.checkAllRead();
    return elements;
  }

  /** Attributes may be left to the dictionary; what else the operation has stands in the format. */
  private checkAllRead(): void {
    for (const [kind, names] of [
      ['operand', this.names.operands],
      ['region', this.names.regions],
      ['successor', this.names.successors],
    ] as const) {
      if (this.bound.has(`${kind}s`)) continue;
      const missing = names.findIndex((_, i) => !this.bound.has(`${kind} ${i}`));
      if (missing < 0) continue;
      const name = names[missing];
      const [what, fix] = name === '' ? [`#${missing}`, `${kind}s`] : [`'$${name}'`, `$${name}`];
      throw this.fail(`the format does not have ${kind} ${what}; add '${fix}'`);
    }
  }

  /** Notes that a part stands here, which it may do once; inside `ref` it must have stood before. */
  private bind(part: string, text: string, at: number, isReference: boolean): void {
    if (isReference) {
      if (this.bound.has(part)) return;
      throw this.fail(`'${text}' must stand in the format before it is referred to`, at);
    }
    if (this.bound.has(part)) throw this.fail(`'${text}' stands here for the second time`, at);
    this.bound.add(part);
  }

  private element(isReference = false): FormatElement {
    const { token } = this;
    switch (token.kind) {
      case 'literal':
        this.next();
        return literalElement(token);
      case 'variable':
        this.next();
        return this.variable(token.text, token.at, false, isReference);
      case 'keyword':
        return this.directive(isReference);
      default:
        if (this.is('(')) return this.optionalGroup();
        throw this.fail(`expected a literal, a variable, a directive or '(', got '${token.text}'`);
    }
  }

  private variable(
    name: string,
    at: number,
    qualified = false,
    isReference = false,
  ): FormatElement {
    const { operands, attributes, regions, successors, results } = this.names;
    const bind = (kind: string, index: number) =>
      this.bind(`${kind} ${index}`, `$${name}`, at, isReference);
    const operand = operands.indexOf(name);
    if (operand >= 0) {
      bind('operand', operand);
      return { kind: 'operand', index: operand };
    }
    const attribute = attributes.indexOf(name);
    if (attribute >= 0) {
      bind('attribute', attribute);
      return qualified
        ? { kind: 'attribute', index: attribute, qualified }
        : { kind: 'attribute', index: attribute };
    }
    const region = regions.indexOf(name);
    if (region >= 0) {
      bind('region', region);
      return { kind: 'region', index: region };
    }
    const successor = successors.indexOf(name);
    if (successor >= 0) {
      bind('successor', successor);
      return { kind: 'successor', index: successor };
    }
    if (results.includes(name)) {
      throw this.fail(`result '$${name}' can stand only inside 'type' or 'functional-type'`, at);
    }
    throw this.unknown(name, at, [...operands, ...attributes, ...regions, ...successors]);
  }

  private unknown(name: string, at: number, known: readonly string[]): Error {
    const near = nearestName(name, known);
    const hint = near === undefined ? '' : `; did you mean '$${near}'?`;
    return this.fail(`the op has nothing named '$${name}'${hint}`, at);
  }

  private directive(isReference: boolean): FormatElement {
    const { text, at } = this.next();
    switch (text) {
      case 'attr-dict':
      case 'attr-dict-with-keyword':
        if (this.hasAttrDict) throw this.fail("'attr-dict' stands here for the second time", at);
        this.hasAttrDict = true;
        return { kind: 'attr-dict', withKeyword: text !== 'attr-dict' };
      case 'prop-dict':
        return { kind: 'prop-dict' };
      case 'operands':
      case 'regions':
      case 'successors':
        this.bind(text, text, at, isReference);
        return { kind: text };
      case 'type':
        return this.inParentheses(text, () => ({
          kind: 'type',
          of: this.typeOperand(text, isReference),
        }));
      case 'qualified':
        return this.inParentheses(text, () => this.qualified());
      case 'functional-type':
        return this.inParentheses(text, () => {
          const inputs = this.typeOperand(text);
          this.expect(',', `between the two parts of '${text}'`);
          return { kind: 'functional-type', inputs, results: this.typeOperand(text) };
        });
      case 'ref':
        if (!this.inCustom) throw this.fail("'ref' can stand only inside 'custom'", at);
        return this.inParentheses(text, () => ({ kind: 'ref', element: this.element(true) }));
      case 'custom':
        return this.custom();
      case 'oilist':
        return this.inParentheses(text, () => this.oilist());
      case 'results':
        throw this.fail("'results' can stand only inside 'type' or 'functional-type'", at);
    }
    const near = nearestName(text, DIRECTIVES);
    const hint = near === undefined ? '' : `; did you mean '${near}'?`;
    throw this.fail(`'${text}' is no directive${hint}`, at);
  }

  private inParentheses<T>(directive: string, body: () => T): T {
    this.expect('(', `after '${directive}'`);
    const result = body();
    this.expect(')', `after the arguments of '${directive}'`);
    return result;
  }

  private qualified(): FormatElement {
    const { kind, text, at } = this.next();
    if (kind === 'variable') return this.variable(text, at, true);
    if (kind === 'keyword' && text === 'type') {
      return this.inParentheses('type', () => ({
        kind: 'type',
        of: this.typeOperand('type'),
        qualified: true,
      }));
    }
    throw this.fail("expected an attribute or 'type' inside 'qualified'", at);
  }

  private typeOperand(directive: string, isReference = false): TypeOperand {
    const { kind, text, at } = this.next();
    if (kind === 'keyword' && (text === 'operands' || text === 'results')) {
      this.bind(`type of ${text}`, `type(${text})`, at, isReference);
      return { kind: text };
    }
    if (kind !== 'variable') {
      throw this.fail(`expected '$name', 'operands' or 'results' inside '${directive}'`, at);
    }
    const bind = (kind: string, index: number) =>
      this.bind(`type of ${kind} ${index}`, `type($${text})`, at, isReference);
    const operand = this.names.operands.indexOf(text);
    if (operand >= 0) {
      bind('operand', operand);
      return { kind: 'operand', index: operand };
    }
    const result = this.names.results.indexOf(text);
    if (result >= 0) {
      bind('result', result);
      return { kind: 'result', index: result };
    }
    throw this.unknown(text, at, [...this.names.operands, ...this.names.results]);
  }

  /** `custom<Name>($a, type($b), ref($c), "text")`. */
  private custom(): FormatElement {
    this.expect('<', "after 'custom'");
    const { kind, text, at } = this.next();
    if (kind !== 'keyword') throw this.fail("expected a function's name inside 'custom<…>'", at);
    this.expect('>', "after the name in 'custom'");
    const args: FormatElement[] = [];
    this.inCustom = true;
    this.inParentheses('custom', () => {
      do {
        if (this.token.kind === 'string') args.push({ kind: 'literal', text: this.next().text });
        else args.push(this.element());
      } while (this.accept(','));
    });
    this.inCustom = false;
    return { kind: 'custom', name: text, args };
  }

  /** `` `a` $x | `b` ``: clauses in any order, each at most once. */
  private oilist(): FormatElement {
    const clauses: { keyword: string; elements: FormatElement[] }[] = [];
    do {
      const { kind, text, at } = this.next();
      if (kind !== 'literal') throw this.fail("a clause of 'oilist' starts with a literal", at);
      const elements: FormatElement[] = [];
      while (!this.is('|') && !this.is(')') && this.token.kind !== 'end')
        elements.push(this.element());
      clauses.push({ keyword: text, elements });
    } while (this.accept('|'));
    return { kind: 'oilist', clauses };
  }

  /** `( … $anchor^ … )?` and `( … )  : ( … )?`. */
  private optionalGroup(): FormatElement {
    const { at } = this.next();
    const first = this.group();
    let second: Group = { elements: [], anchor: undefined };
    if (this.accept(':')) {
      this.expect('(', "after ':' of an optional group");
      second = this.group();
    }
    this.expect('?', 'after an optional group');
    if (first.anchor !== undefined && second.anchor !== undefined) {
      throw this.fail("only one element of an optional group can be its anchor ('^')", at);
    }
    const anchor = first.anchor ?? second.anchor;
    if (anchor === undefined) {
      throw this.fail(
        "the optional group has no anchor: put '^' after the element that decides",
        at,
      );
    }
    return {
      kind: 'optional',
      // biome-ignore lint/suspicious/noThenProperty: the name of the contract
      then: first.elements,
      otherwise: second.elements,
      anchor,
      inverted: first.anchor === undefined,
    };
  }

  private group(): Group {
    const elements: FormatElement[] = [];
    let anchor: number | undefined;
    while (!this.accept(')')) {
      if (this.token.kind === 'end') throw this.fail("expected ')' to close the group");
      elements.push(this.element());
      const { at } = this.token;
      if (this.accept('^')) {
        if (anchor !== undefined) {
          throw this.fail("only one element of an optional group can be its anchor ('^')", at);
        }
        if (elements.at(-1)!.kind === 'literal') {
          throw this.fail('a literal cannot be an anchor', at);
        }
        anchor = elements.length - 1;
      }
    }
    return { elements, anchor };
  }
}

interface Group {
  readonly elements: FormatElement[];
  readonly anchor: number | undefined;
}

const DIRECTIVES = [
  'attr-dict',
  'attr-dict-with-keyword',
  'custom',
  'functional-type',
  'oilist',
  'operands',
  'prop-dict',
  'qualified',
  'ref',
  'regions',
  'results',
  'successors',
  'type',
];
