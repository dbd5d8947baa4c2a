/** Parses a declarative `assemblyFormat`, interpreting its elements. */
import {
  type Attribute,
  IntegerAttr,
  type NamedAttribute,
  StringAttr,
  TypeAttr,
  UnitAttr,
} from '../attributes.js';
import { Block, type Region } from '../block.js';
import type { OpDefinition } from '../context.js';
import { DenseArrayAttr } from '../elements.js';
import {
  type CustomOpParser,
  emptyParsedOp,
  type ParsedOp,
  type UnresolvedOperand,
} from '../text/custom-op-parser.js';
import { acceptLiteral, Tok } from '../text/lexer.js';
import { nearest } from '../text/nearest.js';
import { type FloatType, IntegerType, type Type } from '../types.js';
import type { Value } from '../value.js';
import { hasName } from './defaults.js';
import { Do, type ParseStep } from './format-steps.js';
import type { AttrSpec, EnumCase, FormatElement, OpSpec, TypeOperand } from './op-spec.js';
import { parseTypeText } from './type-text.js';
import type { TypeSource } from './type-ties.js';

const NONE: readonly never[] = [];

/** One or more of something: an array only where it is not just one. */
type OneOrMore<T> = T | T[];

/**
 * What the text of an operation has given so far. The lists have a place for each group of the
 * spec and are kept from one operation to the next: a list that grows takes room for seventeen.
 */
class State {
  def!: OpDefinition;
  spec!: OpSpec;
  readonly p: CustomOpParser;
  readonly operands: (OneOrMore<UnresolvedOperand> | undefined)[] = [];
  /** Where the group stands in the text; -1 when it does not. */
  readonly operandAt: number[] = [];
  readonly operandTypes: (OneOrMore<Type> | undefined)[] = [];
  readonly resultTypes: (OneOrMore<Type> | undefined)[] = [];
  allOperands: UnresolvedOperand[] | undefined = undefined;
  allOperandTypes: Type[] | undefined = undefined;
  allResultTypes: Type[] | undefined = undefined;
  readonly regions: (Region[] | undefined)[] = [];
  readonly successors: (Block[] | undefined)[] = [];
  attributes: readonly NamedAttribute[] = NONE;
  /** What it becomes. */
  readonly op: ParsedOp = emptyParsedOp();

  constructor(p: CustomOpParser) {
    this.p = p;
  }

  reset(def: OpDefinition): void {
    const spec = def.spec!;
    this.def = def;
    this.spec = spec;
    this.operandAt[0] = -1;
    for (let i = 0; i < spec.operands.length; i++) {
      this.operands[i] = undefined;
      this.operandAt[i] = -1;
      this.operandTypes[i] = undefined;
    }
    for (let i = 0; i < spec.results.length; i++) this.resultTypes[i] = undefined;
    for (let i = 0; i < spec.regions.length; i++) this.regions[i] = undefined;
    for (let i = 0; i < spec.successors.length; i++) this.successors[i] = undefined;
    this.allOperands = undefined;
    this.allOperandTypes = undefined;
    this.allResultTypes = undefined;
    this.attributes = NONE;
  }

  addAttribute(name: string, value: Attribute): void {
    const entry = { name, value };
    this.attributes = this.attributes.length === 0 ? [entry] : [...this.attributes, entry];
  }

  hasAttribute(name: string): boolean {
    return hasName(this.attributes, name);
  }

  /** Those of a dictionary in the text. */
  addDictionary(entries: readonly NamedAttribute[]): void {
    if (entries.length === 0) return;
    this.attributes = this.attributes.length === 0 ? entries : [...this.attributes, ...entries];
  }
}

/** Reads operations by the formats of their specs; keeps what it works with from one to the next. */
export class FormatParser {
  private readonly p: CustomOpParser;
  /** One for each operation that is open, the outermost first. */
  private readonly states: State[] = [];
  private depth = 0;

  constructor(p: CustomOpParser) {
    this.p = p;
  }

  /** The operation, whose spec must have a format; good until the next call. */
  parse(def: OpDefinition, at: number): ParsedOp {
    if (this.depth === this.states.length) this.states.push(new State(this.p));
    const state = this.states[this.depth++];
    state.reset(def);
    const { parseSteps } = def.plan!;
    for (let i = 0; i < parseSteps.length; i++) parseStep(state, parseSteps[i]);
    finish(state, at);
    this.depth--;
    return state.op;
  }
}

function parseStep(s: State, step: ParseStep): void {
  const { p } = s;
  const { index } = step;
  switch (step.kind) {
    case Do.token:
      if (!p.accept(step.token)) p.fail(`expected '${step.text}'`);
      return;
    case Do.word:
      p.expectKeyword(step.text);
      return;
    case Do.operand:
      s.operandAt[index] = p.here;
      s.operands[index] = p.operand();
      return;
    case Do.operandType:
      s.operandTypes[index] = p.type();
      return;
    case Do.resultType:
      s.resultTypes[index] = p.type();
      return;
    case Do.dictionary:
      if (p.is(Tok.lbrace)) parseElement(s, step.element);
      return;
    case Do.optional:
      if (p.is(step.token)) parseElement(s, step.element);
      return;
    default:
      parseElement(s, step.element);
  }
}

function parseElement(s: State, e: FormatElement): void {
  const { p, spec } = s;
  switch (e.kind) {
    case 'whitespace':
      return;
    case 'literal':
      if (!acceptLiteral(p, e.text)) p.fail(`expected '${e.text}'`);
      return;
    case 'attr-dict': {
      const at = p.here;
      const entries = p.attrDict(e.withKeyword);
      for (let i = 0; i < entries.length; i++) {
        const entry = entries[i];
        if (s.hasAttribute(entry.name)) {
          p.fail(`the attribute '${entry.name}' is given by the op's syntax already`, at);
        }
      }
      s.addDictionary(entries);
      return;
    }
    case 'prop-dict':
      if (p.accept(Tok.less)) {
        s.addDictionary(p.attrDictEntries());
        p.expect(Tok.greater, "'>'");
      }
      return;
    case 'operands':
      s.operandAt[0] = p.here;
      s.allOperands = p.operandList();
      return;
    case 'operand': {
      s.operandAt[e.index] = p.here;
      const { arity } = spec.operands[e.index];
      if (arity === 'single') s.operands[e.index] = p.operand();
      else if (arity === 'optional') s.operands[e.index] = p.atOperand() ? [p.operand()] : [];
      else s.operands[e.index] = p.operandList();
      return;
    }
    case 'attribute':
      parseAttr(s, spec.attributes[e.index], e.qualified === true);
      return;
    case 'region':
    case 'regions': {
      const index = e.kind === 'region' ? e.index : 0;
      const isolated = s.def.isIsolated;
      if (spec.regions[index]?.variadic) {
        const regions: Region[] = [];
        if (p.is(Tok.lbrace)) {
          do regions.push(p.regionBody(NONE, isolated));
          while (p.accept(Tok.comma));
        }
        s.regions[index] = regions;
      } else {
        const region = p.regionBody(NONE, isolated);
        // `{}` of an operation with one block is that block, empty.
        if (region.isEmpty && s.def.hasTrait('SingleBlock')) region.append(new Block());
        s.regions[index] = [region];
      }
      return;
    }
    case 'successor':
    case 'successors': {
      const index = e.kind === 'successor' ? e.index : 0;
      if (e.kind === 'successor' && !spec.successors[index].variadic) {
        s.successors[index] = [p.successor()];
        return;
      }
      const list: Block[] = [];
      if (p.is(Tok.caret)) {
        do list.push(p.successor());
        while (p.accept(Tok.comma));
      }
      s.successors[index] = list;
      return;
    }
    case 'type':
      parseTypes(s, e.of, e.qualified === true);
      return;
    case 'functional-type':
      setTypes(s, e.inputs, p.typeListParens());
      p.expect(Tok.arrow, "'->'");
      setTypes(s, e.results, p.functionResultTypes());
      return;
    case 'optional':
      parseOptional(s, e);
      return;
    case 'oilist':
      parseClauses(s, e);
      return;
    case 'ref':
    case 'custom':
      p.fail(
        `the op's format needs the hand-written form '${e.kind === 'custom' ? e.name : 'ref'}'; write the op in generic form`,
      );
  }
}

// What needs a closure stands in a function of its own: one in the switch would cost every element
// the room for what it closes over.

function parseClauses(s: State, { clauses }: Extract<FormatElement, { kind: 'oilist' }>): void {
  const { p } = s;
  const seen = new Set<string>();
  for (;;) {
    const clause = clauses.find((c) => p.isKeyword(c.keyword));
    if (!clause) return;
    if (seen.has(clause.keyword))
      p.fail(
        `\`${clause.keyword}\` clause can appear at most once in the expansion of the oilist directive`,
      );
    seen.add(clause.keyword);
    p.advance();
    for (const inner of clause.elements) parseElement(s, inner);
  }
}

const atCase = (p: CustomOpParser, cases: readonly EnumCase[]): boolean =>
  cases.some((c) => p.isKeyword(c.text));

const caseOf = (cases: readonly EnumCase[], text: string): EnumCase | undefined =>
  cases.find((c) => c.text === text);

/** An optional group is there when its first parsed element is. */
function parseOptional(s: State, e: Extract<FormatElement, { kind: 'optional' }>): void {
  const { p } = s;
  const first = e.then[0];
  const anchor = (e.inverted ? e.otherwise : e.then)[e.anchor];
  let present: boolean;
  if (first.kind === 'literal') present = acceptLiteral(p, first.text);
  else {
    present = startsHere(s, first);
    if (present) parseElement(s, first);
  }
  if (present) {
    for (let i = 1; i < e.then.length; i++) {
      // A unit attribute that anchors the group says nothing in the text.
      if (e.then[i] !== anchor || !isUnit(s, anchor)) parseElement(s, e.then[i]);
    }
  } else {
    for (const inner of e.otherwise) parseElement(s, inner);
  }
  if (present === e.inverted || !isUnit(s, anchor)) return;
  const { name } = s.spec.attributes[anchor.index];
  if (!s.hasAttribute(name)) s.addAttribute(name, UnitAttr.get());
}

function isUnit(
  s: State,
  e: FormatElement | undefined,
): e is Extract<FormatElement, { kind: 'attribute' }> {
  return e?.kind === 'attribute' && s.spec.attributes[e.index].constraint.kind === 'unit';
}

function startsHere(s: State, e: FormatElement): boolean {
  const { p, spec } = s;
  switch (e.kind) {
    case 'operand':
    case 'operands':
      return p.atOperand();
    case 'region':
    case 'regions':
      return p.is(Tok.lbrace);
    case 'successor':
    case 'successors':
      return p.is(Tok.caret);
    case 'attribute': {
      const { kind, cases } = spec.attributes[e.index].constraint;
      if (kind === 'symbol-name' || kind === 'symbol-ref') return p.is(Tok.at);
      if (kind === 'enum') return atCase(p, cases!);
      if (kind === 'dense-array') return p.is(Tok.lsquare);
      if (kind === 'string') return p.is(Tok.string);
      return (
        p.is(Tok.integer) ||
        p.is(Tok.float) ||
        p.is(Tok.minus) ||
        p.is(Tok.lsquare) ||
        p.is(Tok.lbrace) ||
        p.is(Tok.hash) ||
        p.is(Tok.string) ||
        p.is(Tok.at) ||
        p.isKeyword('true') ||
        p.isKeyword('false') ||
        p.isKeyword('dense')
      );
    }
    case 'type':
      return p.atType;
    default:
      return false;
  }
}

function parseAttr(s: State, attr: AttrSpec, qualified: boolean): void {
  const { p } = s;
  const at = p.here;
  const { kind, cases, element, valueType, enumWidth } = attr.constraint;
  let value: Attribute;
  if (kind === 'symbol-name') {
    value = StringAttr.get(p.symbolName());
  } else if (kind === 'enum' && cases) {
    const word = p.is(Tok.string)
      ? p.string()
      : p.is(Tok.bareIdent)
        ? p.keyword()
        : enumFail(p, attr);
    const found = caseOf(cases, word) ?? unknownCase(p, attr, word, at);
    value =
      enumWidth === undefined
        ? StringAttr.get(found.text)
        : IntegerAttr.get(found.value, IntegerType.get(enumWidth));
  } else if (kind === 'dense-array' && element) {
    const type = parseTypeText(element) as IntegerType | FloatType;
    p.expect(Tok.lsquare, "'['");
    value = bracketedArray(p, type);
    p.expect(Tok.rsquare, "']'");
  } else if (kind === 'attr-def' && element && !qualified && !p.is(Tok.hash)) {
    value = p.strippedAttribute(element);
  } else if (kind === 'type') {
    value = TypeAttr.get(p.type());
  } else if (valueType) {
    value = p.attribute(parseTypeText(valueType));
  } else {
    value = p.attribute();
  }
  s.addAttribute(attr.name, value);
}

const bracketedArray = (p: CustomOpParser, type: IntegerType | FloatType): Attribute =>
  p.denseArrayValues(type, Tok.rsquare);

function unknownCase(p: CustomOpParser, attr: AttrSpec, word: string, at: number): never {
  const texts = attr.constraint.cases!.map((c) => c.text);
  const near = nearest(word, texts);
  return p.fail(
    `expected one of ${texts.join(', ')} for '${attr.name}', found '${word}'${near ? `; did you mean '${near}'?` : ''}`,
    at,
  );
}

function enumFail(p: CustomOpParser, attr: AttrSpec): never {
  return p.fail(
    `expected one of ${attr.constraint.cases!.map((c) => c.text).join(', ')} for '${attr.name}'`,
  );
}

function parseTypes(s: State, of: TypeOperand, qualified: boolean): void {
  const { p } = s;
  if (of.kind === 'operands' || of.kind === 'results') {
    setTypes(s, of, p.atType ? p.typeListNoParens() : []);
    return;
  }
  const { arity, constraint } = (of.kind === 'operand' ? s.spec.operands : s.spec.results)[
    of.index
  ];
  const types = of.kind === 'operand' ? s.operandTypes : s.resultTypes;
  const { strippedType } = constraint;
  if (arity === 'single' && strippedType !== undefined && !qualified && !p.is(Tok.exclamation)) {
    types[of.index] = p.strippedType(strippedType);
  } else if (arity === 'single' || (arity === 'optional' && p.atType)) types[of.index] = p.type();
  else types[of.index] = p.atType ? p.typeListNoParens() : [];
}

function setTypes(s: State, of: TypeOperand, types: Type[]): void {
  if (of.kind === 'operands') s.allOperandTypes = types;
  else if (of.kind === 'results') s.allResultTypes = types;
  else if (of.kind === 'operand') s.operandTypes[of.index] = types;
  else s.resultTypes[of.index] = types;
}

const countOf = <T>(some: OneOrMore<T> | undefined): number =>
  some === undefined ? 0 : Array.isArray(some) ? some.length : 1;

const firstOf = <T>(some: OneOrMore<T> | undefined): T | undefined =>
  Array.isArray(some) ? some[0] : some;

/** Fills in what the format left out and resolves the operands. */
function finish(s: State, at: number): void {
  const { op } = s;
  op.operands = operandsOf(s, at);
  op.resultTypes = resultTypesOf(s, at);
  op.attributes = s.attributes;
  op.regions = s.spec.regions.length === 0 ? NONE : flatten(s.regions, s.spec.regions.length);
  op.successors =
    s.spec.successors.length === 0 ? NONE : flatten(s.successors, s.spec.successors.length);
}

function flatten<T>(groups: readonly (readonly T[] | undefined)[], count: number): readonly T[] {
  if (count === 1) return groups[0] ?? NONE;
  return groups.slice(0, count).flatMap((group) => group ?? NONE);
}

/** A list of three and more would be made longer than it is; of fewer there is no need for a loop. */
function listOf<T>(
  count: number,
  item: (s: State, i: number, at: number) => T,
  s: State,
  at: number,
): readonly T[] {
  if (count === 0) return NONE;
  const first = item(s, 0, at);
  if (count === 1) return [first];
  const second = item(s, 1, at);
  if (count === 2) return [first, second];
  const list = [first, second, item(s, 2, at)];
  for (let i = 3; i < count; i++) list.push(item(s, i, at));
  return list;
}

function operandsOf(s: State, at: number): readonly Value[] {
  const { p, spec, def } = s;
  if (s.allOperands) {
    let types = s.allOperandTypes;
    if (!types && s.allOperands.length > 0) types = typesOfAll(s, s.allOperands.length, at);
    return p.resolveAll(s.allOperands, types ?? NONE, placeOf(s, 0, at));
  }
  if (def.plan!.operands.flexible === 0 && !s.allOperandTypes && !def.hasOperandSegments) {
    return listOf(spec.operands.length, oneOperand, s, at);
  }
  const values: Value[] = [];
  let taken = 0;
  for (let i = 0; i < spec.operands.length; i++) {
    const group = s.operands[i];
    const count = countOf(group);
    if (count === 0) continue;
    let types = s.operandTypes[i];
    // functional-type(operands, …) gives one list for all groups.
    if (!types && s.allOperandTypes) types = s.allOperandTypes.slice(taken, taken + count);
    taken += count;
    types ??= infer(s, 'operand', i, at, count);
    values.push(...resolveGroup(s, group!, types, placeOf(s, i, at)));
  }
  if (s.allOperandTypes && s.allOperandTypes.length !== taken) {
    p.fail(
      `number of operands and types do not match: got ${taken} operands and ${s.allOperandTypes.length} types`,
      at,
    );
  }
  if (def.hasOperandSegments) {
    addSegments(
      s,
      'operandSegmentSizes',
      spec.operands.map((_, i) => countOf(s.operands[i])),
    );
  }
  return values;
}

const placeOf = (s: State, group: number, at: number): number =>
  s.operandAt[group] < 0 ? at : s.operandAt[group];

function oneOperand(s: State, i: number, at: number): Value {
  const group = s.operands[i];
  if (group === undefined)
    s.p.fail(`the op's format does not say operand '${s.spec.operands[i].name}'`, at);
  const types = s.operandTypes[i] ?? infer(s, 'operand', i, at, 1);
  if (!Array.isArray(group) && !Array.isArray(types)) return s.p.resolve(group, types);
  return resolveGroup(s, group, types, placeOf(s, i, at))[0];
}

function resultTypesOf(s: State, at: number): readonly Type[] {
  const { spec, def } = s;
  if (s.allResultTypes) return s.allResultTypes;
  let isPlain = !def.hasResultSegments;
  for (let i = 0; i < spec.results.length; i++) {
    const types = s.resultTypes[i] ?? infer(s, 'result', i, at, 1);
    s.resultTypes[i] = types;
    if (Array.isArray(types)) isPlain = false;
  }
  if (isPlain) return listOf(spec.results.length, oneResult, s, at);
  if (def.hasResultSegments) {
    addSegments(
      s,
      'resultSegmentSizes',
      spec.results.map((_, i) => countOf(s.resultTypes[i])),
    );
  }
  return s.resultTypes.slice(0, spec.results.length).flatMap<Type>((types) => types ?? NONE);
}

const oneResult = (s: State, i: number): Type => s.resultTypes[i] as Type;

function resolveGroup(
  s: State,
  group: OneOrMore<UnresolvedOperand>,
  types: OneOrMore<Type>,
  at: number,
): readonly Value[] {
  return s.p.resolveAll([group].flat(), [types].flat(), at);
}

function addSegments(s: State, name: string, sizes: readonly number[]): void {
  s.addAttribute(name, DenseArrayAttr.i32(sizes));
}

/** Types of the operands that stand in one list: given group by group, or inferred. */
function typesOfAll(s: State, count: number, at: number): Type[] {
  const { operands } = s.spec;
  return operands.flatMap((o, i) => {
    const given = s.operandTypes[i];
    if (given !== undefined) return given;
    return infer(s, 'operand', i, at, o.arity === 'single' ? 1 : count - operands.length + 1);
  });
}

/** The type of a group the format does not print: the only one possible, or one that traits tie. */
function infer(
  s: State,
  what: 'operand' | 'result',
  index: number,
  at: number,
  count: number,
): OneOrMore<Type> {
  const { name, arity, constraint } = (what === 'operand' ? s.spec.operands : s.spec.results)[
    index
  ];
  const isOne = arity === 'single' || count === 1;
  if (constraint.buildableType) {
    const type = parseTypeText(constraint.buildableType);
    return isOne ? type : Array.from({ length: count }, () => type);
  }
  if (what === 'result' && arity !== 'single') return [];
  const type = tiedType(s, what, index);
  if (!type)
    s.p.fail(`cannot infer the type of ${what} '${name}'; write the op in generic form`, at);
  return isOne ? type : Array.from({ length: count }, () => type);
}

/** The type that traits tie the group to, where the text has given one of those it is tied to. */
function tiedType(s: State, what: 'operand' | 'result', index: number): Type | undefined {
  const plan = s.def.plan!;
  const sources = (what === 'operand' ? plan.operandSources : plan.resultSources)[index];
  for (let i = 0; i < sources.length; i++) {
    const from = sources[i];
    // Operands are resolved before results are asked for.
    const type = typeAt(s, from, what === 'result');
    if (type) return from.transform ? from.transform(type) : type;
  }
  return undefined;
}

function typeAt(
  s: State,
  { kind, index, name }: TypeSource,
  areResolved: boolean,
): Type | undefined {
  switch (kind) {
    case 'operand': {
      const known = firstOf(s.operandTypes[index]) ?? s.allOperandTypes?.[index];
      if (known || !areResolved || s.def.plan!.operands.flexible > 0) return known;
      return s.op.operands[index]?.type;
    }
    case 'result':
      return firstOf(s.resultTypes[index]) ?? s.allResultTypes?.[index];
    case 'attribute':
      return typeOfAttribute(s, name);
  }
}

function typeOfAttribute(s: State, name: string): Type | undefined {
  const attr = s.attributes.find((a) => a.name === name)?.value;
  if (attr instanceof TypeAttr) return attr.type;
  return attr && 'type' in attr ? (attr as { type?: Type }).type : undefined;
}
