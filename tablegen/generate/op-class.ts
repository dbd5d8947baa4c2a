/** The class of an operation: a typed view over `Operation`, with a builder. */
import type { AttrModel, DialectModel, OpModel, ValueModel } from '../ods/model.js';
import { type AttrAccess, attrAccess, defaultLiteral } from './accessors.js';
import { buildMethod } from './builder.js';
import { docComment } from './literal.js';
import { memberName, valueName } from './names.js';

export function printOpClass(op: OpModel, dialect: DialectModel): string {
  const { className } = op;
  const members = [
    `  static readonly OP_NAME = '${op.name}';\n  readonly op: Operation;\n`,
    `  constructor(op: Operation) {\n    this.op = op;\n  }\n`,
    `  static is(op: Operation): boolean {\n    return op.name === ${className}.OP_NAME;\n  }\n`,
    `  /** The view, if the operation is one of these. */\n` +
      `  static dyn(op: Operation | undefined): ${className} | undefined {\n` +
      `    return op !== undefined && ${className}.is(op) ? new ${className}(op) : undefined;\n  }\n`,
    buildMethod(op, dialect),
    ...valueGetters(op, op.operands, 'operand'),
    ...op.attributes.flatMap(attrAccessors),
    ...valueGetters(op, op.results, 'result'),
    ...op.regions.map(({ name, variadic }, i) =>
      variadic
        ? getter(memberName(name || 'bodies'), 'readonly Region[]', `this.op.regions.slice(${i})`)
        : getter(memberName(name || `region${i || ''}`), 'Region', `this.op.region(${i})`),
    ),
    ...op.successors.map(({ name, variadic }, i) =>
      variadic
        ? getter(memberName(name), 'readonly Block[]', `this.op.successors.slice(${i})`)
        : getter(memberName(name), 'Block', `this.op.successors[${i}]`),
    ),
  ];
  return `${docComment(op.summary)}export class ${className} {\n${members.join('\n')}}\n\n`;
}

function getter(name: string, type: string, expression: string): string {
  return `  get ${name}(): ${type} {\n    return ${expression};\n  }\n`;
}

// Operands and results.

function needsSegments(
  op: OpModel,
  values: readonly ValueModel[],
  what: 'operand' | 'result',
): boolean {
  const flexible = values.filter((v) => v.arity !== 'single').length;
  const trait = what === 'operand' ? 'AttrSizedOperandSegments' : 'AttrSizedResultSegments';
  return flexible > 1 || (flexible === 1 && op.traits.some((t) => t.name === trait));
}

function valueGetters(
  op: OpModel,
  values: readonly ValueModel[],
  what: 'operand' | 'result',
): string[] {
  const segmented = needsSegments(op, values, what);
  const flexible = values.findIndex((v) => v.arity !== 'single');
  return values.map((value, i) => {
    const name = valueName(value, what, i);
    const type =
      value.arity === 'variadic'
        ? 'readonly Value[]'
        : value.arity === 'optional'
          ? 'Value | undefined'
          : 'Value';
    const all = what === 'operand' ? 'this.op.operands' : 'this.op.results';
    const count = what === 'operand' ? 'this.op.numOperands' : 'this.op.results.length';
    if (segmented) {
      const group = `${what}Group(this.op, ${i})`;
      return getter(name, type, value.arity === 'variadic' ? group : `${group}[0]`);
    }
    if (flexible < 0 || i < flexible) return getter(name, type, `this.op.${what}(${i})`);
    const after = values.length - 1 - i;
    if (i > flexible) return getter(name, type, `this.op.${what}(${count} - ${after + 1})`);
    if (value.arity === 'variadic') {
      const range = after === 0 ? (i === 0 ? '' : `${i}`) : `${i}, -${after}`;
      return getter(name, type, range === '' ? all : `${all}.slice(${range})`);
    }
    return getter(
      name,
      type,
      `${count} > ${values.length - 1} ? this.op.${what}(${i}) : undefined`,
    );
  });
}

/** The helper that the accessors of an op with more than one flexible group use. */
export function groupHelpers(ops: readonly OpModel[]): string {
  let text = '';
  for (const what of ['operand', 'result'] as const) {
    if (!ops.some((op) => needsSegments(op, op[`${what}s`], what))) continue;
    const count = what === 'operand' ? 'op.numOperands' : 'op.results.length';
    text += `/** The ${what}s of group \`index\`: the op's segment sizes tell where it ends. */
function ${what}Group(op: Operation, index: number): readonly Value[] {
  const groups = segments(op, op.def.spec!.${what}s, ${count}, '${what}');
  if (typeof groups === 'string') throw new Error(\`'\${op.name}' \${groups}\`);
  return op.${what}s.slice(...groups[index]);
}

`;
  }
  return text;
}

// Attributes.

function attrAccessors(attr: AttrModel): string[] {
  const access = attrAccess(attr.constraint);
  const name = memberName(attr.name);
  const key = `'${attr.name}'`;
  const isUnit = attr.constraint.kind === 'unit';
  if (isUnit) {
    return [
      getter(name, 'boolean', `this.op.attr(${key}) !== undefined`) +
        `\n  set ${name}(value: boolean) {\n    if (value) this.op.setAttr(${key}, UnitAttr.get());\n    else this.op.removeAttr(${key});\n  }\n`,
    ];
  }
  const fallback = defaultLiteral(attr);
  if (attr.isProperty && access.read !== undefined && access.make !== undefined) {
    return [propertyAccessors(attr, access as Required<AttrAccess>, fallback)];
  }
  const makeDefault =
    fallback !== undefined && access.make !== undefined ? access.make(fallback) : undefined;
  const mayMiss = (attr.optional || attr.defaultValue !== undefined) && makeDefault === undefined;
  const { storage } = access;
  const cast =
    storage === 'Attribute' && !mayMiss
      ? '!'
      : ` as ${storage}${mayMiss || makeDefault ? ' | undefined' : ''}`;
  const raw = `this.op.attr(${key})${storage === 'Attribute' && mayMiss ? '' : cast}`;
  const expression = makeDefault === undefined ? raw : `(${raw}) ?? ${makeDefault}`;
  const attrGetter = getter(
    `${name}Attr`,
    `${storage}${mayMiss ? ' | undefined' : ''}`,
    expression,
  );
  const removable = attr.optional || attr.defaultValue !== undefined;
  const setter = removable
    ? `\n  set ${name}Attr(value: ${storage} | undefined) {\n    if (value !== undefined) this.op.setAttr(${key}, value);\n    else this.op.removeAttr(${key});\n  }\n`
    : `\n  set ${name}Attr(value: ${storage}) {\n    this.op.setAttr(${key}, value);\n  }\n`;
  const result = [attrGetter + setter];
  if (access.read !== undefined) {
    const read = mayMiss
      ? `const attr = this.${name}Attr;\n    return attr && ${parenthesized(access.read('attr'))}`
      : `return ${access.read(`this.${name}Attr`)}`;
    result.push(
      `  get ${name}(): ${access.value}${mayMiss ? ' | undefined' : ''} {\n    ${read};\n  }\n`,
    );
  }
  return result;
}

/** A value to read and to set; of one that may be absent, `undefined` is its absence. */
function propertyAccessors(
  attr: AttrModel,
  { storage, value, read, make }: Required<AttrAccess>,
  fallback: string | undefined,
): string {
  const name = memberName(attr.name);
  const key = `'${attr.name}'`;
  const isOptional = attr.optional || attr.defaultValue !== undefined;
  if (!isOptional) {
    return `${getter(name, value, read(`(this.op.attr(${key}) as ${storage})`))}
  set ${name}(value: ${value}) {
    this.op.setAttr(${key}, ${make('value')});
  }
`;
  }
  const absent = fallback === undefined ? '' : ` ?? ${make(fallback)}`;
  const mayMiss = fallback === undefined ? ' | undefined' : '';
  const from = fallback === undefined ? `attr && ${parenthesized(read('attr'))}` : read(`attr`);
  return `  get ${name}(): ${value}${mayMiss} {
    const attr = (this.op.attr(${key}) as ${storage} | undefined)${absent};
    return ${from};
  }

  set ${name}(value: ${value} | undefined) {
    if (value !== undefined) this.op.setAttr(${key}, ${make('value')});
    else this.op.removeAttr(${key});
  }
`;
}

/** After `&&`, `as` and comparisons need none; only what binds more weakly does. */
function parenthesized(expression: string): string {
  return / as /.test(expression) ? `(${expression})` : expression;
}
