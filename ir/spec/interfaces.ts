/**
 * Interfaces of a spec (`OpInterface`, `TypeInterface`, `AttrInterface`): methods that may be asked
 * of an operation, a type or an attribute whose dialect the asker does not know.
 *
 * A method is found in this order: what the dialect wrote by hand (`hooks`), what the spec of the
 * operation says, what the spec of the interface says. A method that is fixed is the interface's.
 */
import { Attribute } from '../attributes.js';
import type { Operation } from '../operation.js';
import { Type } from '../types.js';
import type { ImplementedInterface, InterfaceSpec, TypeDefSpec } from './op-spec.js';

type Method = (this: unknown, ...args: readonly unknown[]) => unknown;

/** Methods written by hand, by the interface's name and their own. */
export type InterfaceHooks = Readonly<Record<string, object>>;

/** What is hand-written for a type or an attribute that a spec declares. */
export interface TypeHooks {
  /** Whether the parameters go together, asked of every text; of a flag `genVerifyDecl`. */
  verify?(parameters: never, fail: (message: string) => void): void;
  readonly interfaces?: InterfaceHooks;
}

const SELF = Symbol('self');

/** An interface of one thing: its methods, bound. */
interface View {
  readonly [SELF]: unknown;
}
type ViewClass = new (self: unknown) => View;
export type Implementations = ReadonlyMap<string, ViewClass>;

/**
 * The interface of an operation, a type or an attribute; undefined when it has none of that name.
 * Inside a method, `this` is what this function gives.
 */
export function interfaceOf<T>(
  of: Operation | Type | Attribute,
  asked: InterfaceSpec<T>,
): T | undefined {
  const found =
    of instanceof Type || of instanceof Attribute ? ofParameters(of) : of.def.implementations;
  const Found = found?.get(asked.name);
  return Found && (new Found(of) as T);
}

/** An operation, type or attribute has an interface and not all its methods. */
export class MissingMethod extends Error {
  constructor(owner: string, of: string, method: string) {
    super(
      `'${owner}' has the interface '${of}' and no method '${method}', which has no default; write it in the hooks under 'interfaces', or give it a body in the spec`,
    );
  }
}

/** Throws a `MissingMethod` for the first one that nobody wrote. */
export function implement(
  owner: string,
  interfaces: readonly ImplementedInterface[],
  hooks: InterfaceHooks = {},
): Implementations {
  const all = new Map<string, ViewClass>();
  for (const { of, methods } of interfaces) {
    const written = (hooks[of.name] ?? {}) as Readonly<Record<string, Method>>;
    const View = viewClass(owner, of, { ...methods, ...written } as Record<string, Method>);
    for (const name of [of.name, ...baseNames(of)]) if (!all.has(name)) all.set(name, View);
  }
  return all;
}

function viewClass(
  owner: string,
  of: InterfaceSpec,
  written: Readonly<Record<string, Method>>,
): ViewClass {
  class InterfaceView implements View {
    readonly [SELF]: unknown;
    constructor(self: unknown) {
      this[SELF] = self;
    }
  }
  for (const { name, isStatic, isFixed, body } of methodsOf(of)) {
    const method = (isFixed ? body : (written[name] ?? body)) as Method | undefined;
    if (!method) throw new MissingMethod(owner, of.name, name);
    const bound = isStatic
      ? method
      : function (this: View, ...args: readonly unknown[]) {
          return method.call(this, this[SELF], ...args);
        };
    Object.defineProperty(InterfaceView.prototype, name, { value: bound });
  }
  return InterfaceView;
}

/** Those of its bases first. */
function methodsOf(of: InterfaceSpec): readonly InterfaceSpec['methods'][number][] {
  return [...(of.bases ?? []).flatMap(methodsOf), ...of.methods];
}

function baseNames(of: InterfaceSpec): readonly string[] {
  return (of.bases ?? []).flatMap((base) => [base.name, ...baseNames(base)]);
}

// Types and attributes know their spec and no dialect: what is written by hand is found by the spec.

const hooksOfSpecs = new WeakMap<TypeDefSpec, TypeHooks>();
const ofSpecs = new WeakMap<TypeDefSpec, Implementations>();

/** Throws as `implement` does. */
export function setTypeHooks(spec: TypeDefSpec, hooks: TypeHooks): void {
  hooksOfSpecs.set(spec, hooks);
  if (spec.interfaces) ofSpecs.set(spec, implement(spec.name, spec.interfaces, hooks.interfaces));
}

export function typeHooks(spec: TypeDefSpec): TypeHooks | undefined {
  return hooksOfSpecs.get(spec);
}

function ofParameters(of: Type | Attribute): Implementations | undefined {
  if (!('spec' in of)) return undefined;
  const spec = of.spec as TypeDefSpec;
  if (!spec.interfaces) return undefined;
  let found = ofSpecs.get(spec);
  if (!found) {
    found = implement(spec.name, spec.interfaces, typeHooks(spec)?.interfaces);
    ofSpecs.set(spec, found);
  }
  return found;
}
