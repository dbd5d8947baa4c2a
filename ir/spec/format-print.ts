/** Prints a declarative `assemblyFormat`, interpreting its elements. */
import { type Attribute, IntegerAttr, StringAttr } from '../attributes.js';
import type { Block, Region } from '../block.js';
import { DenseArrayAttr } from '../elements.js';
import type { Operation } from '../operation.js';
import { isBareIdentifier } from '../text/literals.js';
import type { OpPrinter } from '../text/printer.js';
import type { Type } from '../types.js';
import type { Value } from '../value.js';
import type { AttrSpec, FormatElement, OpSpec, TypeOperand } from './op-spec.js';
import { segments } from './verify.js';

interface Scope {
  readonly p: OpPrinter;
  readonly op: Operation;
  readonly spec: OpSpec;
  readonly printed: ReadonlySet<string>;
  /** Whether a space goes before the next word. */
  space: boolean;
  /** The last thing written was a literal that is no word. */
  punctuation: boolean;
}

export function printDeclarative(p: OpPrinter, op: Operation, spec: OpSpec): void {
  const printed = new Set<string>();
  collectAttrs(spec, spec.format ?? [], printed);
  if (
    spec.traits.some((t) => t.name === 'AttrSizedOperandSegments') &&
    !hasKind(spec.format!, 'operands')
  ) {
    printed.add('operandSegmentSizes');
  }
  if (spec.traits.some((t) => t.name === 'AttrSizedResultSegments'))
    printed.add('resultSegmentSizes');
  const scope: Scope = { p, op, spec, printed, space: true, punctuation: false };
  for (const element of spec.format ?? []) printElement(scope, element);
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

/** Whether a space stands before a literal: the rule of the reference (shouldEmitSpaceBefore). */
function spaceBefore(text: string, afterPunctuation: boolean): boolean {
  if (text.length !== 1) return true;
  return !(afterPunctuation ? '>)}],' : '<>(){}[],').includes(text);
}

function lead(s: Scope): void {
  if (s.space) s.p.write(' ');
  s.space = true;
  s.punctuation = false;
}

function operandGroup(s: Scope, index: number): Value[] {
  const groups = segments(s.op, s.spec.operands, s.op.numOperands, 'operand');
  return typeof groups === 'string' ? [] : s.op.operands.slice(...groups[index]);
}

function resultGroup(s: Scope, index: number): readonly Value[] {
  const groups = segments(s.op, s.spec.results, s.op.numResults, 'result');
  return typeof groups === 'string' ? [] : s.op.results.slice(...groups[index]);
}

function printElement(s: Scope, e: FormatElement): void {
  const { p, op, spec } = s;
  switch (e.kind) {
    case 'whitespace':
      if (e.text === '') s.space = false;
      else if (e.text.includes('\n')) {
        p.write(e.text);
        s.space = false;
      } else {
        p.write(e.text);
        s.space = false;
      }
      return;
    case 'literal': {
      if (s.space && spaceBefore(e.text, s.punctuation)) p.write(' ');
      p.write(e.text);
      s.space = e.text.length !== 1 || !'<({['.includes(e.text);
      s.punctuation = !/^[_a-zA-Z]/.test(e.text);
      return;
    }
    case 'attr-dict':
      p.attrDict(op.attributes, withDefaults(s), e.withKeyword);
      s.space = true;
      s.punctuation = false;
      return;
    case 'prop-dict':
      return;
    case 'operands':
      if (op.numOperands === 0) return;
      lead(s);
      p.operands(op.operands);
      return;
    case 'operand': {
      const values = operandGroup(s, e.index);
      if (values.length === 0) return;
      lead(s);
      p.operands(values);
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
      const list: readonly Region[] =
        e.kind === 'regions' || spec.regions[e.index].variadic ? op.regions : [op.regions[e.index]];
      if (list.length === 0) return;
      lead(s);
      const implicit = spec.traits.some((t) => t.name === 'SingleBlockImplicitTerminator');
      p.list(list, (r) => p.region(r, true, implicit));
      return;
    }
    case 'successor':
    case 'successors': {
      const list: readonly Block[] =
        e.kind === 'successors' || spec.successors[e.index].variadic
          ? op.successors
          : [op.successors[e.index]];
      if (list.length === 0) return;
      lead(s);
      p.list(list, (b) => p.write(p.blockName(b)));
      return;
    }
    case 'type': {
      const types = typesOf(s, e.of);
      if (types.length === 0) return;
      lead(s);
      p.list(types, (t) => p.type(t));
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
      for (const clause of e.clauses) {
        if (!clause.elements.some((x) => isPresent(s, x))) continue;
        lead(s);
        p.write(clause.keyword);
        for (const inner of clause.elements) printElement(s, inner);
      }
      return;
    case 'custom':
    case 'ref':
      return;
  }
}

/** What the dictionary leaves out: attributes the format prints, and those at their default. */
function withDefaults(s: Scope): ReadonlySet<string> {
  const out = new Set(s.printed);
  for (const attr of s.spec.attributes) {
    if (attr.defaultValue === undefined || out.has(attr.name)) continue;
    if (s.op.attr(attr.name)?.toString() === attr.defaultValue) out.add(attr.name);
  }
  return out;
}

function isPresent(s: Scope, e: FormatElement): boolean {
  const { op, spec } = s;
  switch (e.kind) {
    case 'operand':
      return operandGroup(s, e.index).length > 0;
    case 'operands':
      return op.numOperands > 0;
    case 'attribute': {
      const attr = spec.attributes[e.index];
      const value = op.attr(attr.name);
      if (!value) return false;
      return attr.defaultValue === undefined || value.toString() !== attr.defaultValue;
    }
    case 'region':
      return !(op.regions[e.index]?.isEmpty ?? true);
    case 'regions':
      return op.regions.length > 0;
    case 'successor':
    case 'successors':
      return op.successors.length > 0;
    case 'type':
      return typesOf(s, e.of).length > 0;
    default:
      return false;
  }
}

function typesOf(s: Scope, of: TypeOperand): Type[] {
  if (of.kind === 'operands') return s.op.operands.map((v) => v.type);
  if (of.kind === 'results') return s.op.resultTypes;
  const values = of.kind === 'operand' ? operandGroup(s, of.index) : resultGroup(s, of.index);
  return values.map((v) => v.type);
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
