import { dirname } from 'node:path';
import type { Context } from '../../ir/index.js';
import type { RuleConstraint } from '../../tablegen/index.js';
import type { CallableDecl } from './ast.js';
import type { OpShape, SpecTable } from './op-shapes.js';
import { type PdllType, UNIT } from './types.js';

/** What `.td` files tell rules. */
export interface RuleSpecs {
  readonly specs: SpecTable;
  /** Their constraints, as declarations without a function: `x: I32`. */
  readonly constraints: readonly CallableDecl[];
  /** Of those that can be asked: a TypeScript expression over `self`, by the name. */
  readonly tests: ReadonlyMap<string, string>;
}

/** Reads the `.td` files that rules include; throws what the TableGen reader throws. */
export async function readSpecs(
  files: readonly string[],
  includeDirs: readonly string[],
): Promise<RuleSpecs> {
  const specs = new Map<string, OpShape>();
  const constraints = new Map<string, CallableDecl>();
  const tests = new Map<string, string>();
  if (files.length === 0) return { specs, constraints: [], tests };
  // TableGen is needed by rules that include specs, and only by them.
  const { baseLibraryFolder, loadFile, readDialects, ruleConstraints } = await import(
    '../../tablegen/index.js'
  );
  for (const file of files) {
    const keeper = loadFile(file, {
      includeDirs: [dirname(file), ...includeDirs, baseLibraryFolder()],
    });
    for (const dialect of readDialects(keeper))
      for (const op of dialect.ops) specs.set(op.name, op);
    for (const one of ruleConstraints(keeper)) {
      if (constraints.has(one.name)) continue;
      constraints.set(one.name, declaration(one, file));
      if (one.test !== undefined) tests.set(one.name, one.test);
    }
  }
  return { specs, constraints: [...constraints.values()], tests };
}

/** The operations that `.td` files declare; throws what the TableGen reader throws. */
export async function specsOf(
  files: readonly string[],
  includeDirs: readonly string[],
): Promise<SpecTable> {
  return (await readSpecs(files, includeDirs)).specs;
}

/** `Constraint I32(self: Type) [{ … }];` */
function declaration({ name, of, condition }: RuleConstraint, file: string): CallableDecl {
  const span = { source: { file, text: '' }, start: 0, end: 0 };
  const type: PdllType = of === 'op' ? { kind: 'op', name: undefined } : { kind: of };
  const constraint = { kind: of, name: undefined, of: undefined, span, callee: undefined } as const;
  const self = { text: 'self', span };
  return {
    kind: 'constraint',
    name: { text: name, span },
    params: [{ name: self, constraints: [constraint], init: undefined, span, type }],
    results: [],
    code: `return ::mlir::success(${condition});`,
    body: undefined,
    span,
    resultType: UNIT,
  };
}

/** The operations of the dialects that a context has loaded: for rules read at run time. */
export function specsOfContext(context: Context): SpecTable {
  const specs = new Map<string, OpShape>();
  for (const { name, spec } of context.loadedOps) if (spec) specs.set(name, spec);
  return specs;
}
