/** Prints a declarative `assemblyFormat`, interpreting its elements. */
import {
  type Attribute,
  IntegerAttr,
  type NamedAttribute,
  printAttrDict,
  StringAttr,
} from '../attributes.js';
import type { Block, Region } from '../block.js';
import type { OpDefinition } from '../context.js';
import { DenseArrayAttr } from '../elements.js';
import type { Operation } from '../operation.js';
import { isBareIdentifier } from '../text/literals.js';
import type { OpPrinter } from '../text/printer.js';
import type { Type } from '../types.js';
import { bitEnumText } from './bit-enum.js';
import { isDefault } from './defaults.js';
import { printDirective, type SlotValues } from './directive-slots.js';
import { Do, isWord, type PrintStep, spaceAfter, spaceBefore } from './format-steps.js';
import type { AttrSpec, FormatElement, OpSpec, TypeOperand } from './op-spec.js';
import { segments } from './verify.js';

interface Scope {
  readonly p: OpPrinter;
  readonly op: Operation;
  readonly spec: OpSpec;
  /** Whether a space goes before the next word. */
  space: boolean;
  /** The last thing written was a literal that is no word. */
  punctuation: boolean;
}

/** Writes an operation by the format of its spec, which it must have. */
export function printDeclarative(p: OpPrinter, op: Operation): void {
  const { def, attributes } = op;
  const steps = def.plan!.plainPrintSteps;
  if (steps && (attributes.length === 0 || attributes === def.defaults) && hasOneOfEach(op)) {
    for (let i = 0; i < steps.length; i++) printStep(p, op, steps[i]);
    return;
  }
  const spec = def.spec!;
  const scope: Scope = { p, op, spec, space: true, punctuation: false };
  const format = spec.format!;
  for (let i = 0; i < format.length; i++) printElement(scope, format[i]);
}

/** Whether there are as many operands and results as the spec has groups. */
function hasOneOfEach({ def, numOperands, numResults }: Operation): boolean {
  const { operands, results } = def.spec!;
  return numOperands === operands.length && numResults === results.length;
}

function printStep(p: OpPrinter, op: Operation, { text, kind, index }: PrintStep): void {
  p.write(text);
  switch (kind) {
    case Do.operand:
      p.operand(op.operand(index));
      return;
    case Do.operandType:
      p.type(op.operand(index).type);
      return;
    case Do.resultType:
      p.type(op.result(index).type);
      return;
  }
}

/** Attributes that the format prints, outside the dictionary. */
function printedAttributes(def: OpDefinition): ReadonlySet<string> {
  def.printedAttributes ??= hasKind(def.spec?.format ?? [], 'prop-dict')
    ? new Set([...formatAttributes(def), ...def.inherentAttrs])
    : formatAttributes(def);
  return def.printedAttributes;
}

/** Those that the format names, or that follow from what it prints. */
function formatAttributes(def: OpDefinition): ReadonlySet<string> {
  const printed = new Set<string>();
  const format = def.spec?.format ?? [];
  collectAttrs(def.spec!, format, printed);
  if (def.hasOperandSegments && !hasKind(format, 'operands')) printed.add('operandSegmentSizes');
  if (def.hasResultSegments) printed.add('resultSegmentSizes');
  return printed;
}

function hasKind(format: readonly FormatElement[], kind: FormatElement['kind']): boolean {
  return format.some((e) => e.kind === kind);
}

function collectAttrs(spec: OpSpec, format: readonly FormatElement[], out: Set<string>): void {
  for (const e of format) {
    if (e.kind === 'attribute') out.add(spec.attributes[e.index].name);
    else if (e.kind === 'optional') {
      collectAttrs(spec, e.then, out);
      collectAttrs(spec, e.otherwise, out);
    } else if (e.kind === 'oilist') for (const c of e.clauses) collectAttrs(spec, c.elements, out);
    else if (e.kind === 'custom') collectAttrs(spec, e.args, out);
  }
}

function lead(s: Scope): void {
  if (s.space) s.p.write(' ');
  s.space = true;
  s.punctuation = false;
}

/** The [start, end) of a group; empty where the sizes do not add up. */
function groupBounds(
  s: Scope,
  what: 'operand' | 'result',
  index: number,
): readonly [number, number] {
  const { op, spec } = s;
  const groups =
    what === 'operand'
      ? segments(op, spec.operands, op.numOperands, what)
      : segments(op, spec.results, op.numResults, what);
  return typeof groups === 'string' ? NOTHING : groups[index];
}

const NOTHING: readonly [number, number] = [0, 0];

function printElement(s: Scope, e: FormatElement): void {
  const { p, op, spec } = s;
  switch (e.kind) {
    case 'whitespace':
      if (e.text === '\n') p.newline();
      else p.write(e.text);
      s.space = false;
      return;
    case 'literal': {
      if (s.space && spaceBefore(e.text, s.punctuation)) p.write(' ');
      p.write(e.text);
      s.space = spaceAfter(e.text);
      s.punctuation = !isWord(e.text);
      return;
    }
    case 'attr-dict':
      p.attrDict(inDictionary(op), NO_NAMES, e.withKeyword);
      s.space = true;
      s.punctuation = false;
      return;
    case 'prop-dict':
      printProperties(s);
      return;
    case 'operands':
      lead(s);
      p.operands(op.operands);
      return;
    case 'operand': {
      const bounds = groupBounds(s, 'operand', e.index);
      const start = bounds[0];
      const end = bounds[1];
      // As in the reference, the space stands before an empty group too.
      lead(s);
      for (let i = start; i < end; i++) {
        if (i > start) p.write(', ');
        p.operand(op.operand(i));
      }
      return;
    }
    case 'attribute': {
      const value = op.attr(spec.attributes[e.index].name);
      if (!value) return;
      lead(s);
      printAttr(s, spec.attributes[e.index], value, e.qualified === true);
      return;
    }
    case 'region':
    case 'regions': {
      const first = e.kind === 'regions' ? 0 : e.index;
      const isAll = e.kind === 'regions' || spec.regions[e.index].variadic;
      printRegions(s, isAll ? op.regions.slice(first) : [op.regions[e.index]]);
      return;
    }
    case 'successor':
    case 'successors': {
      const first = e.kind === 'successors' ? 0 : e.index;
      const isAll = e.kind === 'successors' || spec.successors[e.index].variadic;
      printSuccessors(s, isAll ? op.successors.slice(first) : [op.successors[e.index]]);
      return;
    }
    case 'type': {
      lead(s);
      if (countOf(s, e.of) === 0) return;
      printTypes(s, e.of, e.qualified === true);
      return;
    }
    case 'functional-type':
      lead(s);
      p.functionType(typesOf(s, e.inputs), typesOf(s, e.results));
      return;
    case 'optional': {
      const present = isPresent(s, (e.inverted ? e.otherwise : e.then)[e.anchor]);
      const anchor = (e.inverted ? e.otherwise : e.then)[e.anchor];
      for (const inner of present !== e.inverted ? e.then : e.otherwise) {
        if (
          inner === anchor &&
          inner.kind === 'attribute' &&
          spec.attributes[inner.index].constraint.kind === 'unit'
        )
          continue;
        printElement(s, inner);
      }
      return;
    }
    case 'oilist':
      printClauses(s, e);
      return;
    case 'custom':
      lead(s);
      printDirective(p, op, e, slotValues(s));
      return;
    case 'ref':
      return;
  }
}

// What needs a closure stands in a function of its own: one in the switch would cost every element
// the room for what it closes over.

function printRegions(s: Scope, regions: readonly Region[]): void {
  const { p } = s;
  if (regions.length === 0) return;
  lead(s);
  const implicit = s.op.hasTrait('SingleBlockImplicitTerminator');
  p.list(regions, (r) => p.region(r, true, implicit));
}

function printSuccessors(s: Scope, successors: readonly Block[]): void {
  const { p } = s;
  if (successors.length === 0) return;
  lead(s);
  p.list(successors, (b) => p.write(p.blockName(b)));
}

function printClauses(s: Scope, { clauses }: Extract<FormatElement, { kind: 'oilist' }>): void {
  for (const clause of clauses) {
    if (!clause.elements.some((x) => isPresent(s, x))) continue;
    lead(s);
    s.p.write(clause.keyword);
    const [only] = clause.elements;
    const isUnit =
      only.kind === 'attribute' && s.spec.attributes[only.index].constraint.kind === 'unit';
    if (isUnit && clause.elements.length === 1) continue;
    for (const inner of clause.elements) printElement(s, inner);
  }
}

const NO_NAMES: ReadonlySet<string> = new Set();
const NO_ATTRIBUTES: readonly NamedAttribute[] = [];

/** What the dictionary holds: neither what the format prints nor what is at its default. */
function inDictionary(op: Operation): readonly NamedAttribute[] {
  const { attributes } = op;
  for (let i = 0; i < attributes.length; i++) {
    if (isInDictionary(op.def, attributes[i]))
      return attributes.filter((a) => isInDictionary(op.def, a));
  }
  return NO_ATTRIBUTES;
}

/** `<{…}>`: what belongs to the operation itself and stands nowhere else. */
function printProperties(s: Scope): void {
  const { def, attributes } = s.op;
  const own = attributes.filter(
    (a) =>
      def.inherentAttrs.has(a.name) &&
      !formatAttributes(def).has(a.name) &&
      !isDefault(def, a.name, a.value),
  );
  if (own.length === 0) return;
  lead(s);
  s.p.write('<');
  printAttrDict(s.p, own);
  s.p.write('>');
}

/** What a directive may ask of the operation. */
function slotValues(s: Scope): SlotValues {
  const { op, spec } = s;
  return {
    operands: (index) => op.operands.slice(...groupBounds(s, 'operand', index)),
    types: (of) => typesOf(s, of),
    attribute: (index) => op.attr(spec.attributes[index].name),
    regions: (index) =>
      spec.regions[index].variadic ? op.regions.slice(index) : [op.regions[index]],
    successors: (index) => {
      const variadic = spec.successors[index].variadic;
      return variadic ? op.successors.slice(index) : [op.successors[index]];
    },
    dictionary: () => inDictionary(op),
  };
}

const isInDictionary = (def: OpDefinition, { name, value }: NamedAttribute): boolean =>
  !printedAttributes(def).has(name) && !isDefault(def, name, value);

function isPresent(s: Scope, e: FormatElement): boolean {
  const { op, spec } = s;
  switch (e.kind) {
    case 'operand':
      return countOf(s, e) > 0;
    case 'operands':
      return op.numOperands > 0;
    case 'attribute': {
      const { name } = spec.attributes[e.index];
      const value = op.attr(name);
      return value !== undefined && !isDefault(op.def, name, value);
    }
    case 'region':
      return spec.regions[e.index].variadic
        ? op.regions.length > e.index
        : !(op.regions[e.index]?.isEmpty ?? true);
    case 'regions':
      return op.regions.length > 0;
    case 'successor':
      return op.successors.length > e.index;
    case 'successors':
      return op.successors.length > 0;
    case 'type':
      return countOf(s, e.of) > 0;
    case 'custom':
      return e.args.some((arg) => isPresent(s, arg));
    default:
      return false;
  }
}

/** How many values a type directive is about. */
function countOf(s: Scope, of: TypeOperand): number {
  if (of.kind === 'operands') return s.op.numOperands;
  if (of.kind === 'results') return s.op.numResults;
  const bounds = groupBounds(s, of.kind, of.index);
  return bounds[1] - bounds[0];
}

function printTypes(s: Scope, of: TypeOperand, qualified: boolean): void {
  const { p, op, spec } = s;
  const isOperand = of.kind === 'operand' || of.kind === 'operands';
  const count = countOf(s, of);
  const isGroup = of.kind === 'operand' || of.kind === 'result';
  const start = isGroup ? groupBounds(s, of.kind, of.index)[0] : 0;
  if (isGroup && !qualified) {
    const { arity, constraint } = (isOperand ? spec.operands : spec.results)[of.index];
    const { type } = isOperand ? op.operand(start) : op.result(start);
    if (arity === 'single' && isOfClass(type, constraint.strippedType)) {
      type.printStripped(p);
      return;
    }
  }
  for (let i = start; i < start + count; i++) {
    if (i > start) p.write(', ');
    p.type(isOperand ? op.operand(i).type : op.result(i).type);
  }
}

/** Whether it is the type of a dialect that a constraint names. */
function isOfClass(type: Type, name: string | undefined): boolean {
  return (
    name !== undefined && 'mnemonic' in type && `${type.dialect}.${String(type.mnemonic)}` === name
  );
}

function typesOf(s: Scope, of: TypeOperand): Type[] {
  if (of.kind === 'operands') return s.op.operands.map((v) => v.type);
  if (of.kind === 'results') return s.op.resultTypes;
  const [start, end] = groupBounds(s, of.kind, of.index);
  const values = of.kind === 'operand' ? s.op.operands : s.op.results;
  return values.slice(start, end).map((v) => v.type);
}

function printAttr(s: Scope, spec: AttrSpec, value: Attribute, qualified: boolean): void {
  const { p } = s;
  const { kind, cases, valueType } = spec.constraint;
  if (kind === 'symbol-name' && value instanceof StringAttr) {
    p.symbolName(value.value);
  } else if (kind === 'enum' && cases) {
    const text =
      value instanceof StringAttr
        ? value.value
        : cases.find(
            (c) =>
              value instanceof IntegerAttr &&
              BigInt.asUintN(64, c.value) === BigInt.asUintN(64, value.value),
          )?.text;
    if (text !== undefined && isBareIdentifier(text)) p.write(text);
    else p.string(text ?? '');
  } else if (kind === 'bit-enum' && cases && value instanceof IntegerAttr) {
    const text = bitEnumText(Number(value.value), cases, spec.constraint.separator ?? '|');
    // A comma may be the format's own.
    if (text === '' || text.includes(',')) p.string(text);
    else p.write(text);
  } else if (kind === 'dense-array' && value instanceof DenseArrayAttr) {
    p.write('[');
    value.printValues(p);
    p.write(']');
  } else if (kind === 'attr-def' && !qualified) {
    value.printStripped(p);
  } else if (valueType) {
    p.attributeWithoutType(value);
  } else {
    p.attribute(value);
  }
}
