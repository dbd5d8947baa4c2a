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
import { Tok, type Token } from '../text/lexer.js';
import { nearest } from '../text/nearest.js';
import { type FloatType, IntegerType, type Type } from '../types.js';
import type { AttrSpec, FormatElement, OpSpec, TypeOperand } from './op-spec.js';
import { parseTypeText } from './type-text.js';
import type { TypeSource } from './type-ties.js';

const NONE: readonly never[] = [];

/** One or more of something: an array only where it is not just one. */
type OneOrMore<T> = T | T[];

/** What the text of an operation has given so far. */
class State {
  def!: OpDefinition;
  spec!: OpSpec;
  readonly p: CustomOpParser;
  operands: (OneOrMore<UnresolvedOperand> | undefined)[] = [];
  operandAt: number[] = [];
  operandTypes: (OneOrMore<Type> | undefined)[] = [];
  resultTypes: (OneOrMore<Type> | undefined)[] = [];
  allOperands: UnresolvedOperand[] | undefined = undefined;
  allOperandTypes: Type[] | undefined = undefined;
  allResultTypes: Type[] | undefined = undefined;
  regions: (Region[] | undefined)[] = [];
  successors: (Block[] | undefined)[] = [];
  /** What it becomes. */
  op: ParsedOp = emptyParsedOp();

  constructor(p: CustomOpParser) {
    this.p = p;
  }

  get attributes(): NamedAttribute[] {
    return this.op.attributes;
  }

  /** Lists are made anew: to empty one costs more. */
  reset(def: OpDefinition): void {
    this.def = def;
    this.spec = def.spec!;
    this.operands = [];
    this.operandAt = [];
    this.operandTypes = [];
    this.resultTypes = [];
    this.allOperands = undefined;
    this.allOperandTypes = undefined;
    this.allResultTypes = undefined;
    this.regions = [];
    this.successors = [];
    this.op = emptyParsedOp();
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
    for (const element of state.spec.format ?? NONE) parseElement(state, element);
    finish(state, at);
    this.depth--;
    return state.op;
  }
}

const PUNCTUATION: Record<string, Token> = {
  ',': Tok.comma,
  ':': Tok.colon,
  '=': Tok.equal,
  '(': Tok.lparen,
  ')': Tok.rparen,
  '[': Tok.lsquare,
  ']': Tok.rsquare,
  '{': Tok.lbrace,
  '}': Tok.rbrace,
  '<': Tok.less,
  '>': Tok.greater,
  '->': Tok.arrow,
  '::': Tok.doubleColon,
  '*': Tok.star,
  '?': Tok.question,
  '+': Tok.plus,
  '-': Tok.minus,
  '|': Tok.bar,
  '...': Tok.ellipsis,
};

function acceptLiteral(p: CustomOpParser, text: string): boolean {
  const token = PUNCTUATION[text];
  return token ? p.accept(token) : p.acceptKeyword(text);
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
      for (const entry of p.attrDict(e.withKeyword)) {
        if (s.attributes.some((a) => a.name === entry.name)) {
          p.fail(`the attribute '${entry.name}' is given by the op's syntax already`, at);
        }
        s.attributes.push(entry);
      }
      return;
    }
    case 'prop-dict':
      if (p.accept(Tok.less)) {
        s.attributes.push(...p.attrDictEntries());
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
      const regions: Region[] = [];
      if (spec.regions[index]?.variadic) {
        if (p.is(Tok.lbrace)) {
          do regions.push(p.regionBody([], isolated));
          while (p.accept(Tok.comma));
        }
      } else {
        const region = p.regionBody([], isolated);
        // `{}` of an operation with one block is that block, empty.
        if (region.isEmpty && s.def.hasTrait('SingleBlock')) region.append(new Block());
        regions.push(region);
      }
      s.regions[index] = regions;
      return;
    }
    case 'successor':
    case 'successors': {
      const index = e.kind === 'successor' ? e.index : 0;
      const variadic = e.kind === 'successors' || spec.successors[index].variadic;
      const list: Block[] = [];
      if (!variadic || p.is(Tok.caret)) {
        do list.push(p.successor());
        while (variadic && p.accept(Tok.comma));
      }
      s.successors[index] = list;
      return;
    }
    case 'type':
      parseTypes(s, e.of);
      return;
    case 'functional-type':
      setTypes(s, e.inputs, p.typeListParens());
      p.expect(Tok.arrow, "'->'");
      setTypes(s, e.results, p.functionResultTypes());
      return;
    case 'optional':
      parseOptional(s, e);
      return;
    case 'oilist': {
      const seen = new Set<string>();
      for (;;) {
        const clause = e.clauses.find((c) => p.isKeyword(c.keyword));
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
    case 'ref':
    case 'custom':
      p.fail(
        `the op's format needs the hand-written form '${e.kind === 'custom' ? e.name : 'ref'}'; write the op in generic form`,
      );
  }
}

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
  if (s.attributes.some((a) => a.name === name)) return;
  s.attributes.push({ name, value: UnitAttr.get() });
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
      if (kind === 'enum') return cases!.some((c) => p.isKeyword(c.text));
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
    const found = cases.find((c) => c.text === word) ?? unknownCase(p, attr, word, at);
    value =
      enumWidth === undefined
        ? StringAttr.get(found.text)
        : IntegerAttr.get(found.value, IntegerType.get(enumWidth));
  } else if (kind === 'dense-array' && element) {
    const type = parseTypeText(element) as IntegerType | FloatType;
    p.expect(Tok.lsquare, "'['");
    value = p.denseArrayValues(type, () => p.is(Tok.rsquare));
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
  s.attributes.push({ name: attr.name, value });
}

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

function parseTypes(s: State, of: TypeOperand): void {
  const { p } = s;
  if (of.kind === 'operands' || of.kind === 'results') {
    setTypes(s, of, p.atType ? p.typeListNoParens() : []);
    return;
  }
  const { arity } = (of.kind === 'operand' ? s.spec.operands : s.spec.results)[of.index];
  const types = of.kind === 'operand' ? s.operandTypes : s.resultTypes;
  if (arity === 'single' || (arity === 'optional' && p.atType)) types[of.index] = p.type();
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
  const { p, spec, def, op } = s;
  if (s.allOperands) {
    let types = s.allOperandTypes;
    if (!types && s.allOperands.length > 0) types = inferAll(s, s.allOperands.length, at);
    op.operands.push(...p.resolveAll(s.allOperands, types ?? [], s.operandAt[0] ?? at));
  } else {
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
      resolveGroup(s, group!, types, s.operandAt[i] ?? at);
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
  }
  if (s.allResultTypes) op.resultTypes.push(...s.allResultTypes);
  else {
    for (let i = 0; i < spec.results.length; i++) {
      const types = s.resultTypes[i] ?? infer(s, 'result', i, at, 1);
      s.resultTypes[i] = types;
      if (Array.isArray(types)) op.resultTypes.push(...types);
      else op.resultTypes.push(types);
    }
    if (def.hasResultSegments) {
      addSegments(
        s,
        'resultSegmentSizes',
        spec.results.map((_, i) => countOf(s.resultTypes[i])),
      );
    }
  }
  // A region that an optional group left out is there, and empty.
  for (let i = 0; i < spec.regions.length; i++) {
    const regions = s.regions[i];
    if (regions) op.regions.push(...regions);
    else if (!spec.regions[i].variadic) op.regions.push(p.emptyRegion());
  }
  for (const blocks of s.successors) if (blocks) op.successors.push(...blocks);
}

function resolveGroup(
  s: State,
  group: OneOrMore<UnresolvedOperand>,
  types: OneOrMore<Type>,
  at: number,
): void {
  const { p, op } = s;
  if (!Array.isArray(group) && !Array.isArray(types)) op.operands.push(p.resolve(group, types));
  else op.operands.push(...p.resolveAll([group].flat(), [types].flat(), at));
}

function addSegments(s: State, name: string, sizes: readonly number[]): void {
  s.attributes.push({ name, value: DenseArrayAttr.i32(sizes) });
}

function inferAll(s: State, count: number, at: number): Type[] {
  const { operands } = s.spec;
  return operands.flatMap((o, i) =>
    infer(s, 'operand', i, at, o.arity === 'single' ? 1 : count - operands.length + 1),
  );
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
    case 'attribute': {
      const attr = s.attributes.find((a) => a.name === name)?.value;
      if (attr instanceof TypeAttr) return attr.type;
      return attr && 'type' in attr ? (attr as { type?: Type }).type : undefined;
    }
  }
}
