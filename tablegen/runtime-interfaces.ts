/** Interfaces of a dialect that is loaded at run time: the same data as in a generated file. */
import type { ImplementedInterface, InterfaceMethodSpec, InterfaceSpec } from '../ir/index.js';
import { bodyText, interfacesOf, parameterNames } from './generate/interfaces.js';
import { allMethods } from './ods/interfaces.js';
import type { DialectModel, ImplementedInterfaceModel, InterfaceModel } from './ods/model.js';

/** Makes a function of a body; `of` is what it belongs to, for errors. */
export type CompileBody = (
  parameters: readonly string[],
  body: string,
  of: string,
) => InterfaceMethodSpec['body'];

export class RuntimeInterfaces {
  private readonly models: readonly InterfaceModel[];
  /** By name. Their methods come with `complete`: bodies may name any interface. */
  readonly specs: Readonly<Record<string, InterfaceSpec & { methods: InterfaceMethodSpec[] }>>;

  constructor(dialect: DialectModel) {
    this.models = interfacesOf(dialect);
    const specs: Record<string, InterfaceSpec & { methods: InterfaceMethodSpec[] }> = {};
    for (const { name, bases } of this.models) {
      const of = bases.map((b) => specs[b.name]);
      specs[name] = { name, methods: [], ...(of.length > 0 && { bases: of }) };
    }
    this.specs = specs;
  }

  complete(compile: CompileBody): void {
    for (const of of this.models) {
      for (const m of of.methods) {
        const { name, isStatic, isFixed, body } = m;
        this.specs[of.name].methods.push({
          name,
          isStatic,
          isFixed,
          body:
            body === undefined
              ? undefined
              : compile(parameterNames(of, m), bodyText(of, body), `${of.name}.${name}`),
        });
      }
    }
  }

  /** The interfaces of an operation, a type or an attribute. */
  implemented(
    list: readonly ImplementedInterfaceModel[],
    compile: CompileBody,
  ): readonly ImplementedInterface[] | undefined {
    if (list.length === 0) return undefined;
    return list.map(({ of, bodies }) => {
      const methods = bodies.map(({ name, body }) => {
        const method = allMethods(of).find((m) => m.name === name)!;
        const names = parameterNames(of, method);
        return [name, compile(names, bodyText(of, body), `${of.name}.${name}`)];
      });
      return { of: this.specs[of.name], methods: Object.fromEntries(methods) };
    });
  }
}
