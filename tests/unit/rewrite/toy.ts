// A small dialect for the tests of rewrites: `t.add`, `t.constant` and the like, with folders.
import {
  type Attribute,
  Context,
  type DialectDefinition,
  IntegerAttr,
  type Operation,
  type OpHooks,
  type OpSpec,
  parseSource,
  printOperation,
  verify,
} from '../../../ir/index.js';

const ANY = { name: 'Any', summary: 'anything' };

interface OpOptions {
  readonly operands?: readonly string[];
  readonly results?: readonly string[];
  readonly attributes?: readonly string[];
  readonly regions?: number;
  readonly traits?: readonly string[];
}

/** A spec from names; `xs*` is variadic, `x?` optional. */
export function opSpec(name: string, o: OpOptions): OpSpec {
  const value = (text: string) => ({
    name: text.replace(/[*?]$/, ''),
    arity: text.endsWith('*')
      ? ('variadic' as const)
      : text.endsWith('?')
        ? ('optional' as const)
        : ('single' as const),
    constraint: ANY,
  });
  return {
    name,
    className: name,
    summary: '',
    description: '',
    operands: (o.operands ?? []).map(value),
    results: (o.results ?? []).map(value),
    attributes: (o.attributes ?? []).map((a) => ({
      name: a.replace('?', ''),
      constraint: ANY,
      optional: a.endsWith('?'),
    })),
    regions: Array.from({ length: o.regions ?? 0 }, () => ({
      name: 'body',
      variadic: false,
      constraint: { kind: 'any' as const },
    })),
    successors: [],
    traits: (o.traits ?? []).map((t) => ({ name: t })),
    hasCustomAssemblyFormat: false,
    hasVerifier: false,
    hasRegionVerifier: false,
    hasFolder: false,
    hasCanonicalizer: false,
  };
}

export function dialect(
  name: string,
  ops: Record<string, OpOptions>,
  hooks: Record<string, OpHooks> = {},
  extra: Partial<DialectDefinition> = {},
): DialectDefinition {
  return {
    spec: {
      name,
      summary: '',
      description: '',
      ops: Object.entries(ops).map(([op, o]) => opSpec(`${name}.${op}`, o)),
      types: [],
      attrs: [],
      hasConstantMaterializer: extra.materializeConstant !== undefined,
    },
    hooks,
    ...extra,
  };
}

const builtin = dialect('builtin', {
  module: {
    regions: 1,
    attributes: ['sym_name?', 'sym_visibility?'],
    traits: [
      'IsolatedFromAbove',
      'SymbolTable',
      'HasOnlyGraphRegion',
      'SingleBlock',
      'NoTerminator',
    ],
  },
  unrealized_conversion_cast: { operands: ['in*'], results: ['out*'], traits: ['Pure'] },
});

function addFold(op: Operation, [a, b]: readonly (Attribute | undefined)[]) {
  if (b instanceof IntegerAttr && b.value === 0n) return [op.operand(0)];
  if (a instanceof IntegerAttr && b instanceof IntegerAttr) {
    return [IntegerAttr.get(a.value + b.value, a.type)];
  }
  return undefined;
}

const toy = dialect(
  't',
  {
    func: {
      regions: 1,
      attributes: ['sym_name', 'sym_visibility?'],
      traits: ['IsolatedFromAbove', 'Symbol'],
    },
    call: { operands: ['in*'], results: ['out*'], attributes: ['callee'] },
    return: { operands: ['in*'], traits: ['Terminator', 'Pure'] },
    constant: { results: ['out'], attributes: ['value'], traits: ['Pure', 'ConstantLike'] },
    add: { operands: ['lhs', 'rhs'], results: ['sum'], traits: ['Pure'] },
    neg: { operands: ['x'], results: ['out'], traits: ['Pure'] },
    conv: { operands: ['ifm', 'bias?'], results: ['ofm'], attributes: ['act?'], traits: ['Pure'] },
    relu: { operands: ['x'], results: ['out'], traits: ['Pure'] },
    pair: { results: ['a', 'b'], traits: ['Pure'] },
    concat: { operands: ['parts*'], results: ['out'], traits: ['Pure'] },
    sink: { operands: ['in*'] },
    if: { operands: ['c'], regions: 1, traits: ['SingleBlock', 'NoTerminator'] },
  },
  { add: { fold: addFold } },
  {
    materializeConstant: (b, value, type) =>
      b.create('t.constant', { attributes: [{ name: 'value', value }], resultTypes: [type] }),
  },
);

/** A context with the toy dialect `t`; operations of other dialects are unregistered. */
export function toyContext(): Context {
  const context = new Context();
  context.allowUnregistered = true;
  context.addDialect(builtin);
  context.addDialect(toy);
  context.onDiagnostic((d) => {
    throw new Error(d.message);
  });
  return context;
}

/** The body of one function `@f` with the arguments a, b (i32), as a module. */
export function parseBody(context: Context, body: string): Operation {
  return parseSource(
    context,
    `"t.func"() <{sym_name = "f"}> ({\n^bb0(%a: i32, %b: i32):\n${body}\n}) : () -> ()`,
    'test.mlir',
  );
}

/** The operations of `@f` in short: one a line, without types; checks that the IR is valid. */
export function short(context: Context, module: Operation): string[] {
  if (!verify(context, module)) throw new Error('the IR is invalid');
  const text = printOperation(module, { generic: true });
  const lines = text.split('\n').map((l) => l.trim());
  const start = lines.findIndex((l) => l.startsWith('^bb0'));
  const end = lines.findIndex((l, i) => i > start && l.startsWith('"t.return"'));
  return lines
    .slice(start + 1, end + 1)
    .map((l) => l.replace(/ : (\([^()]*\) -> .*)$/, '').replace(/"(\w+\.\w+)"/, '$1'));
}
