/** The slots that `custom<Name>(…)` gives to the functions of a dialect; see directives.ts. */
import type { Attribute, NamedAttribute } from '../attributes.js';
import type { Block, Region } from '../block.js';
import type { Operation } from '../operation.js';
import type { UnresolvedOperand } from '../text/custom-op-parser.js';
import type { OpPrinter } from '../text/printer.js';
import type { Type } from '../types.js';
import type { Value } from '../value.js';
import type { FormatDirective, ParseSlot, PrintSlot } from './directives.js';
import type { FormatState, OneOrMore } from './format-state.js';
import type { FormatElement, TypeOperand } from './op-spec.js';

type Custom = Extract<FormatElement, { kind: 'custom' }>;

/** What stands inside `ref(…)`, or the element itself. */
const inner = (e: FormatElement): FormatElement => (e.kind === 'ref' ? e.element : e);

/** Whether every `custom<Name>` of a format has its functions. */
export function knowsDirectives(
  format: readonly FormatElement[],
  known: Readonly<Record<string, FormatDirective>>,
): boolean {
  return format.every((e) => {
    if (e.kind === 'custom') return Object.hasOwn(known, e.name);
    if (e.kind === 'oilist') return e.clauses.every((c) => knowsDirectives(c.elements, known));
    if (e.kind !== 'optional') return true;
    return knowsDirectives(e.then, known) && knowsDirectives(e.otherwise, known);
  });
}

// Text in.

/** Reads the directive; false when it says that it is not there. */
export function parseDirective(s: FormatState, e: Custom): boolean {
  const { p, def } = s;
  const directive = p.context.dialect(def.dialect)?.definition.directives?.[e.name];
  if (!directive) {
    p.fail(
      `'${def.name}' has a hand-written form, '${e.name}', that is not known here; write the operation in generic form`,
    );
  }
  const slots = e.args.map((arg) => new StateSlot(s, inner(arg)));
  return directive?.parse(p, slots) !== false;
}

const listed = <T>(some: OneOrMore<T> | undefined): readonly T[] =>
  some === undefined ? [] : Array.isArray(some) ? some : [some];

/** A slot over what the format has read so far. */
class StateSlot implements ParseSlot {
  private readonly s: FormatState;
  private readonly element: FormatElement;

  constructor(s: FormatState, element: FormatElement) {
    this.s = s;
    this.element = element;
  }

  /** The place of the group among those of its kind. */
  private index(kind: FormatElement['kind']): number {
    const { element } = this;
    if (element.kind !== kind || !('index' in element)) throw this.misused(kind);
    return element.index;
  }

  private misused(what: string): Error {
    return new Error(`a directive of '${this.s.def.name}' takes a ${this.element.kind} as ${what}`);
  }

  private typeOperand(): TypeOperand {
    if (this.element.kind !== 'type') throw this.misused('type');
    return this.element.of;
  }

  get text(): string {
    return this.element.kind === 'literal' ? this.element.text : '';
  }

  get operands(): readonly UnresolvedOperand[] {
    return listed(this.s.operands[this.index('operand')]);
  }
  set operands(list: readonly UnresolvedOperand[]) {
    const index = this.index('operand');
    this.s.operandAt[index] = this.s.p.here;
    this.s.operands[index] = [...list];
  }

  get types(): readonly Type[] {
    const of = this.typeOperand();
    if (of.kind === 'operands') return this.s.allOperandTypes ?? [];
    if (of.kind === 'results') return this.s.allResultTypes ?? [];
    return listed((of.kind === 'operand' ? this.s.operandTypes : this.s.resultTypes)[of.index]);
  }
  set types(list: readonly Type[]) {
    const of = this.typeOperand();
    if (of.kind === 'operands') this.s.allOperandTypes = [...list];
    else if (of.kind === 'results') this.s.allResultTypes = [...list];
    else (of.kind === 'operand' ? this.s.operandTypes : this.s.resultTypes)[of.index] = [...list];
  }

  get attribute(): Attribute | undefined {
    const { name } = this.s.spec.attributes[this.index('attribute')];
    return this.s.attributes.find((a) => a.name === name)?.value;
  }
  set attribute(value: Attribute | undefined) {
    const { name } = this.s.spec.attributes[this.index('attribute')];
    if (value !== undefined) this.s.addAttribute(name, value);
  }

  get regions(): readonly Region[] {
    return this.s.regions[this.index('region')] ?? [];
  }
  set regions(list: readonly Region[]) {
    this.s.regions[this.index('region')] = [...list];
  }

  get successors(): readonly Block[] {
    return this.s.successors[this.index('successor')] ?? [];
  }
  set successors(list: readonly Block[]) {
    this.s.successors[this.index('successor')] = [...list];
  }

  addAttributes(attributes: readonly NamedAttribute[]): void {
    this.s.addDictionary(attributes);
  }
}

// Text out.

/** What the operation has in the groups of its spec. */
export interface SlotValues {
  operands(index: number): readonly Value[];
  types(of: TypeOperand): readonly Type[];
  attribute(index: number): Attribute | undefined;
  regions(index: number): readonly Region[];
  successors(index: number): readonly Block[];
  dictionary(): readonly NamedAttribute[];
}

/** Writes the directive; one that nobody knows writes nothing. */
export function printDirective(p: OpPrinter, op: Operation, e: Custom, values: SlotValues): void {
  const directive = op.def.directives?.[e.name];
  directive?.print(
    p,
    op,
    e.args.map((arg) => printSlot(inner(arg), values)),
  );
}

function printSlot(e: FormatElement, values: SlotValues): PrintSlot {
  return {
    text: e.kind === 'literal' ? e.text : '',
    get operands() {
      return e.kind === 'operand' ? values.operands(e.index) : [];
    },
    get types() {
      return e.kind === 'type' ? values.types(e.of) : [];
    },
    get attribute() {
      return e.kind === 'attribute' ? values.attribute(e.index) : undefined;
    },
    get regions() {
      return e.kind === 'region' ? values.regions(e.index) : [];
    },
    get successors() {
      return e.kind === 'successor' ? values.successors(e.index) : [];
    },
    get attributes() {
      return e.kind === 'attr-dict' ? values.dictionary() : [];
    },
  };
}
