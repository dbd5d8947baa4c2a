/** The class of an operation: a typed view over `Operation`, with a builder. */
import type { AttrModel, DialectModel, OpModel, ValueModel } from '../ods/model.js';
import { attrAccess, defaultLiteral, typeExpression } from './accessors.js';
import { camelCase, docComment } from './literal.js';

/** Members of the class itself, which no accessor may hide. */
const TAKEN = new Set(['op', 'constructor']);

function memberName(name: string): string {
  const camel = camelCase(name);
  return TAKEN.has(camel) ? `${camel}_` : camel;
}

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

/** Names of the accessors; those without a name are `result`, `results`, `operand` … */
function valueName({ name, arity }: ValueModel, what: string, index: number): string {
  if (name !== '') return memberName(name);
  return `${what}${arity === 'variadic' ? 's' : ''}${index === 0 ? '' : index}`;
}

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

/** After `&&`, `as` and comparisons need none; only what binds more weakly does. */
function parenthesized(expression: string): string {
  return / as /.test(expression) ? `(${expression})` : expression;
}

// Builder.

interface Parameter {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
}

function buildMethod(op: OpModel, dialect: DialectModel): string {
  const parameters: Parameter[] = [];
  const lines: string[] = [];
  const fields: string[] = [];
  op.operands.forEach((operand, i) => {
    parameters.push({
      name: valueName(operand, 'operand', i),
      type: operand.arity === 'variadic' ? 'readonly Value[]' : 'Value',
      optional: operand.arity === 'optional',
    });
  });
  if (op.operands.length > 0) fields.push(`operands: ${operandList(op)}`);
  for (const attr of op.attributes) attrParameter(attr, parameters, lines);
  segmentSizes(op, lines);
  if (lines.length > 0) fields.push('attributes');
  const results = resultTypes(op, dialect, parameters);
  if (results !== '') fields.push(`resultTypes: ${results}`);
  regionParameters(op, parameters, fields);
  const successors = op.successors.map(({ name, variadic }) => {
    parameters.push({
      name: memberName(name),
      type: variadic ? 'readonly Block[]' : 'Block',
      optional: false,
    });
    return variadic ? `...args.${memberName(name)}` : `args.${memberName(name)}`;
  });
  if (successors.length > 0) fields.push(`successors: [${successors.join(', ')}]`);
  fields.push('loc');

  const allOptional = parameters.every((p) => p.optional);
  const shape = parameters
    .map((p) => `      ${p.name}${p.optional ? '?' : ''}: ${p.type};\n`)
    .join('');
  const args =
    parameters.length === 0 ? '' : `    args: {\n${shape}    }${allOptional ? ' = {}' : ''},\n`;
  const attributes =
    lines.length === 0 ? '' : `    const attributes: NamedAttribute[] = [];\n${lines.join('')}`;
  return `  static build(
    builder: OpBuilder,
${args}    loc?: Location,
  ): ${op.className} {
${attributes}    return new ${op.className}(
      builder.create(${op.className}.OP_NAME, {
${fields.map((f) => `        ${f},\n`).join('')}      }),
    );
  }
`;
}

function operandList(op: OpModel): string {
  const parts = op.operands.map((operand, i) => {
    const arg = `args.${valueName(operand, 'operand', i)}`;
    if (operand.arity === 'variadic') return `...${arg}`;
    return operand.arity === 'optional' ? `...(${arg} ? [${arg}] : [])` : arg;
  });
  return `[${parts.join(', ')}]`;
}

function attrParameter(attr: AttrModel, parameters: Parameter[], lines: string[]): void {
  const name = memberName(attr.name);
  const access = attrAccess(attr.constraint);
  const optional = attr.optional || attr.defaultValue !== undefined;
  const push = (value: string, indent: string) => {
    const line = `${indent}attributes.push({ name: '${attr.name}', value: ${value} });\n`;
    if (line.length <= 101) return line;
    return `${indent}attributes.push({\n${indent}  name: '${attr.name}',\n${indent}  value: ${value},\n${indent}});\n`;
  };
  if (attr.constraint.kind === 'unit') {
    parameters.push({ name, type: 'boolean', optional: true });
    lines.push(`    if (args.${name}) ${push('UnitAttr.get()', '').trimStart()}`);
    return;
  }
  const arg = `args.${name}`;
  const value =
    access.make === undefined ? arg : `${arg} instanceof Attribute ? ${arg} : ${access.make(arg)}`;
  const type = access.make === undefined ? access.storage : `${access.storage} | ${access.value}`;
  parameters.push({ name, type, optional });
  if (optional) lines.push(`    if (${arg} !== undefined) {\n${push(value, '      ')}    }\n`);
  else lines.push(push(value, '    '));
}

function segmentSizes(op: OpModel, lines: string[]): void {
  const size = ({ arity }: ValueModel, arg: string) =>
    arity === 'single' ? '1' : arity === 'optional' ? `${arg} ? 1 : 0` : `${arg}.length`;
  if (op.traits.some((t) => t.name === 'AttrSizedOperandSegments')) {
    const sizes = op.operands.map((o, i) => size(o, `args.${valueName(o, 'operand', i)}`));
    lines.push(
      `    const sizes = [${sizes.join(', ')}];\n` +
        `    attributes.push({ name: 'operandSegmentSizes', value: DenseArrayAttr.i32(sizes) });\n`,
    );
  }
  if (op.traits.some((t) => t.name === 'AttrSizedResultSegments')) {
    const sizes = op.results.map((r, i) => size(r, `args.${typeArgument(r, i)}`));
    lines.push(
      `    const resultSizes = [${sizes.join(', ')}];\n` +
        `    attributes.push({ name: 'resultSegmentSizes', value: DenseArrayAttr.i32(resultSizes) });\n`,
    );
  }
}

/** `ofm` has `ofmType`, the variadic `outputs` have `outputTypes`. */
function typeArgument(result: ValueModel, index: number): string {
  const name = valueName({ ...result, arity: 'single' }, 'result', index);
  return result.arity === 'variadic' ? `${name.replace(/s$/, '')}Types` : `${name}Type`;
}

/** The list of result types; those that follow from the rest need not be given. */
function resultTypes(op: OpModel, dialect: DialectModel, parameters: Parameter[]): string {
  const parts = op.results.map((result, i) => {
    const name = typeArgument(result, i);
    if (result.arity === 'variadic') {
      parameters.push({ name, type: 'readonly Type[]', optional: false });
      return `...args.${name}`;
    }
    if (result.arity === 'optional') {
      parameters.push({ name, type: 'Type', optional: true });
      return `...(args.${name} ? [args.${name}] : [])`;
    }
    const inferred = inferredType(op, result, dialect);
    parameters.push({ name, type: 'Type', optional: inferred !== undefined });
    return inferred === undefined ? `args.${name}` : `args.${name} ?? ${inferred}`;
  });
  return parts.length === 0 ? '' : `[${parts.join(', ')}]`;
}

function inferredType(op: OpModel, result: ValueModel, dialect: DialectModel): string | undefined {
  const { buildableType } = result.constraint;
  if (buildableType !== undefined) {
    const made = typeExpression(buildableType, dialect.types);
    if (made !== undefined) return made;
  }
  const typeOfOperand = (wanted: (o: ValueModel) => boolean) => {
    const at = op.operands.findIndex((o) => o.arity === 'single' && wanted(o));
    return at < 0 ? undefined : `args.${valueName(op.operands[at], 'operand', at)}.type`;
  };
  for (const { name, args } of op.traits) {
    if (name === 'SameOperandsAndResultType') return typeOfOperand(() => true);
    if (name === 'AllTypesMatch' && args.includes(result.name)) {
      const found = typeOfOperand((o) => args.includes(o.name));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function regionParameters(op: OpModel, parameters: Parameter[], fields: string[]): void {
  if (op.regions.length === 0) return;
  const regions = op.regions.map(({ name, variadic }, i) => {
    const argument = memberName(name || (variadic ? 'bodies' : `region${i || ''}`));
    parameters.push({
      name: argument,
      type: variadic ? 'readonly Region[]' : 'Region',
      optional: !variadic,
    });
    return variadic ? `...args.${argument}` : `args.${argument} ?? new Region()`;
  });
  fields.push(`regions: [${regions.join(', ')}]`);
}
