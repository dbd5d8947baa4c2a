/** Constraints of a dialect as named arrow functions and tables of them. */
import type {
  AttrConstraintModel,
  ConstraintModel,
  DialectModel,
  TypeConstraintModel,
} from '../ods/model.js';
import { Code, constantCase, literal, upperFirst } from './literal.js';

/** Collects the constraints that a dialect uses; each is written once. */
export class ConstraintTable {
  private readonly types = new Map<string, TypeConstraintModel>();
  private readonly attrs = new Map<string, AttrConstraintModel>();

  constructor(dialect: DialectModel) {
    for (const op of dialect.ops) {
      for (const { constraint } of [...op.operands, ...op.results]) {
        this.types.set(constraint.name, constraint);
      }
      for (const { constraint } of op.attributes) this.attrs.set(constraint.name, constraint);
    }
  }

  get isEmpty(): boolean {
    return this.types.size + this.attrs.size === 0;
  }

  /** `TYPES.F32Tensor`. */
  static type(constraint: ConstraintModel): Code {
    return new Code(`TYPES${member(constraint.name)}`);
  }
  static attr(constraint: ConstraintModel): Code {
    return new Code(`ATTRS${member(constraint.name)}`);
  }

  print(): string {
    const tests = [
      ...[...this.types.values()].map((c) => testFunction(c, 'Type')),
      ...[...this.attrs.values()].map((c) => testFunction(c, 'Attribute')),
    ];
    const types = Object.fromEntries([...this.types].map(([name, c]) => [name, typeEntry(c)]));
    const attrs = Object.fromEntries([...this.attrs].map(([name, c]) => [name, attrEntry(c)]));
    let text = tests.join('');
    if (tests.some((t) => t !== '')) text += '\n';
    if (this.types.size > 0) text += `const TYPES = ${literal(types)} as const;\n\n`;
    if (this.attrs.size > 0) text += `const ATTRS = ${literal(attrs)} as const;\n\n`;
    return text;
  }
}

/** `.F32Tensor`, or `['1DTensor']` of what is no name. */
const member = (name: string): string =>
  /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${literal(name)}]`;

function testName(name: string): string {
  return `is${upperFirst(name)}`;
}

function testFunction({ name, predicate }: ConstraintModel, self: 'Type' | 'Attribute'): string {
  if (predicate === undefined) return '';
  const usesOp = predicate.includes('$_op');
  const text = predicate.replaceAll('$_self', 'self').replaceAll('$_op', 'op');
  const params = usesOp ? `self: ${self}, op?: Operation` : `self: ${self}`;
  const head = `const ${testName(name)} = (${params}): boolean =>`;
  const line = `${head} ${text};\n`;
  if (line.length <= 101) return line;
  const lines = text.length <= 96 ? text : splitConditions(text).join('\n  ');
  return `${head}\n  ${lines};\n`;
}

/** `a && b || c` with the operators that stand in no brackets at the ends of lines. */
function splitConditions(text: string): string[] {
  const lines: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if ('([{'.includes(text[i])) depth++;
    else if (')]}'.includes(text[i])) depth--;
    else if (depth === 0 && (text.startsWith('&& ', i) || text.startsWith('|| ', i))) {
      lines.push(text.slice(start, i + 2).trim());
      start = i + 3;
    }
  }
  lines.push(text.slice(start).trim());
  return lines;
}

function typeEntry(c: TypeConstraintModel): object {
  return {
    name: c.name,
    summary: c.summary,
    test: c.predicate === undefined ? undefined : new Code(testName(c.name)),
    buildableType: c.buildableType,
  };
}

function attrEntry(c: AttrConstraintModel): object {
  const isEnum = c.kind === 'enum' || c.kind === 'bit-enum';
  return {
    name: c.name,
    summary: c.summary,
    test: c.predicate === undefined ? undefined : new Code(testName(c.name)),
    valueType: c.valueType,
    kind: c.kind === 'other' ? undefined : c.kind,
    cases: isEnum && c.enum !== undefined ? new Code(casesName(c.enum.name)) : undefined,
    enumWidth: isEnum ? c.enum?.width : undefined,
    separator: c.kind === 'bit-enum' ? c.enum?.separator : undefined,
    element: c.element,
  };
}

/** The constant with the cases of an enum. */
export function casesName(enumName: string): string {
  return `${constantCase(enumName)}_CASES`;
}
