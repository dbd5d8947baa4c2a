/** Interfaces: what asks them, what implements them, and the methods that the spec writes. */
import { allMethods } from '../ods/interfaces.js';
import type {
  DialectModel,
  ImplementedInterfaceModel,
  InterfaceMethodModel,
  InterfaceModel,
} from '../ods/model.js';
import { Code, docComment, literal, Method } from './literal.js';

/** Interfaces that the dialect declares or its definitions have. */
export function interfacesOf(dialect: DialectModel): InterfaceModel[] {
  const byName = new Map<string, InterfaceModel>();
  const add = (of: InterfaceModel) => {
    for (const base of of.bases) add(base);
    byName.set(of.name, of);
  };
  for (const of of dialect.interfaces) add(of);
  for (const { interfaces } of [...dialect.ops, ...dialect.types, ...dialect.attrs]) {
    for (const { of } of interfaces) add(of);
  }
  return [...byName.values()];
}

const SELF = {
  operation: { name: 'op', type: 'Operation', an: 'an operation' },
  type: { name: 'type', type: 'Type', an: 'a type' },
  attribute: { name: 'attr', type: 'Attribute', an: 'an attribute' },
} as const;

/** The type of a method's implementations: `(this: I, op: Operation, size: number): number`. */
function signature(of: InterfaceModel, m: InterfaceMethodModel): string {
  const self = SELF[of.kind];
  const parameters = [
    `this: ${of.name}`,
    ...(m.isStatic ? [] : [`${self.name}: ${self.type}`]),
    ...m.parameters.map((p) => `${p.name}: ${p.type}`),
  ];
  return `(${parameters.join(', ')}): ${m.returnType}`;
}

/** The names of a function's parameters, for a body that is compiled without types. */
export function parameterNames(of: InterfaceModel, m: InterfaceMethodModel): string[] {
  return [...(m.isStatic ? [] : [SELF[of.kind].name]), ...m.parameters.map((p) => p.name)];
}

/** `$_op`, `$_type`, `$_attr` and `$_self` are the first parameter. */
export function bodyText(of: InterfaceModel, body: string): string {
  return body.replace(/\$_(op|type|attr|self)\b/g, SELF[of.kind].name);
}

export function printInterface(of: InterfaceModel): string {
  const bases = of.bases.map((b) => b.name);
  const extended = bases.length > 0 ? ` extends ${bases.join(', ')}` : '';
  const asked = of.methods.map((m) => {
    const parameters = m.parameters.map((p) => `${p.name}: ${p.type}`).join(', ');
    return `${docComment(m.description, '  ')}  ${m.name}(${parameters}): ${m.returnType};\n`;
  });
  const data = {
    name: of.name,
    methods: of.methods.map((m) => ({
      name: m.name,
      isStatic: m.isStatic || undefined,
      isFixed: m.isFixed || undefined,
      body: m.body && new Method(signature(of, m), bodyText(of, m.body)),
    })),
    bases: bases.length > 0 ? bases.map((b) => new Code(b)) : undefined,
  };
  return (
    `${docComment(of.description)}export interface ${of.name}${extended} {\n${asked.join('')}}\n\n` +
    `${printMethods(of)}export const ${of.name}: InterfaceSpec<${of.name}> = ${literal(data)};\n\n`
  );
}

/** Whether there is anything that an implementation could write. */
export const isWritable = (of: InterfaceModel) => allMethods(of).some((m) => !m.isFixed);

function printMethods(of: InterfaceModel): string {
  if (!isWritable(of)) return '';
  const bases = of.bases.filter(isWritable).map((b) => `${b.name}Methods`);
  const extended = bases.length > 0 ? ` extends ${bases.join(', ')}` : '';
  const methods = of.methods
    .filter((m) => !m.isFixed)
    .map((m) => `  ${m.name}${m.body === undefined ? '' : '?'}${signature(of, m)};\n`);
  return `/** What ${SELF[of.kind].an} with the interface ${of.name} writes. */\nexport interface ${of.name}Methods${extended} {\n${methods.join('')}}\n\n`;
}

/** The interfaces of an operation, a type or an attribute as data. */
export function implementedData(
  list: readonly ImplementedInterfaceModel[],
): readonly object[] | undefined {
  if (list.length === 0) return undefined;
  return list.map(({ of, bodies }) => {
    const methods = bodies.map(({ name, body }) => {
      const method = allMethods(of).find((m) => m.name === name)!;
      return [name, new Method(signature(of, method), bodyText(of, body))];
    });
    return {
      of: new Code(of.name),
      methods: methods.length > 0 ? Object.fromEntries(methods) : undefined,
    };
  });
}
