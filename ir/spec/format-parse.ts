/** Parses a declarative `assemblyFormat`, interpreting its elements. */
import { type Attribute, IntegerAttr, StringAttr, TypeAttr, UnitAttr } from '../attributes.js';
import { Block, type Region } from '../block.js';
import { OpBuilder } from '../builder.js';
import type { OpDefinition } from '../context.js';
import type { CustomOpParser, ParsedOp } from '../text/custom-op-parser.js';
import { acceptLiteral, Tok } from '../text/lexer.js';
import { nearest } from '../text/nearest.js';
import { type FloatType, IntegerType, type Type } from '../types.js';
import { parseBitEnum } from './bit-enum.js';
import { parseDirective } from './directive-slots.js';
import { finishFormat } from './format-finish.js';
import { FormatState } from './format-state.js';
import { Do, type ParseStep } from './format-steps.js';
import type { AttrSpec, EnumCase, FormatElement, TypeOperand } from './op-spec.js';
import { parseTypeText } from './type-text.js';

/** Reads operations by the formats of their specs; keeps what it works with from one to the next. */
export class FormatParser {
  private readonly p: CustomOpParser;
  /** One for each operation that is open, the outermost first. */
  private readonly states: FormatState[] = [];
  private depth = 0;

  constructor(p: CustomOpParser) {
    this.p = p;
  }

  /** The operation, whose spec must have a format; good until the next call. */
  parse(def: OpDefinition, at: number): ParsedOp {
    if (this.depth === this.states.length) this.states.push(new FormatState(this.p));
    const state = this.states[this.depth++];
    state.reset(def);
    const { parseSteps } = def.plan!;
    for (let i = 0; i < parseSteps.length; i++) parseStep(state, parseSteps[i]);
    finishFormat(state, at);
    this.depth--;
    return state.op;
  }
}

function parseStep(s: FormatState, step: ParseStep): void {
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

function parseElement(s: FormatState, e: FormatElement): void {
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
      s.regions[e.index] = spec.regions[e.index].variadic
        ? someRegions(s)
        : [completed(s, p.regionBody())];
      return;
    case 'regions':
      allRegions(s);
      return;
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
    case 'custom':
      parseDirective(s, e);
      return;
    case 'ref':
      return;
  }
}

function someRegions(s: FormatState): Region[] {
  const { p } = s;
  const regions: Region[] = [];
  if (!p.is(Tok.lbrace)) return regions;
  do regions.push(completed(s, p.regionBody()));
  while (p.accept(Tok.comma));
  return regions;
}

/** The last one of the spec may take any number. */
function allRegions(s: FormatState): void {
  const at = s.p.here;
  const given = someRegions(s);
  const { regions } = s.spec;
  const singles = regions.filter((r) => !r.variadic).length;
  const fits = singles === regions.length ? given.length === singles : given.length >= singles;
  if (!fits) s.p.fail(`expected ${singles} regions, but found ${given.length}`, at);
  for (const [i, { variadic }] of regions.entries()) {
    s.regions[i] = variadic ? given.slice(i) : [given[i]];
  }
}

/** `{}` of an operation with one block is that block, with the terminator that goes without saying. */
function completed(s: FormatState, region: Region): Region {
  const { def, p } = s;
  const isImplicit = def.hasTrait('SingleBlockImplicitTerminator');
  if (region.isEmpty && (isImplicit || def.hasTrait('SingleBlock'))) region.append(new Block());
  if (!isImplicit || region.blocks.at(-1)!.lastOp?.def.isTerminator) return region;
  const name = def.spec?.traits.find((t) => t.name === 'SingleBlockImplicitTerminator')?.args?.[0];
  // The class of an operation in C++ says no name.
  if (name?.includes('.')) {
    const loc = p.locationAt(p.here);
    OpBuilder.atEnd(p.context, region.blocks.at(-1)!).create(name, { loc });
  }
  return region;
}

// What needs a closure stands in a function of its own: one in the switch would cost every element
// the room for what it closes over.

function parseClauses(
  s: FormatState,
  { clauses }: Extract<FormatElement, { kind: 'oilist' }>,
): void {
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
    const [only] = clause.elements;
    // The keyword of a unit attribute says all of it.
    if (clause.elements.length === 1 && only.kind === 'attribute' && isUnit(s, only)) {
      s.addAttribute(s.spec.attributes[only.index].name, UnitAttr.get());
      continue;
    }
    for (const inner of clause.elements) parseElement(s, inner);
  }
}

const atCase = (p: CustomOpParser, cases: readonly EnumCase[]): boolean =>
  cases.some((c) => p.isKeyword(c.text));

const caseOf = (cases: readonly EnumCase[], text: string): EnumCase | undefined =>
  cases.find((c) => c.text === text);

/** An optional group is there when its first parsed element is. */
function parseOptional(s: FormatState, e: Extract<FormatElement, { kind: 'optional' }>): void {
  const { p } = s;
  const start = e.then.findIndex((x) => x.kind !== 'whitespace');
  const first = e.then[start];
  const anchor = (e.inverted ? e.otherwise : e.then)[e.anchor];
  let present: boolean;
  if (first.kind === 'literal') present = acceptLiteral(p, first.text);
  else if (first.kind === 'custom') present = parseDirective(s, first);
  else {
    present = startsHere(s, first);
    if (present) parseElement(s, first);
  }
  if (present) {
    for (let i = start + 1; i < e.then.length; i++) {
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
  s: FormatState,
  e: FormatElement | undefined,
): e is Extract<FormatElement, { kind: 'attribute' }> {
  return e?.kind === 'attribute' && s.spec.attributes[e.index].constraint.kind === 'unit';
}

function startsHere(s: FormatState, e: FormatElement): boolean {
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
      if (kind === 'bit-enum') return p.is(Tok.string) || atCase(p, cases!);
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

function parseAttr(s: FormatState, attr: AttrSpec, qualified: boolean): void {
  const { p } = s;
  const at = p.here;
  const { kind, cases, element, valueType, enumWidth, separator = '|' } = attr.constraint;
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
  } else if (kind === 'bit-enum' && cases) {
    // Where a comma is between the names it may also be the format's: several stand in quotes.
    const bits = p.is(Tok.string)
      ? bitsOfText(s, attr, p.string(), at)
      : separator.trim() === ','
        ? bitsOfText(s, attr, p.keyword(`one of ${cases.map((c) => c.text).join(', ')}`), at)
        : parseBitEnum(p, cases, separator);
    value = IntegerAttr.get(bits, IntegerType.get(enumWidth ?? 32));
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

/** Names between quotes; none is the empty set. */
function bitsOfText({ p }: FormatState, attr: AttrSpec, text: string, at: number): number {
  const { cases, separator = '|' } = attr.constraint;
  const words = text.trim() === '' ? [] : text.split(separator.trim()).map((w) => w.trim());
  const found = words.map((w) => caseOf(cases!, w) ?? unknownCase(p, attr, w, at));
  return found.reduce((bits, c) => bits | Number(c.value), 0);
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

function parseTypes(s: FormatState, of: TypeOperand, qualified: boolean): void {
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

function setTypes(s: FormatState, of: TypeOperand, types: Type[]): void {
  if (of.kind === 'operands') s.allOperandTypes = types;
  else if (of.kind === 'results') s.allResultTypes = types;
  else if (of.kind === 'operand') s.operandTypes[of.index] = types;
  else s.resultTypes[of.index] = types;
}
