/** What the slots of a running rule hold, and the steps that compute one from others. */
import {
  type Attribute,
  type Context,
  Operation,
  parseAttribute,
  segments,
  Type,
  TypeAttr,
  Value,
} from '../ir/index.js';
import type { RuleValue } from './natives.js';
import type { DeriveStep } from './table.js';

export function derive(step: DeriveStep, slots: readonly RuleValue[], context: Context): RuleValue {
  switch (step.k) {
    case 'result':
      return (slots[step.op] as Operation).results[step.index];
    case 'results':
      return (slots[step.op] as Operation).results;
    case 'member': {
      const op = slots[step.op] as Operation;
      if (step.of === 'attribute') return attributeOf(op, step.name, context);
      const group = groupOf(op, step.of, step.name);
      return step.range ? group : group?.[0];
    }
    case 'type-of': {
      const value = slots[step.value];
      return value instanceof Value ? value.type : valuesOf(value).map((v) => v.type);
    }
    case 'const-attr':
      return constant(context, step.text);
    case 'const-type':
      return constantType(context, step.text);
    case 'range': {
      const parts = step.of.map((s) => slots[s]);
      const isType = (p: RuleValue) =>
        p instanceof Type || (Array.isArray(p) && p[0] instanceof Type);
      return parts.some(isType) ? parts.flatMap(typesOf) : parts.flatMap(valuesOf);
    }
    case 'single': {
      const of = slots[step.of] as readonly Value[] | Value;
      if (of instanceof Value || of instanceof Type) return of;
      return of.length === 1 ? of[0] : undefined;
    }
    default: {
      const never: never = step;
      return never;
    }
  }
}

export function valuesOf(held: RuleValue): readonly Value[] {
  if (held instanceof Value) return [held];
  if (held instanceof Operation) return held.results;
  return (held ?? []) as readonly Value[];
}

export function typesOf(held: RuleValue): readonly Type[] {
  return held instanceof Type ? [held] : ((held ?? []) as readonly Type[]);
}

export function same(a: RuleValue, b: RuleValue): boolean {
  if (a === b) return true;
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  return a.every((x, i) => x === b[i]);
}

/** An attribute, or its default where the spec has one. */
export function attributeOf(op: Operation, name: string, context: Context): Attribute | undefined {
  const own = op.attr(name);
  if (own) return own;
  const text = op.def.spec?.attributes.find((a) => a.name === name)?.defaultValue;
  return text === undefined ? undefined : constant(context, text);
}

/** The values of a declared group. */
export function groupOf(
  op: Operation,
  what: 'operand' | 'result',
  name: string,
): readonly Value[] | undefined {
  const { spec } = op.def;
  if (!spec) return undefined;
  const specs = what === 'operand' ? spec.operands : spec.results;
  const values: readonly Value[] = what === 'operand' ? op.operands : op.results;
  const at = specs.findIndex((s) => s.name === name);
  const groups = at < 0 ? '' : segments(op, specs, values.length, what);
  return typeof groups === 'string' ? undefined : values.slice(...groups[at]);
}

/**
 * Values by the groups that a rule lists. One group stands for all values; otherwise the groups are
 * those of the spec, or, without one, single values with at most one range among them.
 */
export function split(
  op: Operation,
  what: 'operand' | 'result',
  values: readonly Value[],
  ranges: readonly boolean[],
): readonly (readonly Value[])[] | undefined {
  const n = ranges.length;
  if (n === 1 && ranges[0]) return [values];
  const firstRange = ranges.indexOf(true);
  const specs = what === 'operand' ? op.def.spec?.operands : op.def.spec?.results;
  if (specs && specs.length === n && specs.some((s) => s.arity !== 'single')) {
    const bounds = segments(op, specs, values.length, what);
    if (typeof bounds === 'string') return undefined;
    const groups = bounds.map(([from, to]) => values.slice(from, to));
    return groups.every((g, i) => ranges[i] || g.length === 1) ? groups : undefined;
  }
  if (firstRange < 0 || values.length === n) {
    return values.length === n ? values.map((v) => [v]) : undefined;
  }
  // Several ranges without a spec cannot be told apart.
  if (firstRange !== ranges.lastIndexOf(true) || values.length < n - 1) return undefined;
  const length = values.length - (n - 1);
  return ranges.map((isRange, i) => {
    if (isRange) return values.slice(i, i + length);
    const at = i < firstRange ? i : i + length - 1;
    return values.slice(at, at + 1);
  });
}

const constants = new WeakMap<Context, Map<string, Attribute>>();

/** The attribute that a text means, read once for a context. */
export function constant(context: Context, text: string): Attribute {
  let known = constants.get(context);
  if (!known) {
    known = new Map();
    constants.set(context, known);
  }
  let attr = known.get(text);
  if (!attr) {
    attr = parseAttribute(context, text);
    known.set(text, attr);
  }
  return attr;
}

export function constantType(context: Context, text: string): Type {
  const attr = constant(context, text);
  if (attr instanceof TypeAttr) return attr.type;
  throw new Error(`a rule means the type '${text}', which is no type`);
}
