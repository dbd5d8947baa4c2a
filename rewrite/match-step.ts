/** The steps of a match: what each asks of the slots, what it fills, and in words why it fails. */
import {
  type Attribute,
  type Context,
  type OpDefinition,
  type Operation,
  OpResult,
  Type,
  Value,
} from '../ir/index.js';
import type { NativeConstraint, NativeRegistry, RuleValue } from './natives.js';
import {
  attributeOf,
  constant,
  constantType,
  derive,
  groupOf,
  same,
  split,
  valuesOf,
} from './slots.js';
import type { MatchStep, Slot } from './table.js';

type ConstraintStep = Extract<MatchStep, { k: 'constraint' }>;

/** A call of a native constraint with the function itself. */
export interface NativeCheck extends ConstraintStep {
  readonly run: NativeConstraint;
  /** How many results it gives. */
  readonly results: number;
}

/** A step that can be run. */
export type Check = Exclude<MatchStep, ConstraintStep> | NativeCheck;

/** What a match may look at beside its slots. */
export interface MatchSetting {
  readonly context: Context;
  readonly root: Operation;
}

/** The steps with their native functions in place, which must all be there. */
export function bindSteps(
  steps: readonly MatchStep[],
  natives: NativeRegistry,
  results: ReadonlyMap<string, number>,
): Check[] {
  return steps.map((step) =>
    step.k === 'constraint'
      ? {
          ...step,
          run: natives.constraints![step.name] as NativeConstraint,
          results: results.get(step.name) ?? 0,
        }
      : step,
  );
}

/** Whether there is one operand for each group that a rule lists, whatever the spec says. */
function areSingle(ranges: readonly boolean[], count: number, def: OpDefinition): boolean {
  return count === ranges.length && !def.plan?.operands.flexible && !ranges.includes(true);
}

/** Runs a step; false: no match. One that finds an operation's users is the caller's to run. */
export function holds(step: Check, slots: RuleValue[], setting: MatchSetting): boolean {
  switch (step.k) {
    case 'name':
      return (slots[step.op] as Operation).name === step.name;
    case 'operands':
      return takeOperands(step, slots);
    case 'types':
      return takeTypes(step, slots);
    case 'def': {
      const value = slots[step.value];
      if (!(value instanceof OpResult) || value.index !== step.index) return false;
      // In a graph region an operation may take its own result: it is not its own inner one.
      if (value.owner === setting.root) return false;
      slots[step.to] = value.owner;
      return true;
    }
    case 'def-group':
      return takeMaker(step, slots, setting);
    case 'attr': {
      const attr = attributeOf(slots[step.op] as Operation, step.name, setting.context);
      slots[step.to] = attr;
      return attr !== undefined;
    }
    case 'is-attr':
      return slots[step.attr] === constant(setting.context, step.text);
    case 'is-type':
      return slots[step.type] === constantType(setting.context, step.text);
    case 'attr-type': {
      const type = typeOfAttribute(slots[step.attr] as Attribute);
      slots[step.to] = type;
      return type !== undefined;
    }
    case 'same':
      return same(slots[step.a], slots[step.b]);
    case 'constraint':
      return ask(step, slots, setting);
    case 'user':
      throw new Error('users are tried one by one');
    default: {
      const value = derive(step, slots, setting.context);
      slots[step.to] = value;
      return value !== undefined;
    }
  }
}

type Step<K extends MatchStep['k']> = Extract<MatchStep, { k: K }>;

function takeOperands(step: Step<'operands'>, slots: RuleValue[]): boolean {
  const op = slots[step.op] as Operation;
  if (areSingle(step.ranges, op.numOperands, op.def)) {
    for (let i = 0; i < step.to.length; i++) slots[step.to[i]] = op.operand(i);
    return true;
  }
  const groups = split(op, 'operand', op.operands, step.ranges);
  if (!groups) return false;
  for (let i = 0; i < groups.length; i++) {
    slots[step.to[i]] = step.ranges[i] ? groups[i] : groups[i][0];
  }
  return true;
}

function takeTypes(step: Step<'types'>, slots: RuleValue[]): boolean {
  const op = slots[step.op] as Operation;
  const groups = split(op, 'result', op.results, step.ranges);
  if (!groups) return false;
  for (let i = 0; i < groups.length; i++) {
    const types = groups[i].map((v) => v.type);
    slots[step.to[i]] = step.ranges[i] ? types : types[0];
  }
  return true;
}

function takeMaker(step: Step<'def-group'>, slots: RuleValue[], { root }: MatchSetting): boolean {
  const held = slots[step.value];
  const value = held instanceof Value ? held : (held as readonly Value[])[0];
  const def = value?.definingOp;
  if (!def || def === root) return false;
  slots[step.to] = def;
  if (value === held && def.numResults === 1 && step.group === undefined) return true;
  const values = (value === held ? [value] : held) as readonly Value[];
  const group = step.group === undefined ? def.results : groupOf(def, 'result', step.group);
  return group !== undefined && same(group, values);
}

function typeOfAttribute(attr: Attribute): Type | undefined {
  return 'type' in attr && attr.type instanceof Type ? attr.type : undefined;
}

function ask(step: NativeCheck, slots: RuleValue[], setting: MatchSetting): boolean {
  const answer = step.run(setting, ...step.args.map((a) => slots[a] as never));
  const isNo = answer === false || answer === undefined || typeof answer === 'string';
  if (step.negated) return answer === false || typeof answer === 'string';
  if (isNo) return false;
  if (step.results === 1) slots[step.to[0]] = answer as RuleValue;
  else if (step.results > 1) {
    step.to.forEach((t, i) => {
      slots[t] = (answer as readonly RuleValue[])[i];
    });
  }
  return true;
}

/** Why a step that did not hold did not. */
export function whyNot(step: Check, slots: readonly RuleValue[], setting: MatchSetting): string {
  switch (step.k) {
    case 'name':
      return `'${(slots[step.op] as Operation).name}' is not '${step.name}'`;
    case 'operands':
      return `'${(slots[step.op] as Operation).name}' has other operands`;
    case 'types':
      return `'${(slots[step.op] as Operation).name}' has other results`;
    case 'def': {
      const value = slots[step.value];
      if (!(value instanceof OpResult)) return 'an operand is a block argument';
      if (value.owner === setting.root) return 'an operand is the operation itself';
      return `an operand is result ${value.index} of '${value.owner.name}'`;
    }
    case 'def-group': {
      const def = valuesOf(slots[step.value])[0]?.definingOp;
      if (!def) return 'an operand is a block argument';
      return `the operands are not these results of '${def.name}'`;
    }
    case 'attr':
      return `'${(slots[step.op] as Operation).name}' has no attribute '${step.name}'`;
    case 'is-attr':
      return `an attribute is not ${step.text}`;
    case 'is-type':
      return `a type is not ${step.text}`;
    case 'attr-type':
      return 'an attribute has no type';
    case 'same':
      return 'two parts that must be the same differ';
    case 'constraint': {
      if (step.negated) return `${step.name} holds`;
      const answer = step.run(setting, ...step.args.map((a) => slots[a] as never));
      return typeof answer === 'string' ? `${step.name}: ${answer}` : `${step.name} does not hold`;
    }
    case 'user':
      return 'no operation that uses a value fits';
    default:
      return 'a part that the rule names is absent';
  }
}

/**
 * Runs steps from `at` on, each user of a value in turn where the steps ask for one. True: all
 * hold. A string: why the first that failed last did not.
 */
export function runSteps(
  steps: readonly Check[],
  slots: RuleValue[],
  setting: MatchSetting,
  at = 0,
): true | string {
  for (let i = at; i < steps.length; i++) {
    const step = steps[i];
    if (step.k === 'user') {
      let reason = whyNot(step, slots, setting);
      for (const user of usersOf(slots[step.value])) {
        slots[step.to] = user;
        const answer = runSteps(steps, slots, setting, i + 1);
        if (answer === true) return true;
        reason = answer;
      }
      return reason;
    }
    if (!holds(step, slots, setting)) return whyNot(step, slots, setting);
  }
  return true;
}

/** The operations that use a value, or the first of a range, each once. */
export function usersOf(held: RuleValue): readonly Operation[] {
  const value = valuesOf(held)[0];
  return value ? [...new Set(value.users())] : [];
}

/** The slots that a step reads. */
export function inputsOf(step: MatchStep): readonly Slot[] {
  switch (step.k) {
    case 'name':
    case 'operands':
    case 'types':
    case 'attr':
    case 'result':
    case 'results':
    case 'member':
      return [step.op];
    case 'def':
    case 'def-group':
    case 'type-of':
    case 'user':
      return [step.value];
    case 'is-attr':
    case 'attr-type':
      return [step.attr];
    case 'is-type':
      return [step.type];
    case 'same':
      return [step.a, step.b];
    case 'constraint':
      return step.args;
    case 'range':
      return step.of;
    case 'single':
      return [step.of];
    case 'const-attr':
    case 'const-type':
      return [];
    default: {
      const never: never = step;
      return never;
    }
  }
}

/** The slots that a step fills. */
export function outputsOf(step: MatchStep): readonly Slot[] {
  if (!('to' in step)) return [];
  return typeof step.to === 'number' ? [step.to] : step.to;
}

/** The step with other slots. */
export function withSlots<S extends MatchStep>(step: S, slot: (old: Slot) => Slot): S {
  const changed: Record<string, unknown> = { ...step };
  for (const key of ['op', 'value', 'attr', 'type', 'a', 'b', 'args', 'of', 'to'] as const) {
    const held = changed[key];
    if (typeof held === 'number') changed[key] = slot(held);
    else if (Array.isArray(held)) changed[key] = held.map(slot);
  }
  return changed as unknown as S;
}
