/** Definitions in irdl to dialects (`--irdl-file`): what they say is what the verifier asks. */
import {
  ArrayAttr,
  type Attribute,
  type AttrParser,
  DenseArrayAttr,
  DialectAttr,
  type DialectDefinition,
  DialectType,
  type Fail,
  IntegerAttr,
  type Operation,
  type OpHooks,
  type OpSpec,
  type ParameterSpec,
  StringAttr,
  Tok,
  type TypeDefSpec,
  type Value,
} from '../../ir/index.js';
import { Assignment, subjectsOf } from './constraints.js';
import { type Variadicity, VariadicityArrayAttr } from './variadicity.js';

/** The dialects that a module defines, in order. */
export function loadIrdl(module: Operation): DialectDefinition[] {
  return bodyOf(module)
    .filter((op) => op.name === 'irdl.dialect')
    .map(loadDialect);
}

const bodyOf = (op: Operation): Operation[] =>
  op.regions.flatMap((r) => r.blocks.flatMap((b) => b.ops));

function nameOf(op: Operation): string {
  const name = op.attr('sym_name');
  return name instanceof StringAttr ? name.value : '';
}

function loadDialect(dialect: Operation): DialectDefinition {
  const name = nameOf(dialect);
  const ops: OpSpec[] = [];
  const hooks: Record<string, OpHooks> = {};
  const types = new Map<string, Definition>();
  const attrs = new Map<string, Definition>();
  for (const op of bodyOf(dialect)) {
    const own = nameOf(op);
    if (op.name === 'irdl.operation') {
      ops.push(opSpec(`${name}.${own}`));
      const verifier = new OperationVerifier(op);
      hooks[own] = { verify: (of, fail) => verifier.verify(of, fail) };
    } else if (op.name === 'irdl.type') types.set(own, definition(name, op));
    else if (op.name === 'irdl.attribute') attrs.set(own, definition(name, op));
  }
  const specs = (of: Map<string, Definition>) => [...of.values()].map((d) => d.spec);
  return {
    spec: {
      name,
      summary: '',
      description: '',
      ops,
      types: specs(types),
      attrs: specs(attrs),
      hasConstantMaterializer: false,
    },
    hooks,
    parseType(mnemonic, p) {
      const found = types.get(mnemonic);
      return found && DialectType.get(name, found.spec, parameters(found, p, 'type'));
    },
    parseAttribute(mnemonic, p) {
      const found = attrs.get(mnemonic);
      return found && DialectAttr.get(name, found.spec, parameters(found, p, 'attribute'));
    },
  };
}

/** An operation of any shape: what is asked of it is not said in the terms of specs. */
function opSpec(name: string): OpSpec {
  const any = { name: 'AnyType', summary: 'any type' };
  return {
    name,
    className: name,
    summary: '',
    description: '',
    operands: [{ name: 'operands', arity: 'variadic', constraint: any }],
    results: [{ name: 'results', arity: 'variadic', constraint: any }],
    attributes: [],
    regions: [{ name: 'regions', variadic: true, constraint: { kind: 'any' } }],
    successors: [{ name: 'successors', variadic: true }],
    traits: [{ name: 'NoTerminator' }],
    hasCustomAssemblyFormat: false,
    hasVerifier: true,
    hasRegionVerifier: false,
    hasFolder: false,
    hasCanonicalizer: false,
  };
}

// Types and attributes.

interface Definition {
  readonly spec: TypeDefSpec;
  /** Constraints of the parameters. */
  readonly constraints: readonly Value[];
}

function definition(dialect: string, op: Operation): Definition {
  const mnemonic = nameOf(op);
  const constraints = bodyOf(op).find((o) => o.name === 'irdl.parameters')?.operands ?? [];
  const list: ParameterSpec = { name: 'parameters', kind: 'attribute-list', optional: true };
  return {
    constraints,
    spec: {
      name: `${dialect}.${mnemonic}`,
      className: mnemonic,
      mnemonic,
      summary: '',
      description: '',
      parameters: [list],
      format: [
        {
          kind: 'optional',
          // biome-ignore lint/suspicious/noThenProperty: the name of the contract
          then: [
            { kind: 'literal', text: '<' },
            { kind: 'param', index: 0 },
            { kind: 'literal', text: '>' },
          ],
          otherwise: [],
          anchor: 1,
        },
      ],
      hasVerifier: true,
    },
  };
}

/** `<a, b>`: any attributes and types, which must satisfy the constraints. */
function parameters(
  { constraints }: Definition,
  p: AttrParser,
  what: 'type' | 'attribute',
): readonly [readonly Attribute[]] {
  const values: Attribute[] = [];
  const at = p.here;
  if (p.is(Tok.less)) {
    p.delimitedList(Tok.less, '<', Tok.greater, '>', () => {
      values.push(p.attribute());
    });
  }
  if (values.length !== constraints.length) {
    p.fail(`expected ${constraints.length} ${what} arguments, but had ${values.length}`, at);
  }
  const assignment = new Assignment();
  for (const [i, subject] of subjectsOf(values).entries()) {
    const problem = assignment.problem(constraints[i], subject);
    if (problem !== undefined) p.fail(problem, at);
  }
  return [values];
}

// Operations.

interface Group {
  readonly constraint: Value;
  readonly variadicity: Variadicity;
}

/** What an `irdl.operation` says, asked of the operations of its name. */
class OperationVerifier {
  private readonly operands: readonly Group[];
  private readonly results: readonly Group[];
  private readonly attributes: readonly { readonly name: string; readonly constraint: Value }[];
  /** Definitions of regions; undefined where nothing is said of regions. */
  private readonly regions: readonly Operation[] | undefined;

  constructor(definition: Operation) {
    const parts = new Map(bodyOf(definition).map((op) => [op.name, op]));
    this.operands = groups(parts.get('irdl.operands'));
    this.results = groups(parts.get('irdl.results'));
    const named = parts.get('irdl.attributes');
    const names = named?.attr('attributeValueNames');
    this.attributes = (names instanceof ArrayAttr ? names.elements : []).map((name, i) => ({
      name: (name as StringAttr).value,
      constraint: named!.operand(i),
    }));
    this.regions = parts.get('irdl.regions')?.operands.map((v) => v.definingOp!);
  }

  verify(op: Operation, fail: Fail): void {
    const assignment = new Assignment();
    const problem = this.problem(op, assignment);
    if (problem !== undefined) fail(problem);
    else this.verifyRegions(op, assignment, fail);
  }

  /** In the order of the reference: attributes, operands, results. */
  private problem(op: Operation, assignment: Assignment): string | undefined {
    for (const { name, constraint } of this.attributes) {
      const value = op.attr(name);
      if (value === undefined) return `attribute "${name}" is expected but not provided`;
      const [subject] = subjectsOf([value]);
      const problem = assignment.problem(constraint, subject);
      if (problem !== undefined) return problem;
    }
    return (
      this.values(op, op.operands, this.operands, 'operand', assignment) ??
      this.values(op, op.results, this.results, 'result', assignment)
    );
  }

  private values(
    op: Operation,
    values: readonly Value[],
    specs: readonly Group[],
    what: 'operand' | 'result',
    assignment: Assignment,
  ): string | undefined {
    const sizes = sizesOf(op, values.length, specs, what);
    if (typeof sizes === 'string') return sizes;
    let at = 0;
    for (const [i, size] of sizes.entries()) {
      for (const end = at + size; at < end; at++) {
        const problem = assignment.problem(specs[i].constraint, values[at].type);
        if (problem !== undefined) return problem;
      }
    }
    return undefined;
  }

  private verifyRegions(op: Operation, assignment: Assignment, fail: Fail): void {
    const { regions } = this;
    if (regions === undefined) return;
    if (regions.length !== op.regions.length) {
      fail(`unexpected number of regions: expected ${regions.length} but got ${op.regions.length}`);
      return;
    }
    for (const [i, spec] of regions.entries()) {
      const { blocks } = op.regions[i];
      if (spec.attr('constrainedArguments') !== undefined) {
        const args = blocks[0]?.args ?? [];
        if (args.length !== spec.numOperands) {
          fail(`expected region ${i} to have ${spec.numOperands} arguments but got ${args.length}`);
          return;
        }
        for (const [n, arg] of args.entries()) {
          const problem = assignment.problem(spec.operand(n), arg.type);
          if (problem !== undefined) {
            fail(problem, arg.loc);
            return;
          }
        }
      }
      const size = spec.attr('numberOfBlocks');
      if (size instanceof IntegerAttr && size.number !== blocks.length) {
        fail(`expected region ${i} to have ${size.number} block(s) but got ${blocks.length}`);
        return;
      }
    }
  }
}

function groups(op: Operation | undefined): Group[] {
  const attr = op?.attr('variadicity');
  if (!op || !(attr instanceof VariadicityArrayAttr)) return [];
  return op.operands.map((constraint, i) => ({ constraint, variadicity: attr.values[i] }));
}

/** How many values each group has; a text says what is wrong. */
function sizesOf(
  op: Operation,
  count: number,
  specs: readonly Group[],
  what: 'operand' | 'result',
): readonly number[] | string {
  const flexible = specs.filter((s) => s.variadicity !== 'single').length;
  const single = specs.length - flexible;
  if (flexible === 0) {
    return count === specs.length
      ? specs.map(() => 1)
      : `expects exactly ${specs.length} ${what}s, but got ${count}`;
  }
  if (flexible === 1) {
    const rest = count - single;
    if (rest < 0) return `expects at least ${single} ${what}s, but got ${count}`;
    if (rest > 1 && specs.some((s) => s.variadicity === 'optional')) {
      return `expects at most ${specs.length} ${what}s, but got ${count}`;
    }
    return specs.map((s) => (s.variadicity === 'single' ? 1 : rest));
  }
  const name = `${what}_segment_sizes`;
  const attr = op.attr(name);
  if (attr === undefined) return `'${name}' attribute is expected but not provided`;
  if (!(attr instanceof DenseArrayAttr)) return `'${name}' attribute is not a dense i32 array`;
  const sizes = attr.numbers;
  if (sizes.length !== specs.length) {
    return `'${name}' attribute has ${sizes.length} elements, but ${specs.length} groups are defined`;
  }
  for (const [i, { variadicity }] of specs.entries()) {
    if (sizes[i] < 0) return `'${name}' attribute has a negative element`;
    if (variadicity === 'single' && sizes[i] !== 1) {
      return `element ${i} in '${name}' attribute must be equal to 1`;
    }
    if (variadicity === 'optional' && sizes[i] > 1) {
      return `element ${i} in '${name}' attribute must be equal to 0 or 1`;
    }
  }
  return sizes.reduce((a, b) => a + b, 0) === count
    ? sizes
    : `sum of elements in '${name}' attribute must be equal to the number of ${what}s`;
}
