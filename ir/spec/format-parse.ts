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
import type { CustomOpParser, ParsedOp, UnresolvedOperand } from '../text/custom-op-parser.js';
import { Tok, type Token } from '../text/lexer.js';
import { nearest } from '../text/nearest.js';
import { type FloatType, IntegerType, type Type } from '../types.js';
import type { Value } from '../value.js';
import type { AttrSpec, FormatElement, OpSpec, TypeOperand, ValueSpec } from './op-spec.js';
import { parseTypeText } from './type-text.js';
import { type TypeSource, typeSources } from './type-ties.js';

const NONE: readonly never[] = [];

interface State {
  readonly p: CustomOpParser;
  readonly def: OpDefinition;
  readonly spec: OpSpec;
  readonly operands: (UnresolvedOperand[] | undefined)[];
  readonly operandAt: number[];
  readonly operandTypes: (Type[] | undefined)[];
  readonly resultTypes: (Type[] | undefined)[];
  allOperands: UnresolvedOperand[] | undefined;
  allOperandTypes: Type[] | undefined;
  allResultTypes: Type[] | undefined;
  readonly attributes: NamedAttribute[];
  readonly regions: (Region[] | undefined)[];
  readonly successors: (Block[] | undefined)[];
}

/** Reads an operation by the format of its spec, which it must have. */
export function parseDeclarative(p: CustomOpParser, def: OpDefinition, at: number): ParsedOp {
  const spec = def.spec!;
  const state: State = {
    p,
    def,
    spec,
    operands: [],
    operandAt: [],
    operandTypes: [],
    resultTypes: [],
    allOperands: undefined,
    allOperandTypes: undefined,
    allResultTypes: undefined,
    attributes: [],
    regions: [],
    successors: [],
  };
  for (const element of spec.format ?? []) parseElement(state, element);
  return finish(state, at);
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
      if (arity === 'single') s.operands[e.index] = [p.operand()];
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
      setTypes(s, e.of, parseTypes(s, e.of));
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

function parseTypes(s: State, of: TypeOperand): Type[] {
  const { p } = s;
  if (of.kind === 'operands' || of.kind === 'results') return p.atType ? p.typeListNoParens() : [];
  const { arity } = (of.kind === 'operand' ? s.spec.operands : s.spec.results)[of.index];
  if (arity === 'single') return [p.type()];
  if (!p.atType) return [];
  return arity === 'optional' ? [p.type()] : p.typeListNoParens();
}

function setTypes(s: State, of: TypeOperand, types: Type[]): void {
  if (of.kind === 'operands') s.allOperandTypes = types;
  else if (of.kind === 'results') s.allResultTypes = types;
  else if (of.kind === 'operand') s.operandTypes[of.index] = types;
  else s.resultTypes[of.index] = types;
}

/** Fills in what the format left out and resolves the operands. */
function finish(s: State, at: number): ParsedOp {
  const { p, spec } = s;
  const operands: Value[] = [];
  const operandSizes: number[] = [];
  if (s.allOperands) {
    let types = s.allOperandTypes;
    if (!types && s.allOperands.length > 0) {
      types = inferAll(s, s.allOperands.length, at);
    }
    operands.push(...p.resolveAll(s.allOperands, types ?? [], s.operandAt[0] ?? at));
  } else {
    let taken = 0;
    for (let i = 0; i < spec.operands.length; i++) {
      const list = s.operands[i] ?? NONE;
      operandSizes.push(list.length);
      if (list.length === 0) continue;
      let types = s.operandTypes[i];
      // functional-type(operands, …) gives one list for all groups.
      if (!types && s.allOperandTypes) types = s.allOperandTypes.slice(taken, taken + list.length);
      taken += list.length;
      types ??= infer(s, spec.operands[i], 'operand', at, list.length);
      if (list.length === 1 && types.length === 1) operands.push(p.resolve(list[0], types[0]));
      else operands.push(...p.resolveAll(list, types, s.operandAt[i] ?? at));
    }
    if (s.allOperandTypes && s.allOperandTypes.length !== taken) {
      p.fail(
        `number of operands and types do not match: got ${taken} operands and ${s.allOperandTypes.length} types`,
        at,
      );
    }
  }
  let resultTypes: Type[] = [];
  const resultSizes: number[] = [];
  if (s.allResultTypes) resultTypes = s.allResultTypes;
  else {
    for (let i = 0; i < spec.results.length; i++) {
      const types = s.resultTypes[i] ?? infer(s, spec.results[i], 'result', at, 1, operands);
      resultSizes.push(types.length);
      for (const type of types) resultTypes.push(type);
    }
  }
  addSegments(s, s.def.hasOperandSegments, 'operandSegmentSizes', operandSizes);
  addSegments(s, s.def.hasResultSegments, 'resultSegmentSizes', resultSizes);
  return {
    operands,
    resultTypes,
    attributes: s.attributes,
    regions: s.regions.length > 0 ? s.regions.flatMap((r) => r ?? []) : [],
    successors: s.successors.length > 0 ? s.successors.flatMap((b) => b ?? []) : [],
  };
}

function addSegments(s: State, isSized: boolean, name: string, sizes: readonly number[]): void {
  if (isSized && sizes.length > 0) {
    s.attributes.push({ name, value: DenseArrayAttr.i32(sizes) });
  }
}

function inferAll(s: State, count: number, at: number): Type[] {
  return s.spec.operands.flatMap((o) =>
    infer(s, o, 'operand', at, o.arity === 'single' ? 1 : count - s.spec.operands.length + 1),
  );
}

/** The type of a group the format does not print: the only one possible, or one that traits tie. */
function infer(
  s: State,
  value: ValueSpec,
  what: 'operand' | 'result',
  at: number,
  count: number,
  resolved?: readonly Value[],
): Type[] {
  if (value.constraint.buildableType) {
    const type = parseTypeText(value.constraint.buildableType);
    return Array.from({ length: value.arity === 'single' ? 1 : count }, () => type);
  }
  if (what === 'result' && value.arity !== 'single') return [];
  const type = tiedType(s, value.name, what, resolved);
  if (!type)
    s.p.fail(`cannot infer the type of ${what} '${value.name}'; write the op in generic form`, at);
  return count === 1 ? [type] : Array.from({ length: count }, () => type);
}

/** The type that traits tie the group to, where the text has given one of those it is tied to. */
function tiedType(
  s: State,
  name: string,
  what: 'operand' | 'result',
  resolved: readonly Value[] | undefined,
): Type | undefined {
  for (const from of typeSources(s.spec, what, name)) {
    const type = typeAt(s, from, resolved);
    if (type) return from.transform ? from.transform(type) : type;
  }
  return undefined;
}

function typeAt(
  s: State,
  { kind, index, name }: TypeSource,
  resolved: readonly Value[] | undefined,
): Type | undefined {
  switch (kind) {
    case 'operand': {
      const known = s.operandTypes[index]?.[0] ?? s.allOperandTypes?.[index];
      if (known || !resolved || resolved.length !== s.spec.operands.length) return known;
      return s.spec.operands.every((v) => v.arity === 'single') ? resolved[index].type : undefined;
    }
    case 'result':
      return s.resultTypes[index]?.[0] ?? s.allResultTypes?.[index];
    case 'attribute': {
      const attr = s.attributes.find((a) => a.name === name)?.value;
      if (attr instanceof TypeAttr) return attr.type;
      return attr && 'type' in attr ? (attr as { type?: Type }).type : undefined;
    }
  }
}
