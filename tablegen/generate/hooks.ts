/** What the spec says must be written by hand, as types: the type checker finds what is missing. */
import { walk } from '../ods/format-check.js';
import { neededMethods } from '../ods/interfaces.js';
import type {
  DialectModel,
  ImplementedInterfaceModel,
  OpModel,
  TypeDefModel,
} from '../ods/model.js';
import { camelCase, quote, upperFirst } from './literal.js';
import { parameterType } from './type-class.js';

export function printHooks(dialect: DialectModel): string {
  const name = upperFirst(camelCase(dialect.name));
  return [
    printed(
      'What must be written by hand: the flags of the spec say so.',
      `${name}Hooks`,
      dialect.ops.flatMap((op) => member(op.name.slice(dialect.name.length + 1), opParts(op))),
    ),
    ...(
      [
        ['types', 'TypeHooks'],
        ['attrs', 'AttrHooks'],
      ] as const
    ).map(([list, suffix]) =>
      printed(
        `What must be written by hand for ${list === 'types' ? 'types' : 'attributes'}.`,
        `${name}${suffix}`,
        dialect[list].flatMap((def) => member(def.mnemonic, typeParts(def))),
      ),
    ),
    printed(
      'The functions behind `custom<…>` of the formats.',
      `${name}Directives`,
      directivesOf(dialect),
    ),
  ].join('');
}

function printed(doc: string, name: string, members: readonly string[]): string {
  if (members.length === 0) return '';
  return `/** ${doc} */\nexport interface ${name} {\n${members.join('')}}\n\n`;
}

function member(name: string, parts: readonly string[]): string[] {
  if (parts.length === 0) return [];
  const key = /^\w+$/.test(name) ? name : quote(name);
  const line = `  readonly ${key}: ${parts.join(' & ')};\n`;
  if (line.length <= 101) return [line];
  return [`  readonly ${key}: ${parts.join(' &\n    ')};\n`];
}

function opParts(op: OpModel): string[] {
  const flags = [
    op.hasVerifier && 'verify',
    op.hasRegionVerifier && 'verifyRegions',
    op.hasFolder && 'fold',
    op.hasCustomAssemblyFormat && 'parse',
    op.hasCustomAssemblyFormat && 'print',
  ].filter((n) => n !== false);
  const interfaces = interfacesPart(op.interfaces);
  if (flags.length === 0 && interfaces === undefined) return [];
  const parts = ['OpHooks'];
  if (flags.length > 0) parts.push(`Required<Pick<OpHooks, ${flags.map(quote).join(' | ')}>>`);
  if (interfaces !== undefined) parts.push(interfaces);
  return parts;
}

function typeParts(def: TypeDefModel): string[] {
  const interfaces = interfacesPart(def.interfaces);
  if (!def.hasVerifier && interfaces === undefined) return [];
  const parts = ['TypeHooks'];
  if (def.hasVerifier) {
    const parameters = def.parameters.map((p) => `${p.name}: ${parameterType(p)}`).join('; ');
    parts.push(`{ verify(parameters: { ${parameters} }, fail: (message: string) => void): void }`);
  }
  if (interfaces !== undefined) parts.push(interfaces);
  return parts;
}

/** Methods without a default that the spec does not write itself, and those it names. */
function interfacesPart(list: readonly ImplementedInterfaceModel[]): string | undefined {
  const members = list.flatMap((implemented) => {
    if (neededMethods(implemented).length === 0) return [];
    const { of, required, bodies } = implemented;
    const written = bodies.map((b) => quote(b.name)).join(' | ');
    const base = `${of.name}Methods`;
    const left = written === '' ? base : `Omit<${base}, ${written}>`;
    const forced = required.map(quote).join(' | ');
    const type = forced === '' ? left : `${left} & Required<Pick<${base}, ${forced}>>`;
    return [`readonly ${of.name}: ${type}`];
  });
  return members.length === 0 ? undefined : `{ readonly interfaces: { ${members.join('; ')} } }`;
}

function directivesOf({ ops }: DialectModel): string[] {
  const users = new Map<string, string[]>();
  for (const op of ops) {
    walk(op.format ?? [], (e) => {
      if (e.kind !== 'custom') return;
      const list = users.get(e.name) ?? [];
      if (!list.includes(op.name)) users.set(e.name, [...list, op.name]);
    });
  }
  return [...users].map(
    ([name, of]) =>
      `  /** In the form of ${of.join(', ')}. */\n  readonly ${name}: FormatDirective;\n`,
  );
}
