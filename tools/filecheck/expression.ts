/**
 * Numeric substitution blocks: `[[#%x,NAME: == expr]]`. Values are unbounded; only a value that its
 * format cannot print (a negative one as unsigned) or a division by zero is an overflow.
 */
import { CheckError, type Source } from './source.js';

export interface NumberFormat {
  /** Conversion: unsigned, signed, lower or upper hexadecimal. */
  readonly kind: 'u' | 'd' | 'x' | 'X';
  /** At least this many digits; 0: any. */
  readonly precision: number;
  /** With `0x` in front. */
  readonly alternate: boolean;
}

/** No number that a test is about has more digits; the reference has no bound, and no time for it. */
const MAX_PRECISION = 10_000;

export const UNSIGNED: NumberFormat = { kind: 'u', precision: 0, alternate: false };

const sameFormat = (a: NumberFormat, b: NumberFormat): boolean =>
  a.kind === b.kind && a.precision === b.precision && a.alternate === b.alternate;

/** A regex for any number in the format. */
export function wildcard({ kind, precision, alternate }: NumberFormat): string {
  const prefix = alternate ? '0x' : '';
  const digits = kind === 'x' ? '0-9a-f' : kind === 'X' ? '0-9A-F' : '0-9';
  const sign = kind === 'd' ? '-?' : '';
  if (precision === 0) return `${sign}${prefix}[${digits}]+`;
  return `${sign}${prefix}([${digits.replace('0', '1')}][${digits}]*)?[${digits}]{${precision}}`;
}

/** The number as the format prints it, or undefined where it cannot. */
export function formatNumber(value: bigint, format: NumberFormat): string | undefined {
  const { kind, precision, alternate } = format;
  if (value < 0n && kind !== 'd') return undefined;
  let digits = (value < 0n ? -value : value).toString(kind === 'x' || kind === 'X' ? 16 : 10);
  if (kind === 'X') digits = digits.toUpperCase();
  return (
    (value < 0n ? '-' : '') +
    (alternate && (kind === 'x' || kind === 'X') ? '0x' : '') +
    digits.padStart(precision, '0')
  );
}

export function readNumber(text: string, format: NumberFormat): bigint {
  const negative = text.startsWith('-');
  const digits = text.replace(/^-?(0x)?/, '');
  const value = BigInt(format.kind === 'x' || format.kind === 'X' ? `0x${digits}` : digits);
  return negative ? -value : value;
}

export interface NumericVariable {
  readonly name: string;
  readonly format: NumberFormat;
  /** Line of the directive that defines it first; undefined: the command line, or nowhere. */
  readonly line: number | undefined;
  value: bigint | undefined;
}

/** A variable without value, at the place of its use. */
export class UndefinedVariable extends Error {
  readonly variable: string;
  readonly offset: number;
  constructor(variable: string, offset: number) {
    super(`undefined variable: ${variable}`);
    this.variable = variable;
    this.offset = offset;
  }
}

export class NumericOverflow extends Error {}

export type Expression =
  | { readonly kind: 'literal'; readonly value: bigint; readonly text: string }
  | { readonly kind: 'use'; readonly variable: NumericVariable; readonly offset: number }
  | {
      readonly kind: 'binary';
      readonly op: keyof typeof FUNCTIONS;
      readonly left: Expression;
      readonly right: Expression;
      readonly offset: number;
      readonly text: string;
    };

const FUNCTIONS = {
  add: (a: bigint, b: bigint) => a + b,
  div: (a: bigint, b: bigint) => {
    if (b === 0n) throw new NumericOverflow();
    return a / b;
  },
  max: (a: bigint, b: bigint) => (a > b ? a : b),
  min: (a: bigint, b: bigint) => (a < b ? a : b),
  mul: (a: bigint, b: bigint) => a * b,
  sub: (a: bigint, b: bigint) => a - b,
} as const;

export function evaluate(e: Expression): bigint {
  switch (e.kind) {
    case 'literal':
      return e.value;
    case 'use':
      if (e.variable.value === undefined) throw new UndefinedVariable(e.variable.name, e.offset);
      return e.variable.value;
    case 'binary':
      return FUNCTIONS[e.op](evaluate(e.left), evaluate(e.right));
    default:
      return e satisfies never;
  }
}

const textOf = (e: Expression): string => (e.kind === 'use' ? e.variable.name : e.text);

/** The names that patterns know, across a check file. */
export class Variables {
  readonly strings = new Map<string, string>();
  /** Names that some directive before defines as a string. */
  readonly stringNames = new Set<string>();
  readonly numbers = new Map<string, NumericVariable>();

  constructor() {
    this.numbers.set('@LINE', { name: '@LINE', format: UNSIGNED, line: undefined, value: 0n });
  }

  /** Forgets all but the names with `$`. */
  clearLocals(): void {
    for (const name of this.strings.keys()) if (!name.startsWith('$')) this.strings.delete(name);
    for (const v of this.numbers.values()) if (!v.name.startsWith('$')) v.value = undefined;
  }
}

export interface VariableName {
  readonly name: string;
  readonly isPseudo: boolean;
  readonly offset: number;
}

/** Reads the text of one source between two offsets. */
export class Cursor {
  readonly source: Source;
  pos: number;
  end: number;

  constructor(source: Source, pos: number, end: number) {
    this.source = source;
    this.pos = pos;
    this.end = end;
  }

  get rest(): string {
    return this.source.text.slice(this.pos, this.end);
  }
  get isEmpty(): boolean {
    return this.pos >= this.end;
  }
  sees(word: string): boolean {
    return this.rest.startsWith(word);
  }
  eat(word: string): boolean {
    const found = this.sees(word);
    if (found) this.pos += word.length;
    return found;
  }
  match(pattern: RegExp): string | undefined {
    const found = pattern.exec(this.rest)?.[0];
    if (found !== undefined) this.pos += found.length;
    return found;
  }
  skipBlanks(): void {
    this.match(/^[ \t]*/);
  }
  trimEnd(): void {
    while (!this.isEmpty && /[ \t]/.test(this.source.text[this.end - 1])) this.end--;
  }
  fail(message: string, offset = this.pos): never {
    throw new CheckError(this.source, offset, message);
  }

  variable(): VariableName {
    if (this.isEmpty) this.fail('empty variable name');
    const offset = this.pos;
    const name = this.match(/^[$@]?[A-Za-z_][A-Za-z0-9_]*/);
    if (name === undefined) this.fail('invalid variable name');
    return { name, isPseudo: name.startsWith('@'), offset };
  }
}

export interface NumericBlock {
  readonly format: NumberFormat;
  readonly expression: Expression | undefined;
  readonly defines: NumericVariable | undefined;
}

/** Parses what stands after `[[#`, up to the cursor's end; or an `@LINE±n` of the old syntax. */
export class NumericParser {
  private readonly c: Cursor;
  private readonly variables: Variables;
  private readonly line: number | undefined;
  private readonly isLegacy: boolean;

  constructor(c: Cursor, variables: Variables, line: number | undefined, isLegacy: boolean) {
    this.c = c;
    this.variables = variables;
    this.line = line;
    this.isLegacy = isLegacy;
  }

  parse(): NumericBlock {
    const c: Cursor = this.c;
    const explicit = this.formatPart();
    const colon = c.rest.indexOf(':');
    const definition = colon < 0 ? undefined : new Cursor(c.source, c.pos, c.pos + colon);
    if (colon >= 0) c.pos += colon + 1;
    c.skipBlanks();
    const hasConstraint = c.eat('==');
    c.skipBlanks();
    let expression: Expression | undefined;
    if (c.isEmpty) {
      if (hasConstraint) c.fail('empty numeric expression should not have a constraint');
    } else {
      c.trimEnd();
      expression = this.sum(!hasConstraint);
    }
    const format =
      (typeof explicit === 'object' ? explicit : undefined) ??
      (expression && this.implicitFormat(expression)) ??
      (typeof explicit === 'number' ? { ...UNSIGNED, precision: explicit } : UNSIGNED);
    return { format, expression, defines: definition && this.definition(definition, format) };
  }

  /** `%x,`; a number is a precision without a conversion. */
  private formatPart(): NumberFormat | number | undefined {
    const c: Cursor = this.c;
    const comma = c.rest.indexOf(',');
    const call = c.rest.indexOf('(');
    if (comma < 0 || (call >= 0 && call < comma)) return undefined;
    const f = new Cursor(c.source, c.pos, c.pos + comma);
    c.pos += comma + 1;
    f.skipBlanks();
    f.trimEnd();
    if (!f.eat('%')) f.fail('invalid matching format specification in expression');
    const flag = f.pos;
    const alternate = f.eat('#');
    let precision = 0;
    if (f.eat('.')) {
      const digits = f.match(/^[0-9]+/);
      if (digits === undefined) f.fail('invalid precision in format specifier');
      precision = Number(digits);
      if (precision > MAX_PRECISION)
        f.fail(`invalid precision in format specifier: at most ${MAX_PRECISION} digits`);
    }
    const kind = f.match(/^[udxX]/) as NumberFormat['kind'] | undefined;
    if (kind === undefined && !f.isEmpty) f.fail('invalid format specifier in expression');
    if (alternate && kind !== 'x' && kind !== 'X')
      f.fail('alternate form only supported for hex values', flag);
    f.skipBlanks();
    if (!f.isEmpty) f.fail('invalid matching format specification in expression');
    return kind === undefined ? precision : { kind, precision, alternate };
  }

  private definition(d: Cursor, format: NumberFormat): NumericVariable {
    d.skipBlanks();
    const { name, isPseudo, offset } = d.variable();
    if (isPseudo) d.fail('definition of pseudo numeric variable unsupported', offset);
    if (this.variables.stringNames.has(name))
      d.fail(`string variable with name '${name}' already exists`, offset);
    d.skipBlanks();
    if (!d.isEmpty) d.fail('unexpected characters after numeric variable name');
    const known = this.variables.numbers.get(name);
    if (known === undefined) return { name, format, line: this.line, value: undefined };
    if (!sameFormat(known.format, format))
      d.fail('format different from previous variable definition');
    return known;
  }

  private sum(maybeConstraint: boolean): Expression {
    const c: Cursor = this.c;
    const start = c.pos;
    let left = this.operand(this.isLegacy ? 'line' : 'any', maybeConstraint);
    while (!c.isEmpty) {
      left = this.binary(left, start);
      if (this.isLegacy && !c.isEmpty)
        c.fail(`unexpected characters at end of expression '${c.rest}'`);
    }
    return left;
  }

  private binary(left: Expression, offset: number): Expression {
    const c: Cursor = this.c;
    c.skipBlanks();
    if (c.isEmpty) return left;
    const at = c.pos;
    const operator = c.match(/^./s) as string;
    if (operator !== '+' && operator !== '-') c.fail(`unsupported operation '${operator}'`, at);
    c.skipBlanks();
    if (c.isEmpty) c.fail('missing operand in expression');
    const right = this.operand(this.isLegacy ? 'decimal' : 'any', false);
    const text = c.source.text.slice(offset, c.pos);
    return { kind: 'binary', op: operator === '+' ? 'add' : 'sub', left, right, offset, text };
  }

  private operand(allowed: 'any' | 'line' | 'decimal', maybeConstraint: boolean): Expression {
    const c: Cursor = this.c;
    if (c.sees('(')) {
      if (allowed !== 'any') c.fail('parenthesized expression not permitted here');
      return this.parenthesized();
    }
    const start = c.pos;
    if (allowed === 'line' || /^[$@]?[A-Za-z_]/.test(c.rest)) {
      if (allowed !== 'decimal') {
        const name = c.variable();
        if (/^[ \t]*\(/.test(c.rest)) {
          if (allowed !== 'any') c.fail('unexpected function call', name.offset);
          return this.call(name);
        }
        return this.use(name);
      }
    }
    const literal =
      allowed === 'decimal'
        ? c.match(/^-?[0-9]+/)
        : c.match(/^-?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]+(?![89])|[1-9][0-9]*|0)/);
    if (literal === undefined) {
      const what = maybeConstraint ? 'matching constraint or ' : '';
      c.fail(`invalid ${what}operand format`, start);
    }
    const digits = literal.replace(/^-/, '');
    const isOctal = allowed !== 'decimal' && /^0[0-7]+$/.test(digits);
    const value = BigInt(isOctal ? `0o${digits.slice(1)}` : digits);
    return { kind: 'literal', value: literal.startsWith('-') ? -value : value, text: literal };
  }

  private use({ name, isPseudo, offset }: VariableName): Expression {
    const c: Cursor = this.c;
    if (isPseudo && name !== '@LINE') c.fail(`invalid pseudo numeric variable '${name}'`, offset);
    let variable = this.variables.numbers.get(name);
    if (variable === undefined) {
      // Of an undefined name the match speaks, not the parser.
      variable = { name, format: UNSIGNED, line: undefined, value: undefined };
      this.variables.numbers.set(name, variable);
    }
    if (variable.line !== undefined && variable.line === this.line) {
      c.fail(`numeric variable '${name}' defined earlier in the same CHECK directive`, offset);
    }
    return { kind: 'use', variable, offset };
  }

  private parenthesized(): Expression {
    const c: Cursor = this.c;
    c.eat('(');
    c.skipBlanks();
    if (c.isEmpty) c.fail('missing operand in expression');
    const start = c.pos;
    let inner = this.operand('any', false);
    c.skipBlanks();
    while (!c.isEmpty && !c.sees(')')) {
      inner = this.binary(inner, start);
      c.skipBlanks();
    }
    if (!c.eat(')')) c.fail("missing ')' at end of nested expression");
    return inner;
  }

  private call({ name, offset }: VariableName): Expression {
    const c: Cursor = this.c;
    if (!Object.hasOwn(FUNCTIONS, name)) c.fail(`call to undefined function '${name}'`, offset);
    c.skipBlanks();
    c.eat('(');
    c.skipBlanks();
    const args: Expression[] = [];
    while (!c.isEmpty && !c.sees(')')) {
      if (c.sees(',')) c.fail('missing argument');
      args.push(this.argument());
      c.skipBlanks();
      if (!c.eat(',')) break;
      c.skipBlanks();
      if (c.sees(')')) c.fail('missing argument');
    }
    if (!c.eat(')')) c.fail("missing ')' at end of call expression");
    if (args.length !== 2)
      c.fail(`function '${name}' takes 2 arguments but ${args.length} given`, offset);
    const text = c.source.text.slice(offset, c.pos);
    const op = name as keyof typeof FUNCTIONS;
    return { kind: 'binary', op, left: args[0], right: args[1], offset, text };
  }

  private argument(): Expression {
    const c: Cursor = this.c;
    const start = c.pos;
    let value = this.operand('any', false);
    while (!c.isEmpty) {
      c.skipBlanks();
      if (c.sees(',') || c.sees(')')) break;
      value = this.binary(value, start);
    }
    return value;
  }

  /** The format that the operands agree on; literals have none. */
  private implicitFormat(e: Expression): NumberFormat | undefined {
    if (e.kind === 'literal') return undefined;
    if (e.kind === 'use') return e.variable.format;
    const left = this.implicitFormat(e.left);
    const right = this.implicitFormat(e.right);
    if (left && right && !sameFormat(left, right)) {
      this.c.fail(
        `implicit format conflict between '${textOf(e.left)}' (%${left.kind}) and ` +
          `'${textOf(e.right)}' (%${right.kind}), need an explicit format specifier`,
        e.offset,
      );
    }
    return left ?? right;
  }
}
