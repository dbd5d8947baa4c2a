import { type ParseStep, type PrintStep, parseSteps, plainPrintSteps } from './format-steps.js';
import type { FormatElement, OpSpec, TraitSpec, ValueSpec } from './op-spec.js';
import { collectTypeSources, type TypeSource } from './type-ties.js';

/** What of a list of operand or result groups does not depend on the operation. */
export interface GroupList {
  /** How many groups may have any size. */
  readonly flexible: number;
  readonly hasVariadic: boolean;
  /** By number of values the [start, end) of each group, where that number alone says it. */
  readonly bounds: (readonly (readonly [number, number])[] | undefined)[];
}

function groupsOf(specs: readonly ValueSpec[]): GroupList {
  return {
    flexible: specs.filter((s) => s.arity !== 'single').length,
    hasVariadic: specs.some((s) => s.arity === 'variadic'),
    bounds: [],
  };
}

/** Whether `type($result)` stands somewhere in the format. */
function hasTypeOf(format: readonly FormatElement[], result: number): boolean {
  return format.some((e) => {
    if (e.kind === 'type') return e.of.kind === 'result' && e.of.index === result;
    if (e.kind === 'optional') return hasTypeOf([...e.then, ...e.otherwise], result);
    if (e.kind === 'oilist') return e.clauses.some((c) => hasTypeOf(c.elements, result));
    return e.kind === 'custom' && hasTypeOf(e.args, result);
  });
}

/** Traits that the verifier knows: the others say nothing that can be wrong. */
const CHECKED = new Set([
  'AllElementTypesMatch',
  'AllShapesMatch',
  'AllTypesMatch',
  'Elementwise',
  'HasParent',
  'NoRegionArguments',
  'PredOpTrait',
  'SameOperandsAndResultElementType',
  'SameOperandsAndResultShape',
  'SameOperandsAndResultType',
  'SameOperandsElementType',
  'SameOperandsShape',
  'SameTypeOperands',
  'SingleBlock',
  'SingleBlockImplicitTerminator',
  'Symbol',
  'Terminator',
  'TypesMatchWith',
]);

/** What follows from a spec alone, found once for the operations of a name. */
export class OpPlan {
  readonly operands: GroupList;
  readonly results: GroupList;
  readonly checkedTraits: readonly TraitSpec[];
  /** For each operand or result group, where its type comes from when the text does not say it. */
  readonly operandSources: readonly (readonly TypeSource[])[];
  readonly resultSources: readonly (readonly TypeSource[])[];

  /** Of a result group of any size: the format says its types, or that there are none. */
  readonly saysResultTypes: readonly boolean[];
  /** How to read the format of the spec. */
  readonly parseSteps: readonly ParseStep[];
  /** See `plainPrintSteps`. */
  readonly plainPrintSteps: readonly PrintStep[] | undefined;

  constructor(spec: OpSpec) {
    this.operands = groupsOf(spec.operands);
    this.results = groupsOf(spec.results);
    this.checkedTraits = spec.traits.filter((t) => CHECKED.has(t.name));
    this.operandSources = spec.operands.map((o) => collectTypeSources(spec, 'operand', o.name));
    this.saysResultTypes = spec.results.map(
      ({ arity }, i) => arity !== 'single' && hasTypeOf(spec.format ?? [], i),
    );
    this.parseSteps = parseSteps(spec);
    this.plainPrintSteps = plainPrintSteps(spec);
    this.resultSources = spec.results.map((r) => collectTypeSources(spec, 'result', r.name));
  }
}
