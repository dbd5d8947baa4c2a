/** Records of interfaces and of what declares them, to models. */
import { type RecordBase, type RecordKeeper, TableGenError } from '../language/index.js';
import {
  dagStrings,
  has,
  inBaseLibrary,
  isA,
  recordField,
  recordList,
  stringField,
  stringList,
  textField,
} from './fields.js';
import { nearestName } from './format-lexer.js';
import type { ImplementedInterfaceModel, InterfaceMethodModel, InterfaceModel } from './model.js';

/** Interfaces that the specs declare, in the order in which they are written. */
export function declaredInterfaces(keeper: RecordKeeper): InterfaceModel[] {
  const { files } = keeper;
  const order = (r: RecordBase) => files.indexOf(r.loc?.file.name ?? '');
  return keeper
    .derivedDefs('Interface')
    .filter((r) => !inBaseLibrary(r))
    .sort((a, b) => order(a) - order(b) || (a.loc?.offset ?? 0) - (b.loc?.offset ?? 0))
    .map(readInterface);
}

export function readInterface(record: RecordBase): InterfaceModel {
  const kind = isA(record, 'TypeInterface')
    ? 'type'
    : isA(record, 'AttrInterface')
      ? 'attribute'
      : 'operation';
  return {
    name: stringField(record, 'cppInterfaceName'),
    kind,
    description: textField(record, 'description'),
    methods: recordList(record, 'methods').map((m) => readMethod(m)),
    bases: recordList(record, 'baseInterfaces').map(readInterface),
  };
}

function readMethod(record: RecordBase): InterfaceMethodModel {
  const fixed = textField(record, 'body').trim();
  return {
    name: stringField(record, 'name'),
    description: textField(record, 'description'),
    returnType: stringField(record, 'returnType'),
    parameters: dagStrings(record, 'arguments'),
    isStatic: isA(record, 'StaticInterfaceMethod'),
    isFixed: fixed !== '',
    body: fixed || textField(record, 'defaultBody').trim() || undefined,
  };
}

/** Its own methods and those of its bases. */
export function allMethods(of: InterfaceModel): readonly InterfaceMethodModel[] {
  return [...of.bases.flatMap(allMethods), ...of.methods];
}

/** The interfaces that a list of traits declares. */
export function implementedInterfaces(traits: readonly RecordBase[]): ImplementedInterfaceModel[] {
  return traits.flatMap((trait) => {
    if (isA(trait, 'TraitList')) return implementedInterfaces(recordList(trait, 'traits'));
    if (isA(trait, 'Interface')) return [{ of: readInterface(trait), required: [], bodies: [] }];
    return has(trait, 'interface') ? [declared(trait)] : [];
  });
}

function declared(trait: RecordBase): ImplementedInterfaceModel {
  const of = readInterface(recordField(trait, 'interface'));
  const required = stringList(trait, 'alwaysOverriddenMethods');
  const bodies = recordList(trait, 'methodBodies').map((m) => ({
    name: stringField(m, 'name'),
    body: textField(m, 'body').trim(),
  }));
  const methods = allMethods(of);
  for (const name of [...required, ...bodies.map((b) => b.name)]) {
    const method = methods.find((m) => m.name === name);
    if (method && !method.isFixed) continue;
    const near = nearestName(
      name,
      methods.filter((m) => !m.isFixed).map((m) => m.name),
    );
    const hint = near === undefined ? '' : `; did you mean '${near}'?`;
    throw new TableGenError(
      method
        ? `the interface '${of.name}' has '${name}' written for all: it cannot be written again`
        : `the interface '${of.name}' has no method '${name}'${hint}`,
      trait.loc,
    );
  }
  return { of, required, bodies };
}

/** The methods that must be written by hand. */
export function neededMethods({ of, required, bodies }: ImplementedInterfaceModel): string[] {
  return allMethods(of)
    .filter((m) => required.includes(m.name) || m.body === undefined)
    .map((m) => m.name)
    .filter((name) => !bodies.some((b) => b.name === name));
}
