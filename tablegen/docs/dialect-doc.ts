/** Documents of dialects, operations and passes. */
import type {
  AttrModel,
  DialectModel,
  EnumModel,
  ImplementedInterfaceModel,
  InterfaceModel,
  OpModel,
  PassModel,
  TypeDefModel,
  ValueModel,
} from '../ods/model.js';
import { code, paragraphs, table } from './markdown.js';

/** `--gen-dialect-doc`: the dialect with all that it holds. */
export function dialectDoc(dialect: DialectModel): string {
  const section = (title: string, parts: readonly string[]) =>
    parts.length === 0 ? '' : `## ${title}\n\n${parts.join('\n')}`;
  return paragraphs([
    `# '${dialect.name}' dialect`,
    emphasis(dialect.summary),
    dialect.description,
    section(
      'Operations',
      dialect.ops.map((op) => opDoc(op)),
    ),
    section(
      'Attributes',
      dialect.attrs.map((a) => typeDefDoc(a, '#')),
    ),
    section(
      'Types',
      dialect.types.map((t) => typeDefDoc(t, '!')),
    ),
    section('Enums', dialect.enums.map(enumDoc)),
    section('Interfaces', dialect.interfaces.map(interfaceDoc)),
  ]);
}

/** `--gen-op-doc`. */
export function opDocs(dialects: readonly DialectModel[]): string {
  return dialects.flatMap((d) => d.ops.map((op) => opDoc(op))).join('\n');
}

function emphasis(summary: string): string {
  return summary === '' ? '' : `_${summary.charAt(0).toUpperCase()}${summary.slice(1)}_`;
}

export function opDoc(op: OpModel): string {
  const syntax =
    op.formatText === undefined
      ? ''
      : `Syntax:\n\n\`\`\`\noperation ::= \`${op.name}\` ${op.formatText}\n\`\`\``;
  const isInterface = (name: string) => op.interfaces.some((i) => i.of.name === name);
  const traits = op.traits
    .filter((t) => !isInterface(t.name))
    .map((t) => code(t.args.length > 0 ? `${t.name}<${t.args.join(', ')}>` : t.name));
  return paragraphs([
    `### \`${op.name}\` (${op.className})`,
    emphasis(op.summary),
    syntax,
    op.description,
    traits.length === 0 ? '' : `Traits: ${traits.join(', ')}`,
    interfaceLine(op.interfaces),
    attributeTable(op.attributes),
    valueTable('Operands', 'Operand', op.operands),
    valueTable('Results', 'Result', op.results),
    op.regions.length === 0
      ? ''
      : `#### Regions\n\n${table(
          ['Region', 'Blocks'],
          op.regions.map((r) => [code(r.name), regionText(r)]),
        )}`,
    op.successors.length === 0
      ? ''
      : `#### Successors\n\n${table(
          ['Successor', 'Count'],
          op.successors.map((s) => [code(s.name), s.variadic ? 'any number' : 'one']),
        )}`,
  ]);
}

function regionText({ constraint, variadic }: OpModel['regions'][number]): string {
  const blocks = {
    any: 'any number',
    sized: `${constraint.size}`,
    'min-sized': `at least ${constraint.size}`,
    'max-sized': `at most ${constraint.size}`,
  }[constraint.kind];
  return variadic ? `${blocks}; any number of regions` : blocks;
}

function attributeTable(attributes: readonly AttrModel[]): string {
  if (attributes.length === 0) return '';
  return `#### Attributes\n\n${table(
    ['Attribute', 'Type', 'Default', 'Description'],
    attributes.map((a) => [
      code(a.name),
      `${a.constraint.summary}${a.constraint.enum ? `: ${a.constraint.enum.cases.map((c) => code(c.text)).join(', ')}` : ''}`,
      a.defaultValue !== undefined ? code(a.defaultValue) : a.optional ? 'absent' : '',
      a.description,
    ]),
  )}`;
}

function valueTable(title: string, head: string, values: readonly ValueModel[]): string {
  if (values.length === 0) return '';
  const many = { single: '', optional: 'optional ', variadic: 'variadic of ' };
  return `#### ${title}\n\n${table(
    [head, 'Type', 'Description'],
    values.map((v) => [
      code(v.name) || '(unnamed)',
      many[v.arity] + v.constraint.summary,
      v.description,
    ]),
  )}`;
}

function typeDefDoc(def: TypeDefModel, prefix: string): string {
  return paragraphs([
    `### \`${prefix}${def.name}\` (${def.className})`,
    emphasis(def.summary),
    def.description,
    interfaceLine(def.interfaces),
    def.parameters.length === 0
      ? ''
      : `#### Parameters\n\n${table(
          ['Parameter', 'Type', 'Description'],
          def.parameters.map((p) => [code(p.name), code(p.type), p.description]),
        )}`,
  ]);
}

function enumDoc(e: EnumModel): string {
  return paragraphs([
    `### ${e.name}`,
    emphasis(e.summary),
    table(
      ['Case', 'Value', 'Text'],
      e.cases.map((c) => [code(c.symbol), String(c.value), code(c.text)]),
    ),
  ]);
}

function interfaceLine(list: readonly ImplementedInterfaceModel[]): string {
  if (list.length === 0) return '';
  return `Interfaces: ${list.map(({ of }) => code(of.name)).join(', ')}`;
}

function interfaceDoc(of: InterfaceModel): string {
  const rows = of.methods.map((m) => {
    const parameters = m.parameters.map((p) => `${p.name}: ${p.type}`).join(', ');
    const whose = m.isFixed ? 'of all' : m.body === undefined ? 'each of its own' : 'default';
    return [
      code(`${m.name}(${parameters}): ${m.returnType}`),
      m.description,
      m.isStatic ? `${whose}, static` : whose,
    ];
  });
  const bases = of.bases.map((b) => code(b.name)).join(', ');
  return paragraphs([
    `### ${of.name}`,
    `_Interface of ${{ operation: 'operations', type: 'types', attribute: 'attributes' }[of.kind]}_`,
    of.description,
    bases === '' ? '' : `What has it has ${bases} too.`,
    rows.length === 0 ? '' : table(['Method', 'Gives', 'Body'], rows),
  ]);
}

/** `--gen-pass-doc`. */
export function passDocs(passes: readonly PassModel[]): string {
  return passes
    .map((pass) =>
      paragraphs([
        `### \`--${pass.argument}\``,
        emphasis(pass.summary),
        pass.description,
        pass.anchor === '' ? '' : `Runs on ${code(pass.anchor)}.`,
        pass.options.length === 0
          ? ''
          : `#### Options\n\n${table(
              ['Option', 'Type', 'Default', 'Description'],
              pass.options.map((o) => [
                code(o.argument),
                o.isList ? `list of ${o.type}` : o.type,
                code(o.defaultValue),
                o.description,
              ]),
            )}`,
        pass.statistics.length === 0
          ? ''
          : `#### Statistics\n\n${table(
              ['Statistic', 'Description'],
              pass.statistics.map((s) => [code(s.argument), s.description]),
            )}`,
      ]),
    )
    .join('\n');
}
