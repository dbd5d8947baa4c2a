/** C++ expressions of MLIR's specs as JavaScript over the library that the loader provides. */
import { type CppExpression, NotUnderstood, parseCpp } from './syntax.js';

/** What the library knows, by C++ names without `::mlir::` and `::llvm::`. */
export interface CppNames {
  /** JavaScript that tells whether the value `of` is of the class; undefined: not known. */
  isa(className: string, of: string): string | undefined;
  /** JavaScript that calls the method; undefined: not known. */
  method(name: string, receiver: string, args: readonly string[]): string | undefined;
  readonly functions: ReadonlySet<string>;
}

/** `::mlir::shape::SizeType` is `shape::SizeType`. */
export function plainName(name: string): string {
  return name.replace(/^::/, '').replace(/^(mlir|llvm)::/, '');
}

/** The expression over `$_self` and `$_op`; undefined when a part of it is not understood. */
export function translateCpp(text: string, names: CppNames): string | undefined {
  try {
    return new Translator(names).expression(parseCpp(text));
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
}

class Translator {
  private readonly names: CppNames;
  private readonly locals: string[] = [];

  constructor(names: CppNames) {
    this.names = names;
  }

  expression(e: CppExpression): string {
    switch (e.kind) {
      case 'number':
        return String(e.value);
      case 'string':
        return JSON.stringify(e.value);
      case 'variable':
        if (e.name === '_self' || e.name === '_op') return `$${e.name}`;
        if (e.name.startsWith('_')) throw new NotUnderstood(e.name);
        return `cpp.named($_op, '${e.name}')`;
      case 'name':
        return this.name(e.name);
      case 'list':
        return `[${this.all(e.items)}]`;
      case 'unary':
        return this.unary(e.op, this.expression(e.of));
      case 'binary':
        return this.binary(e.op, this.expression(e.left), this.expression(e.right));
      case 'choice':
        return `(${this.expression(e.test)} ? ${this.expression(e.yes)} : ${this.expression(e.no)})`;
      case 'lambda':
        return this.lambda(e);
      case 'member':
        throw new NotUnderstood(e.name);
      case 'call':
        return this.call(e.callee, e.args);
    }
  }

  private all(list: readonly CppExpression[]): string {
    return list.map((e) => this.expression(e)).join(', ');
  }

  private name(name: string): string {
    if (name === 'true' || name === 'false') return name;
    if (name === 'nullptr') return 'undefined';
    if (this.locals.includes(name)) return name;
    const plain = plainName(name);
    if (plain === 'ShapedType::kDynamic') return 'cpp.dynamic';
    throw new NotUnderstood(name);
  }

  private unary(op: string, of: string): string {
    return op === '~' ? `~BigInt(${of})` : `${op}(${of})`;
  }

  private binary(op: string, left: string, right: string): string {
    switch (op) {
      case '==':
        return `cpp.same(${left}, ${right})`;
      case '!=':
        return `!cpp.same(${left}, ${right})`;
      case '&':
      case '|':
        return `(BigInt(${left}) ${op} BigInt(${right}))`;
      default:
        return `(${left} ${op} ${right})`;
    }
  }

  private lambda(e: Extract<CppExpression, { kind: 'lambda' }>): string {
    const before = this.locals.length;
    this.locals.push(...e.params);
    let body = '';
    for (const { name, value } of e.locals) {
      body += `const ${name} = ${this.expression(value)}; `;
      this.locals.push(name);
    }
    const result = this.expression(e.result);
    this.locals.length = before;
    const params = `(${e.params.join(', ')})`;
    return body === '' ? `(${params} => ${result})` : `(${params} => { ${body}return ${result}; })`;
  }

  private call(callee: CppExpression, args: readonly CppExpression[]): string {
    if (callee.kind === 'lambda') return `${this.lambda(callee)}(${this.all(args)})`;
    if (callee.kind === 'member') return this.method(callee, args);
    // `std::equal_to<>()(a, b)`.
    if (callee.kind === 'call' && callee.callee.kind === 'name') {
      if (callee.callee.name !== 'std::equal_to') throw new NotUnderstood(callee.callee.name);
      return `cpp.same(${this.all(args)})`;
    }
    if (callee.kind !== 'name') throw new NotUnderstood(callee.kind);
    const name = plainName(callee.name);
    const [first] = args;
    switch (name) {
      case 'isa':
      case 'isa_and_nonnull':
      case 'isa_and_present':
        return this.isa(callee.templates, this.expression(first), name !== 'isa');
      case 'cast':
        return this.expression(first);
      case 'dyn_cast':
      case 'dyn_cast_or_null': {
        const value = this.expression(first);
        return `(${this.isa(callee.templates, value, name !== 'dyn_cast')} ? ${value} : undefined)`;
      }
    }
    if (!this.names.functions.has(name)) throw new NotUnderstood(name);
    return `cpp.functions['${name}'](${this.all(args)})`;
  }

  private isa(classes: readonly string[], of: string, mayMiss: boolean): string {
    const tests = classes.map((c) => {
      const test = this.names.isa(plainName(c), of);
      if (test === undefined) throw new NotUnderstood(c);
      return test;
    });
    const any = `(${tests.join(' || ')})`;
    return mayMiss ? `(${of} !== undefined && ${any})` : any;
  }

  private method(
    callee: Extract<CppExpression, { kind: 'member' }>,
    args: readonly CppExpression[],
  ): string {
    const { object, name, templates } = callee;
    if (object.kind === 'variable' && object.name === '_builder') {
      return this.builder(name, templates, args);
    }
    if (name === 'hasTrait') {
      if (plainName(templates[0]) !== 'ValueSemantics') throw new NotUnderstood(templates[0]);
      return `cpp.methods.hasValueSemantics(${this.expression(object)})`;
    }
    const call = this.names.method(
      name,
      this.expression(object),
      args.map((a) => this.expression(a)),
    );
    if (call === undefined) throw new NotUnderstood(name);
    return call;
  }

  /** `$_builder.getBoolAttr(true)`. */
  private builder(
    name: string,
    templates: readonly string[],
    args: readonly CppExpression[],
  ): string {
    if (name === 'getType') {
      const built = `cpp.builtin['${plainName(templates[0])}']`;
      if (!['IndexType', 'NoneType'].includes(plainName(templates[0]))) {
        throw new NotUnderstood(templates[0]);
      }
      return `${built}()`;
    }
    const full = `Builder::${name}`;
    if (!this.names.functions.has(full)) throw new NotUnderstood(full);
    return `cpp.functions['${full}'](${this.all(args)})`;
  }
}
