/**
 * A dialect from its `.td` at run time (`--dialect-td`): the same model and the same data as the
 * generated file, with predicates made by `new Function`. Only load a `.td` that you would also
 * build: its predicates are code.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type {
  Attribute,
  DialectSpec,
  FormatDirective,
  FormatElement,
  Operation,
  OpHooks,
  OpSpec,
  Type,
  TypeDefSpec,
} from '../ir/index.js';
import { type CppLibrary, type IrModule, makeCppLibrary } from './cpp/library.js';
import { type LoadOptions, loadFile, TableGenError } from './language/index.js';
import { readDialects } from './ods/dialect.js';
import { walk } from './ods/format-check.js';
import type {
  AttrModel,
  ConstraintModel,
  DialectModel,
  OpModel,
  TraitModel,
  TypeDefModel,
  ValueModel,
} from './ods/model.js';
import { type CompileBody, RuntimeInterfaces } from './runtime-interfaces.js';
import { dialectClasses, isOpaque, opaqueReaders, type TypeReaders } from './runtime-types.js';
import { upstreamDirectives } from './upstream-directives.js';
import { upstreamHooks } from './upstream-hooks.js';

export interface LoadedDialect extends Partial<TypeReaders> {
  readonly spec: DialectSpec;
  readonly hooks?: Readonly<Record<string, OpHooks>>;
  readonly directives?: Readonly<Record<string, FormatDirective>>;
  /** What the spec says and nobody checks, since it is said in C++: one line each. */
  readonly unchecked: readonly string[];
}

export interface LoadDialectOptions extends LoadOptions {
  /** The module `ir/index.js`: its exports are what predicates may name. */
  readonly ir: IrModule;
}

/** The dialects that the file declares. Throws a `TableGenError`. */
export function loadDialects(path: string, options: LoadDialectOptions): LoadedDialect[] {
  const includeDirs = [dirname(path), ...(options.includeDirs ?? []), baseLibraryFolder()];
  const keeper = loadFile(path, { ...options, includeDirs });
  const cpp = makeCppLibrary(options.ir);
  const dialects = readDialects(keeper, cpp);
  if (dialects.length === 0) {
    throw new TableGenError(`'${path}' defines no Dialect`);
  }
  return dialects.map((d) => new DialectMaker(d, options.ir, cpp).make());
}

/** `tablegen/include` of the project or package that this code runs from. */
export function baseLibraryFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const candidate = join(folder, 'tablegen', 'include');
    if (existsSync(join(candidate, 'OpBase.td'))) return candidate;
    if (folder === dirname(folder)) {
      throw new TableGenError('the base library (tablegen/include) is not installed');
    }
  }
}

class DialectMaker {
  private readonly model: DialectModel;
  private readonly types: readonly TypeDefSpec[];
  private readonly attrs: readonly TypeDefSpec[];
  private readonly readers: Partial<TypeReaders>;
  private readonly hooks: Readonly<Record<string, OpHooks>>;
  private readonly directives: Readonly<Record<string, FormatDirective>>;
  private readonly interfaces: RuntimeInterfaces;
  private readonly scope: Readonly<Record<string, unknown>>;
  private readonly tests = new Map<string, unknown>();

  constructor(model: DialectModel, ir: IrModule, cpp: CppLibrary) {
    this.model = model;
    const declared = (defs: readonly TypeDefModel[]) =>
      defs.filter((d) => !isOpaque(d)).map(typeDef);
    this.types = declared(model.types);
    this.attrs = declared(model.attrs);
    this.readers = model.isForeign ? opaqueReaders(model, ir) : {};
    this.directives = model.isForeign ? upstreamDirectives(ir) : {};
    this.hooks = model.isForeign ? upstreamHooks(model, ir) : {};
    const classes = dialectClasses(model.name, this.types, this.attrs, ir);
    this.interfaces = new RuntimeInterfaces(model);
    for (const spec of this.types) {
      if (spec.parameters.length > 0) continue;
      const text = `!${model.name}.${spec.mnemonic}`;
      ir.registerTypeText(text, () => ir.DialectType.get(model.name, spec));
    }
    this.scope = { ...ir, ...classes, ...this.interfaces.specs, cpp };
    this.interfaces.complete(this.compileBody);
    // Bodies may name the types whose interfaces they are.
    for (const [specs, defs] of [
      [this.types, model.types],
      [this.attrs, model.attrs],
    ] as const) {
      for (const spec of specs) {
        const { interfaces } = defs.find((d) => d.mnemonic === spec.mnemonic)!;
        Object.assign(spec, {
          interfaces: this.interfaces.implemented(interfaces, this.compileBody),
        });
      }
    }
  }

  make(): LoadedDialect {
    const { model } = this;
    return {
      ...this.readers,
      unchecked: uncheckedOf(model, this.directives),
      hooks: this.hooks,
      directives: this.directives,
      spec: {
        name: model.name,
        summary: model.summary,
        description: model.description,
        ops: model.ops.map((op) => this.op(op)),
        types: this.types,
        attrs: this.attrs,
        hasConstantMaterializer: model.hasConstantMaterializer,
      },
    };
  }

  private op(op: OpModel): OpSpec {
    const {
      recordName: _,
      formatText: __,
      formatProblem: ___,
      defaultDialect: ____,
      builders: _____,
      skipDefaultBuilders: ______,
      operands,
      results,
      attributes,
      traits,
      interfaces,
      ...rest
    } = op;
    return {
      ...rest,
      operands: operands.map((v) => this.value(v)),
      results: results.map((v) => this.value(v)),
      attributes: attributes.map((a) => this.attribute(a)),
      traits: traits.map((t) => this.trait(t)),
      interfaces: this.interfaces.implemented(interfaces, this.compileBody),
    };
  }

  private value({ name, arity, constraint }: ValueModel): OpSpec['operands'][number] {
    const { predicate: _, unchecked: __, ...rest } = constraint;
    return { name, arity, constraint: { ...rest, test: this.test<Type>(constraint) } };
  }

  private attribute(attr: AttrModel): OpSpec['attributes'][number] {
    const { constraint } = attr;
    const { name, summary, kind, valueType, element } = constraint;
    const isEnum = kind === 'enum' || kind === 'bit-enum';
    return {
      name: attr.name,
      optional: attr.optional,
      defaultValue: attr.defaultValue,
      constraint: {
        name,
        summary,
        test: this.test<Attribute>(constraint),
        kind: kind === 'other' ? undefined : kind,
        valueType,
        element,
        cases: isEnum ? constraint.enum?.cases : undefined,
        enumWidth: isEnum ? constraint.enum?.width : undefined,
        separator: kind === 'bit-enum' ? constraint.enum?.separator : undefined,
      },
    };
  }

  private trait({ name, args, transform, predicate }: TraitModel): OpSpec['traits'][number] {
    return {
      name,
      args: args.length > 0 ? args : undefined,
      transform:
        transform === undefined ? undefined : this.compile<(self: Type) => Type>(transform, name),
      test:
        predicate === undefined
          ? undefined
          : this.compile<(op: Operation) => boolean>(predicate.replaceAll('$_op', '$_self'), name),
    };
  }

  private test<T>(constraint: ConstraintModel): ((self: T, op?: Operation) => boolean) | undefined {
    const { name, predicate } = constraint;
    if (predicate === undefined) return undefined;
    let test = this.tests.get(name);
    if (test === undefined) {
      test = this.compile(predicate, name);
      this.tests.set(name, test);
    }
    return test as (self: T, op?: Operation) => boolean;
  }

  private compile<F>(expression: string, of: string): F {
    const text = expression.replaceAll('$_self', 'self').replaceAll('$_op', 'op');
    return this.evaluate(
      `(self, op) => (${text})`,
      text,
      `the predicate of '${of}' is no JavaScript expression`,
    ) as F;
  }

  private readonly compileBody: CompileBody = (parameters, body, of) =>
    this.evaluate(
      `function (${parameters.join(', ')}) { ${body}\n}`,
      body,
      `the body of '${of}' is no JavaScript`,
    ) as ReturnType<CompileBody>;

  /** The value of an expression that may name what `ir/` exports and what the dialect declares. */
  private evaluate(expression: string, shown: string, problem: string): unknown {
    const names = [...new Set(expression.match(/\b[A-Za-z_]\w*\b/g) ?? [])].filter((n) =>
      Object.hasOwn(this.scope, n),
    );
    try {
      const make = new Function(...names, `'use strict'; return (${expression});`);
      return make(...names.map((n) => this.scope[n]));
    } catch (error) {
      throw new TableGenError(`${problem} (${(error as Error).message}): ${shown}`);
    }
  }
}

/** The first `custom<Name>` that has no function here. */
function unknownDirective(
  format: readonly FormatElement[],
  known: Readonly<Record<string, FormatDirective>>,
): string | undefined {
  let unknown: string | undefined;
  walk(format, (e) => {
    if (e.kind === 'custom' && !Object.hasOwn(known, e.name)) unknown ??= e.name;
  });
  return unknown;
}

function typeDef(def: TypeDefModel): TypeDefSpec {
  const { formatText: _, interfaces: __, parameters, ...rest } = def;
  return {
    ...rest,
    parameters: parameters.map(({ type: _t, description: _d, enum: _e, ...p }) => p),
  };
}

/** Constraints and traits of which a part is not understood, with the first operation of each. */
function uncheckedOf(
  model: DialectModel,
  directives: Readonly<Record<string, FormatDirective>>,
): string[] {
  const found = new Map<string, string[]>();
  const add = (what: string, op: OpModel) => {
    const ops = found.get(what) ?? [];
    if (!ops.includes(op.name)) found.set(what, [...ops, op.name]);
  };
  for (const op of model.ops) {
    for (const { constraint } of [...op.operands, ...op.results, ...op.attributes]) {
      if (constraint.unchecked) add(`${constraint.name} (${constraint.summary})`, op);
    }
    const unknown = unknownDirective(op.format ?? [], directives);
    if (unknown !== undefined) add(`custom form (custom<${unknown}>)`, op);
    if (op.formatProblem) add(`custom form (${op.formatProblem})`, op);
    for (const { name, args, unchecked } of op.traits) {
      if (unchecked) add(`${name} (${args[0] ?? ''})`, op);
    }
  }
  return [...found].map(([what, ops]) => {
    const more = ops.length > 1 ? ` and ${ops.length - 1} more` : '';
    return `${what}: ${ops[0]}${more}`;
  });
}
