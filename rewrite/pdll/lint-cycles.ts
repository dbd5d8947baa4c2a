/**
 * Rules that lead back to where they began. Each rule is given a piece of IR that it matches, and
 * rules are applied to that as the greedy driver would: an IR that was there before closes a cycle.
 */
import {
  type Attribute,
  type Context,
  IntegerType,
  type Operation,
  printOperation,
  StringAttr,
  Value,
} from '../../ir/index.js';
import { patternsOf } from '../execute.js';
import type { NativeRegistry, RewriteContext, RuleValue } from '../natives.js';
import { PatternIndex } from '../pattern.js';
import { PatternRewriter } from '../rewriter.js';
import type { NativeSignature, RuleTable } from '../table.js';
import { witnessOf } from './witness.js';

export interface Cycle {
  /** Names of the rules, in the order in which they apply. */
  readonly rules: readonly string[];
  /** Not back to where they began, but on and on. */
  readonly isGrowing: boolean;
  /** Native constraints that these rules ask, which may prevent it. */
  readonly guards: readonly string[];
}

/** Rules that one piece of IR is followed through. */
const MOST_STEPS = 24;

export function cyclesOf(context: Context, table: RuleTable): Cycle[] {
  const patterns = patternsOf(table, standIns(table));
  const index = new PatternIndex(patterns);
  const guards = new Map(
    table.patterns.map((p) => [
      p.name,
      p.match.flatMap((s) => (s.k === 'constraint' ? [s.name] : [])),
    ]),
  );
  const found = new Map<string, Cycle>();
  for (const pattern of table.patterns) {
    const module = guarded(() => witnessOf(context, pattern));
    const run = module && guarded(() => follow(context, module, index));
    if (!run) continue;
    const { rules, isGrowing } = run;
    const key = [...new Set(rules)].sort().join(' ');
    const asked = [...new Set(rules.flatMap((name) => guards.get(name) ?? []))];
    if (!found.has(key)) found.set(key, { rules, isGrowing, guards: asked });
  }
  return [...found.values()];
}

/** Nothing where the rule cannot be run on what was made for it: it says too little, or too much. */
function guarded<T>(run: () => T | undefined): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

/** Applies rules until the IR is one that was there before: the rules since then. */
function follow(
  context: Context,
  module: Operation,
  index: PatternIndex,
): { readonly rules: readonly string[]; readonly isGrowing: boolean } | undefined {
  const seen = new Map<string, number>();
  const applied: string[] = [];
  const rewriter = new PatternRewriter(context, {
    inserted: () => {},
    modified: () => {},
    erased: () => {},
  });
  while (applied.length <= MOST_STEPS) {
    const text = printOperation(module, { generic: true });
    const before = seen.get(text);
    if (before !== undefined) return { rules: applied.slice(before), isGrowing: false };
    seen.set(text, applied.length);
    const name = applyFirst(context, module, index, rewriter);
    if (name === undefined) return undefined;
    applied.push(name);
    dropDead(module);
  }
  // Many more than the operations that it began with: what the last rules make, they match.
  return { rules: applied.slice(-MOST_STEPS / 2), isGrowing: true };
}

function applyFirst(
  context: Context,
  module: Operation,
  index: PatternIndex,
  rewriter: PatternRewriter,
): string | undefined {
  for (const op of module.region().front.ops) {
    const match = index.match(op, context);
    if (!match) continue;
    rewriter.startAt(op);
    match.pattern.program.rewrite(match.slots, op, rewriter);
    return match.pattern.name;
  }
  return undefined;
}

/** Operations that a rewrite left without users go, as a driver would see to it. */
function dropDead(module: Operation): void {
  for (const op of module.region().front.ops.reverse()) {
    if (op.numResults > 0 && !op.hasUses) op.erase();
  }
}

/** Functions that hold, and give something that only equal arguments give. */
function standIns({ constraints, rewrites }: RuleTable): NativeRegistry {
  return {
    constraints: Object.fromEntries(
      constraints.map((c) => [
        c.name,
        (_: unknown, ...args: RuleValue[]) => {
          if (c.results.length === 0) return true;
          const values = c.results.map((kind, i) => symbolic(`${c.name}.${i}`, kind, args));
          return values.length === 1 ? values[0] : values;
        },
      ]),
    ),
    rewrites: Object.fromEntries(
      rewrites.map((r) => [
        r.name,
        (ctx: RewriteContext, ...args: RuleValue[]) => {
          // What changes the IR by itself does what nobody here knows.
          if (r.results.length === 0) throw new Error(`'${r.name}' cannot be followed`);
          const values = r.results.map((kind, i) => resultOf(ctx, r, kind, i, args));
          return values.length === 1 ? values[0] : values;
        },
      ]),
    ),
  };
}

function resultOf(
  { rewriter }: RewriteContext,
  { name }: NativeSignature,
  kind: string,
  index: number,
  args: readonly RuleValue[],
): RuleValue {
  if (kind !== 'Value' && !kind.startsWith('Op')) return symbolic(`${name}.${index}`, kind, args);
  const operands = args.filter((a) => a instanceof Value);
  const op = rewriter.create(`lint.${name}`, { operands, resultTypes: [IntegerType.get(32)] });
  return kind === 'Value' ? op.result() : op;
}

/** Undefined for what no name can stand for. */
function symbolic(name: string, kind: string, args: readonly RuleValue[]): RuleValue {
  const given = args.map((a) => (a instanceof Value ? 'value' : String(a as Attribute)));
  if (kind === 'Attr') return StringAttr.get(`${name}(${given.join(', ')})`);
  return kind === 'Type' ? IntegerType.get(32) : undefined;
}
