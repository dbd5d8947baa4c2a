/** The static `build` of an operation's class: what follows from the spec, and the overloads it declares. */
import { TableGenError } from '../language/index.js';
import type { AttrModel, BuilderModel, DialectModel, OpModel, ValueModel } from '../ods/model.js';
import { attrAccess, typeExpression } from './accessors.js';
import { indented } from './literal.js';
import { memberName, valueName } from './names.js';

interface Parameter {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
}

/** One overload. */
interface Builder {
  readonly parameters: readonly Parameter[];
  /** Statements over `args`, `builder` and `loc`, each line at the start of its line. */
  readonly body: string;
}

export function buildMethod(op: OpModel, dialect: DialectModel): string {
  const builders = [
    ...(op.skipDefaultBuilders ? [] : [defaultBuilder(op, dialect)]),
    ...op.builders.map((b) => customBuilder(b)),
  ];
  if (builders.length === 0) return '';
  const head = (args: string) =>
    `  static build(\n    builder: OpBuilder,\n${args}    loc?: Location,\n  ): ${op.className}`;
  if (builders.length === 1) {
    const [{ parameters, body }] = builders;
    const args = parameters.length === 0 ? '' : argument(parameters);
    return `${head(args)} {\n${indented(body, '    ')}  }\n`;
  }
  const overloads = builders.map(({ parameters }) => `${head(argument(parameters))};\n`).join('');
  const types = builders.map(({ parameters }) => `\n      | ${shape(parameters, '          ')}`);
  const hasEmpty = builders.some(({ parameters }) => parameters.length === 0);
  const fallback = !hasEmpty && builders.some(({ parameters }) => allOptional(parameters));
  const args = `    args${hasEmpty ? '?' : ''}:${types.join('')}${fallback ? ' = {}' : ''},\n`;
  const branches = inOrder(op, builders).map(({ parameters, body }, i, all) => {
    const test = testOf(parameters, all.slice(i + 1));
    if (test === undefined) return indented(body, '    ');
    return `    if (${test}) {\n${indented(body, '      ')}    }\n`;
  });
  return `${overloads}${head(args)} {\n${branches.join('')}  }\n`;
}

const allOptional = (parameters: readonly Parameter[]) => parameters.every((p) => p.optional);

/** An object type; `indent` is that of its members when they take a line each. */
function shape(parameters: readonly Parameter[], indent: string): string {
  const members = parameters.map((p) => `${p.name}${p.optional ? '?' : ''}: ${p.type}`);
  const line = `{ ${members.join('; ')} }`;
  if (members.length === 0) return 'undefined';
  if (line.length < 80) return line;
  return `{\n${members.map((m) => `${indent}${m};\n`).join('')}${indent.slice(2)}}`;
}

/**
 * What tells an overload from others: it has no arguments and they need some, or it needs one that
 * they do not have.
 */
function testOf(parameters: readonly Parameter[], others: readonly Builder[]): string | undefined {
  if (others.length === 0) return undefined;
  if (parameters.length === 0) {
    return others.some((b) => allOptional(b.parameters)) ? undefined : 'args === undefined';
  }
  const taken = new Set(others.flatMap((b) => b.parameters.map((p) => p.name)));
  const key = parameters.find((p) => !p.optional && !taken.has(p.name));
  return key && `'${key.name}' in args`;
}

/** The overloads in an order in which each can be told from those behind it. */
function inOrder(op: OpModel, builders: readonly Builder[]): Builder[] {
  // `in` needs an object: what has no arguments comes first.
  const left = [...builders].sort(
    (a, b) => +(b.parameters.length === 0) - +(a.parameters.length === 0),
  );
  const ordered: Builder[] = [];
  while (left.length > 1) {
    const at = left.findIndex(
      (b) =>
        testOf(
          b.parameters,
          left.filter((o) => o !== b),
        ) !== undefined,
    );
    if (at < 0) {
      const lists = left.map((b) => `(${b.parameters.map((p) => p.name).join(', ')})`);
      throw new TableGenError(
        `the builders ${lists.join(' and ')} of '${op.recordName}' cannot be told apart: one of them needs a parameter that the others do not have${op.skipDefaultBuilders ? '' : "; 'skipDefaultBuilders' leaves out the one of all operands, attributes and types"}`,
      );
    }
    ordered.push(...left.splice(at, 1));
  }
  return [...ordered, ...left];
}

function customBuilder({ parameters, body }: BuilderModel): Builder {
  const bound = parameters.map((p) =>
    p.defaultValue === undefined ? p.name : `${p.name} = ${p.defaultValue}`,
  );
  const text = body.replaceAll('$_builder', 'builder').replaceAll('$_loc', 'loc');
  return {
    parameters: parameters.map((p) => ({
      name: p.name,
      type: p.type,
      optional: p.defaultValue !== undefined,
    })),
    body: `${bound.length > 0 ? `const { ${bound.join(', ')} } = args;\n` : ''}${text}\n`,
  };
}

/** The parameter `args` of a method. */
function argument(parameters: readonly Parameter[]): string {
  if (parameters.length === 0) return '    args?: undefined,\n';
  const members = parameters
    .map((p) => `      ${p.name}${p.optional ? '?' : ''}: ${p.type};\n`)
    .join('');
  return `    args: {\n${members}    }${allOptional(parameters) ? ' = {}' : ''},\n`;
}

/** From all operands, attributes, result types that do not follow, regions and successors. */
function defaultBuilder(op: OpModel, dialect: DialectModel): Builder {
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

  const attributes =
    lines.length === 0 ? '' : `const attributes: NamedAttribute[] = [];\n${lines.join('')}`;
  const create = `builder.create(${op.className}.OP_NAME, {
${fields.map((f) => `    ${f},\n`).join('')}  })`;
  return {
    parameters,
    body: `${attributes}return new ${op.className}(\n  ${create},\n);\n`,
  };
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
    if (line.length <= 97) return line;
    return `${indent}attributes.push({\n${indent}  name: '${attr.name}',\n${indent}  value: ${value},\n${indent}});\n`;
  };
  if (attr.constraint.kind === 'unit') {
    parameters.push({ name, type: 'boolean', optional: true });
    lines.push(`if (args.${name}) ${push('UnitAttr.get()', '').trimStart()}`);
    return;
  }
  const arg = `args.${name}`;
  const isValue = attr.isProperty && access.make !== undefined;
  const value = isValue
    ? access.make(arg)
    : access.make === undefined
      ? arg
      : `${arg} instanceof Attribute ? ${arg} : ${access.make(arg)}`;
  const type = isValue
    ? access.value!
    : access.make === undefined
      ? access.storage
      : `${access.storage} | ${access.value}`;
  parameters.push({ name, type, optional });
  if (optional) lines.push(`if (${arg} !== undefined) {\n${push(value, '  ')}}\n`);
  else lines.push(push(value, ''));
}

function segmentSizes(op: OpModel, lines: string[]): void {
  const size = ({ arity }: ValueModel, arg: string) =>
    arity === 'single' ? '1' : arity === 'optional' ? `${arg} ? 1 : 0` : `${arg}.length`;
  if (op.traits.some((t) => t.name === 'AttrSizedOperandSegments')) {
    const sizes = op.operands.map((o, i) => size(o, `args.${valueName(o, 'operand', i)}`));
    lines.push(
      `const sizes = [${sizes.join(', ')}];\n` +
        `attributes.push({ name: 'operandSegmentSizes', value: DenseArrayAttr.i32(sizes) });\n`,
    );
  }
  if (op.traits.some((t) => t.name === 'AttrSizedResultSegments')) {
    const sizes = op.results.map((r, i) => size(r, `args.${typeArgument(op, i)}`));
    lines.push(
      `const resultSizes = [${sizes.join(', ')}];\n` +
        `attributes.push({ name: 'resultSegmentSizes', value: DenseArrayAttr.i32(resultSizes) });\n`,
    );
  }
}

/** `ofm` has `ofmType`, the variadic `outputs` have `outputTypes`, where nothing else is called so. */
function typeArgument(op: OpModel, index: number): string {
  const result = op.results[index];
  const isList = result.arity === 'variadic';
  const name = valueName({ ...result, arity: 'single' }, 'result', index);
  const stem = isList ? name.replace(/s$/, '') : name;
  const argument = `${stem}Type${isList ? 's' : ''}`;
  const taken = [
    ...op.operands.map((o, i) => valueName(o, 'operand', i)),
    ...[...op.attributes, ...op.regions, ...op.successors].map((part) => memberName(part.name)),
  ];
  return taken.includes(argument) ? `${stem}ResultType${isList ? 's' : ''}` : argument;
}

/** The list of result types; those that follow from the rest need not be given. */
function resultTypes(op: OpModel, dialect: DialectModel, parameters: Parameter[]): string {
  const parts = op.results.map((result, i) => {
    const name = typeArgument(op, i);
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
  for (const { name, args, transform } of op.traits) {
    if (name === 'TypesMatchWith' && transform !== undefined && args[2] === result.name) {
      const found = typeOfOperand((o) => o.name === args[1]);
      const text = found && transform.replaceAll('$_self', found);
      if (text !== undefined) return / (\?|\|\||&&) /.test(text) ? `(${text})` : text;
    }
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
