/**
 * Runs compiled pattern tables. Every pattern becomes a RewritePattern whose match is its program
 * over slots.
 */
import {
  type Attribute,
  DenseArrayAttr,
  type NamedAttribute,
  nearest,
  type OpDefinition,
  type Operation,
  type OpSpec,
  type Type,
  type Value,
} from '../ir/index.js';
import { inferResultTypes } from './infer-types.js';
import { bindSteps, runSteps } from './match-step.js';
import type { MatchProgram } from './match-tree.js';
import type { NativeRegistry, NativeRewrite, RuleValue } from './natives.js';
import type { MatchResult, RewritePattern } from './pattern.js';
import type { PatternRewriter } from './rewriter.js';
import { derive, typesOf, valuesOf } from './slots.js';
import type { NativeSignature, PatternData, ResultTypes, RewriteStep, RuleTable } from './table.js';

/** The patterns of a table. Throws an Error that names every native function that is missing. */
export function patternsOf(table: RuleTable, natives: NativeRegistry = {}): RewritePattern[] {
  const missing = missingNatives(table, natives);
  if (missing.length > 0) throw new Error(`${table.source}: ${missing.join('; ')}`);
  const results = new Map(table.constraints.map((c) => [c.name, c.results.length]));
  return table.patterns.map((data) => new TablePattern(data, natives, results));
}

/** One sentence for each native function that the rules call and nobody registered. */
export function missingNatives(table: RuleTable, natives: NativeRegistry): string[] {
  return [
    ...missingOf('Constraint', table.constraints, natives.constraints ?? {}),
    ...missingOf('Rewrite', table.rewrites, natives.rewrites ?? {}),
  ];
}

/** The same for tools that show rules and run none: native functions stand there by name only. */
export function patternsToShow(table: RuleTable): RewritePattern[] {
  return patternsOf(table, {
    constraints: Object.fromEntries(table.constraints.map(({ name }) => [name, () => false])),
    rewrites: Object.fromEntries(table.rewrites.map(({ name }) => [name, () => undefined])),
  });
}

function missingOf(
  kind: string,
  wanted: readonly NativeSignature[],
  given: Readonly<Record<string, unknown>>,
): string[] {
  return wanted
    .filter(({ name }) => !Object.hasOwn(given, name))
    .map(({ name, args }) => {
      const near = nearest(name, Object.keys(given));
      const hint = near ? ` (there is '${near}')` : '';
      return `no function is registered for \`${kind} ${name}(${args.join(', ')})\`${hint}`;
    });
}

class TablePattern implements RewritePattern {
  readonly name: string;
  readonly root: string | undefined;
  readonly program: MatchProgram;
  readonly benefit: number;
  readonly recursion: boolean;
  readonly generates: readonly string[];
  private readonly data: PatternData;
  private readonly natives: NativeRegistry;

  constructor(data: PatternData, natives: NativeRegistry, results: ReadonlyMap<string, number>) {
    this.name = data.name;
    this.root = data.root;
    this.benefit = data.benefit;
    this.recursion = data.recursion ?? false;
    this.generates = data.rewrite.filter((s) => s.k === 'create').map((s) => s.name);
    this.data = data;
    this.natives = natives;
    this.program = {
      slots: data.slots,
      steps: bindSteps(data.match, natives, results),
      rewrite: (slots, root, rewriter) => this.rewrite(slots, root, rewriter),
    };
  }

  matchAndRewrite(op: Operation, rewriter: PatternRewriter): MatchResult {
    const slots: RuleValue[] = new Array(this.data.slots);
    slots[0] = op;
    const answer = runSteps(this.program.steps, slots, { context: rewriter.context, root: op });
    if (answer === true) this.rewrite(slots, op, rewriter);
    return answer;
  }

  private rewrite(slots: RuleValue[], op: Operation, rewriter: PatternRewriter): void {
    rewriter.fuseLocations(this.data.matched.map((s) => slots[s] as Operation));
    for (const step of this.data.rewrite) this.rewriteStep(step, slots, rewriter, op);
  }

  private rewriteStep(
    step: RewriteStep,
    slots: RuleValue[],
    rewriter: PatternRewriter,
    root: Operation,
  ): void {
    const { context } = rewriter;
    switch (step.k) {
      case 'create':
        slots[step.to] = this.create(step, slots, rewriter);
        break;
      case 'call': {
        const run: NativeRewrite = this.natives.rewrites![step.name];
        const { insertionPoint } = rewriter;
        const result = run({ context, root, rewriter }, ...step.args.map((a) => slots[a] as never));
        // A native that moved the insertion point does not move the rule's.
        if (insertionPoint?.parent) rewriter.setBefore(insertionPoint);
        const results =
          step.to.length === 1 ? [result as RuleValue] : ((result ?? []) as RuleValue[]);
        step.to.forEach((t, i) => {
          slots[t] = results[i];
        });
        break;
      }
      case 'replace': {
        const op = slots[step.op] as Operation;
        const values = step.values.flatMap((v) => valuesOf(slots[v]));
        if (values.length !== op.numResults) {
          throw new Error(
            `the rule '${this.name}' (${this.data.at}) replaces '${op.name}', which has ${op.numResults} results, by ${values.length} values`,
          );
        }
        rewriter.replaceOp(op, values);
        break;
      }
      case 'erase':
        rewriter.eraseOp(slots[step.op] as Operation);
        break;
      default:
        slots[step.to] = derive(step, slots, context);
    }
  }

  private create(
    step: Extract<RewriteStep, { k: 'create' }>,
    slots: RuleValue[],
    rewriter: PatternRewriter,
  ): Operation {
    const { context } = rewriter;
    const def = context.op(step.name);
    const groups = step.operands.map((s) => valuesOf(slots[s]));
    const attributes: NamedAttribute[] = [];
    for (const [name, slot] of step.attrs) {
      const value = slots[slot];
      // An optional attribute that the source does not have is left out.
      if (value !== undefined) attributes.push({ name, value: value as Attribute });
    }
    if (def.hasTrait('AttrSizedOperandSegments')) {
      const sizes = segmentSizes(def.spec!, groups);
      if (!sizes) {
        throw new Error(
          `the rule '${this.name}' (${this.data.at}) makes '${def.name}' and must list its operand groups: their sizes are not clear`,
        );
      }
      attributes.push({ name: 'operandSegmentSizes', value: DenseArrayAttr.i32(sizes) });
    }
    const resultTypes = this.resultTypes(step.types, def, groups, attributes, slots);
    return rewriter.create(step.name, { operands: groups.flat(), attributes, resultTypes });
  }

  private resultTypes(
    types: ResultTypes,
    def: OpDefinition,
    groups: readonly (readonly Value[])[],
    attributes: readonly NamedAttribute[],
    slots: readonly RuleValue[],
  ): readonly Type[] {
    switch (types.from) {
      case 'slots':
        return types.slots.flatMap((s) => typesOf(slots[s]));
      case 'replaced': {
        const all = (slots[types.op] as Operation).resultTypes;
        return types.index === undefined ? all : all.slice(types.index, types.index + 1);
      }
      case 'spec': {
        const inferred = inferResultTypes(def, groups, attributes);
        if (inferred) return inferred;
        throw new Error(
          `the rule '${this.name}' (${this.data.at}) makes '${def.name}' and must give its result types: the spec does not imply them`,
        );
      }
      default: {
        const never: never = types;
        return never;
      }
    }
  }
}

/** Sizes of the operand groups; for one range that stands for all, if there is just one way. */
function segmentSizes(
  spec: OpSpec,
  groups: readonly (readonly Value[])[],
): readonly number[] | undefined {
  const { operands } = spec;
  if (groups.length === operands.length) return groups.map((g) => g.length);
  const total = groups.flat().length;
  if (total === operands.length) return operands.map(() => 1);
  const flexible = operands.filter((o) => o.arity !== 'single').length;
  if (flexible !== 1) return undefined;
  return operands.map((o) => (o.arity === 'single' ? 1 : total - (operands.length - 1)));
}
