/** Parses the `assemblyFormat` of a `TypeDef` or `AttrDef`. */
import type { TypeDefFormatElement } from '../../ir/index.js';
import { FormatCursor, literalElement, nearestName } from './format-lexer.js';

/** Throws a `FormatError` with the offset in the text. */
export function parseTypeDefFormat(
  text: string,
  parameters: readonly string[],
): TypeDefFormatElement[] {
  return new TypeDefFormatParser(text, parameters).parse();
}

/** The form when none is given: nothing, or all parameters between angle brackets. */
export function defaultTypeDefFormat(parameters: readonly string[]): TypeDefFormatElement[] {
  if (parameters.length === 0) return [];
  return [
    { kind: 'literal', text: '<' },
    { kind: 'params', indices: parameters.map((_, i) => i) },
    { kind: 'literal', text: '>' },
  ];
}

class TypeDefFormatParser extends FormatCursor {
  private readonly parameters: readonly string[];

  constructor(text: string, parameters: readonly string[]) {
    super(text);
    this.parameters = parameters;
  }

  parse(): TypeDefFormatElement[] {
    const elements: TypeDefFormatElement[] = [];
    while (this.token.kind !== 'end') elements.push(...this.element());
    return elements;
  }

  private element(): TypeDefFormatElement[] {
    const token = this.next();
    if (token.kind === 'literal') {
      return [literalElement(token)];
    }
    if (token.kind === 'variable')
      return [{ kind: 'param', index: this.parameter(token.text, token.at) }];
    if (token.kind === 'keyword' && token.text === 'qualified') {
      this.expect('(', "after 'qualified'");
      const { kind, text, at } = this.next();
      if (kind !== 'variable') throw this.fail("expected '$name' inside 'qualified'", at);
      this.expect(')', "after the argument of 'qualified'");
      return [{ kind: 'param', index: this.parameter(text, at), qualified: true }];
    }
    if (token.kind === 'keyword' && token.text === 'params') {
      return [{ kind: 'params', indices: this.parameters.map((_, i) => i) }];
    }
    if (token.kind === 'keyword' && token.text === 'struct') {
      this.expect('(', "after 'struct'");
      const indices: number[] = [];
      do {
        const part = this.next();
        if (part.kind === 'keyword' && part.text === 'params') {
          indices.push(...this.parameters.map((_, i) => i));
        } else if (part.kind === 'variable') {
          indices.push(this.parameter(part.text, part.at));
        } else {
          throw this.fail("expected '$name' or 'params' inside 'struct'", part.at);
        }
      } while (this.accept(','));
      this.expect(')', "after the arguments of 'struct'");
      return [{ kind: 'struct', indices }];
    }
    if (token.kind === 'punctuation' && token.text === '(') return [this.optionalGroup(token.at)];
    throw this.fail(
      `expected a literal, a parameter, 'params', 'struct' or 'qualified', got '${token.text}'`,
      token.at,
    );
  }

  private optionalGroup(at: number): TypeDefFormatElement {
    const [first, anchor] = this.group();
    let second: readonly TypeDefFormatElement[] = [];
    let otherAnchor: number | undefined;
    if (this.accept(':')) {
      this.expect('(', "after ':' of an optional group");
      [second, otherAnchor] = this.group();
    }
    this.expect('?', 'after an optional group');
    if (anchor !== undefined && otherAnchor !== undefined) {
      throw this.fail("only one element of an optional group can be its anchor ('^')", at);
    }
    const decides = anchor ?? otherAnchor;
    if (decides === undefined) {
      throw this.fail(
        "the optional group has no anchor: put '^' after the element that decides",
        at,
      );
    }
    const inverted = anchor === undefined;
    return {
      kind: 'optional',
      // biome-ignore lint/suspicious/noThenProperty: the name of the contract
      then: first,
      otherwise: second,
      anchor: decides,
      ...(inverted && { inverted }),
    };
  }

  /** The elements up to the closing parenthesis, and the place of the anchor among them. */
  private group(): readonly [TypeDefFormatElement[], number | undefined] {
    const elements: TypeDefFormatElement[] = [];
    let anchor: number | undefined;
    while (!this.accept(')')) {
      if (this.token.kind === 'end') throw this.fail("expected ')' to close the group");
      elements.push(...this.element());
      const { at } = this.token;
      if (!this.accept('^')) continue;
      if (elements.at(-1)?.kind === 'literal') throw this.fail('a literal cannot be an anchor', at);
      anchor = elements.length - 1;
    }
    return [elements, anchor];
  }

  private parameter(name: string, at: number): number {
    const found = this.parameters.indexOf(name);
    if (found >= 0) return found;
    const near = nearestName(name, this.parameters);
    const hint = near === undefined ? '' : `; did you mean '$${near}'?`;
    throw this.fail(`there is no parameter named '$${name}'${hint}`, at);
  }
}
