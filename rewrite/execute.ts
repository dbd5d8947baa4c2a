/**
 * Runs compiled pattern tables. Every pattern becomes a RewritePattern whose match is its program
 * over slots.
 */
import {
  type Attribute,
  type Context,
  DenseArrayAttr,
  type NamedAttribute,
  nearest,
  type OpDefinition,
  type Operation,
  OpResult,
  type OpSpec,
  Type,
  Value,
} from '../ir/index.js';
import { inferResultTypes } from './infer-types.js';
import type { NativeConstraint, NativeRegistry, NativeRewrite, RuleValue } from './natives.js';
import type { MatchResult, RewritePattern } from './pattern.js';
import type { PatternRewriter } from './rewriter.js';
import {
  attributeOf,
  constant,
  constantType,
  derive,
  groupOf,
  same,
  split,
  typesOf,
  valuesOf,
} from './slots.js';
import type {
  MatchStep,
  NativeSignature,
  PatternData,
  ResultTypes,
  RewriteStep,
  RuleTable,
} from './table.js';

/** The patterns of a table. Throws an Error that names every native function that is missing. */
export function patternsOf(table: RuleTable, natives: NativeRegistry = {}): RewritePattern[] {
  const missing = [
    ...missingOf('Constraint', table.constraints, natives.constraints ?? {}),
    ...missingOf('Rewrite', table.rewrites, natives.rewrites ?? {}),
  ];
  if (missing.length > 0) throw new Error(`${table.source}: ${missing.join('; ')}`);
  const results = new Map(table.constraints.map((c) => [c.name, c.results.length]));
  return table.patterns.map((data) => new TablePattern(data, natives, results));
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

/** What a pattern says of the operations that make the first operands of its root. */
function producersOf({ match }: PatternData): (string | undefined)[] | undefined {
  const operands = match.find((s) => s.k === 'operands' && s.op === 0);
  if (operands?.k !== 'operands' || operands.ranges.includes(true)) return undefined;
  const names = operands.to.map((value) => {
    const maker = match.find((s) => (s.k === 'def-group' || s.k === 'def') && s.value === value);
    if (maker?.k !== 'def-group' && maker?.k !== 'def') return undefined;
    const named = match.find((s) => s.k === 'name' && s.op === maker.to);
    return named?.k === 'name' ? named.name : undefined;
  });
  return names.some(Boolean) ? names : undefined;
}

/** Whether there is one operand for each group that a rule lists, whatever the spec says. */
function areSingle(
  ranges: readonly boolean[],
  count: number,
  groups: { readonly flexible: number } | undefined,
): boolean {
  return count === ranges.length && !groups?.flexible && !ranges.includes(true);
}

class TablePattern implements RewritePattern {
  readonly name: string;
  readonly root: string | undefined;
  readonly producers: readonly (string | undefined)[] | undefined;
  readonly benefit: number;
  readonly recursion: boolean;
  readonly generates: readonly string[];
  private readonly data: PatternData;
  private readonly natives: NativeRegistry;
  private readonly resultCounts: ReadonlyMap<string, number>;

  constructor(data: PatternData, natives: NativeRegistry, results: ReadonlyMap<string, number>) {
    this.name = data.name;
    this.root = data.root;
    this.producers = producersOf(data);
    this.benefit = data.benefit;
    this.recursion = data.recursion ?? false;
    this.generates = data.rewrite.filter((s) => s.k === 'create').map((s) => s.name);
    this.data = data;
    this.natives = natives;
    this.resultCounts = results;
  }

  matchAndRewrite(op: Operation, rewriter: PatternRewriter): MatchResult {
    const slots: RuleValue[] = new Array(this.data.slots);
    slots[0] = op;
    const { context } = rewriter;
    for (const step of this.data.match) {
      const answer = this.matchStep(step, slots, context, op);
      if (answer !== true) return answer;
    }
    rewriter.fuseLocations(this.data.matched.map((s) => slots[s] as Operation));
    for (const step of this.data.rewrite) this.rewriteStep(step, slots, rewriter, op);
    return true;
  }

  private matchStep(
    step: MatchStep,
    slots: RuleValue[],
    context: Context,
    root: Operation,
  ): MatchResult {
    switch (step.k) {
      case 'name': {
        const { name } = slots[step.op] as Operation;
        return name === step.name || `'${name}' is not '${step.name}'`;
      }
      case 'operands': {
        const op = slots[step.op] as Operation;
        if (areSingle(step.ranges, op.numOperands, op.def.plan?.operands)) {
          for (let i = 0; i < step.to.length; i++) slots[step.to[i]] = op.operand(i);
          return true;
        }
        const groups = split(op, 'operand', op.operands, step.ranges);
        if (!groups) return `'${op.name}' has other operands`;
        for (let i = 0; i < groups.length; i++) {
          slots[step.to[i]] = step.ranges[i] ? groups[i] : groups[i][0];
        }
        return true;
      }
      case 'types': {
        const op = slots[step.op] as Operation;
        const groups = split(op, 'result', op.results, step.ranges);
        if (!groups) return `'${op.name}' has other results`;
        for (let i = 0; i < groups.length; i++) {
          const types = groups[i].map((v) => v.type);
          slots[step.to[i]] = step.ranges[i] ? types : types[0];
        }
        return true;
      }
      case 'def': {
        const value = slots[step.value] as Value;
        if (!(value instanceof OpResult)) return 'an operand is a block argument';
        if (value.index !== step.index)
          return `an operand is result ${value.index} of '${value.owner.name}'`;
        slots[step.to] = value.owner;
        return true;
      }
      case 'def-group': {
        const held = slots[step.value];
        const value = held instanceof Value ? held : (held as readonly Value[])[0];
        const def = value?.definingOp;
        if (!def) return 'an operand is a block argument';
        slots[step.to] = def;
        if (value === held && def.numResults === 1 && step.group === undefined) return true;
        const values = (value === held ? [value] : held) as readonly Value[];
        const group = step.group === undefined ? def.results : groupOf(def, 'result', step.group);
        if (!group || !same(group, values))
          return `the operands are not these results of '${def.name}'`;
        return true;
      }
      case 'attr': {
        const op = slots[step.op] as Operation;
        const attr = attributeOf(op, step.name, context);
        slots[step.to] = attr;
        return attr !== undefined || `'${op.name}' has no attribute '${step.name}'`;
      }
      case 'is-attr': {
        const attr = slots[step.attr];
        return attr === constant(context, step.text) || `an attribute is not ${step.text}`;
      }
      case 'is-type': {
        const type = slots[step.type];
        return type === constantType(context, step.text) || `a type is not ${step.text}`;
      }
      case 'attr-type': {
        const attr = slots[step.attr] as Attribute;
        const type = 'type' in attr && attr.type instanceof Type ? attr.type : undefined;
        slots[step.to] = type;
        return type !== undefined || 'an attribute has no type';
      }
      case 'same':
        return same(slots[step.a], slots[step.b]) || 'two parts that must be the same differ';
      case 'constraint':
        return this.constraint(step, slots, { context, root });
      default: {
        const value = derive(step, slots, context);
        slots[step.to] = value;
        return value !== undefined || 'a part that the rule names is absent';
      }
    }
  }

  private constraint(
    step: Extract<MatchStep, { k: 'constraint' }>,
    slots: RuleValue[],
    ctx: { context: Context; root: Operation },
  ): MatchResult {
    const { name, to, negated } = step;
    const run: NativeConstraint = this.natives.constraints![name];
    const answer = run(ctx, ...step.args.map((a) => slots[a] as never));
    if (negated) return answer === false || typeof answer === 'string' || `${name} holds`;
    if (answer === false || answer === undefined) return `${name} does not hold`;
    if (typeof answer === 'string') return `${name}: ${answer}`;
    const count = this.resultCounts.get(name) ?? 0;
    if (count === 1) slots[to[0]] = answer as RuleValue;
    else if (count > 1) {
      to.forEach((t, i) => {
        slots[t] = (answer as readonly RuleValue[])[i];
      });
    }
    return true;
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
