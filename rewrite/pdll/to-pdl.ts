/** Rules as IR of the pdl dialect, operation for operation as mlir-pdll makes it. */
import {
  ArrayAttr,
  Block,
  type Context,
  DenseArrayAttr,
  FileLineColLoc,
  IntegerAttr,
  IntegerType,
  type NamedAttribute,
  OpBuilder,
  type Operation,
  parseAttribute,
  parseTypeText,
  Region,
  StringAttr,
  TypeAttr,
  type Value,
} from '../../ir/index.js';
import { constant, constantType } from '../slots.js';
import type {
  CallableDecl,
  CallExpr,
  ConstraintRef,
  Decl,
  Expr,
  MemberExpr,
  OpExpr,
  PatternDecl,
  Stmt,
  VariableDecl,
} from './ast.js';
import { findGroup, hasOneResult, type SpecTable } from './op-shapes.js';
import { failAt, locationOf, type Source, type Span } from './source.js';
import type { PdllType } from './types.js';

/** A module of patterns; the pdl dialect must be loaded. Throws DiagnosticError. */
export function toPdl(
  context: Context,
  source: Source,
  decls: readonly Decl[],
  specs: SpecTable,
): Operation {
  const body = new Region();
  const block = new Block();
  body.append(block);
  const module = new OpBuilder(context).create('builtin.module', {
    regions: [body],
    loc: FileLineColLoc.get(source.file, 1, 1),
  });
  const writer = new PdlWriter(context, specs);
  for (const decl of decls) if (decl.kind === 'pattern') writer.pattern(decl, block);
  return module;
}

const typeNamed = (text: string) => parseTypeText(`!pdl.${text}`);

class PdlWriter {
  private readonly builder: OpBuilder;
  private readonly specs: SpecTable;
  private values = new Map<VariableDecl, readonly Value[]>();
  /** The rewrite that the operations go into, once there is one. */
  private rewriting = false;

  constructor(context: Context, specs: SpecTable) {
    this.builder = new OpBuilder(context);
    this.specs = specs;
  }

  pattern(p: PatternDecl, into: Block): void {
    const { builder } = this;
    this.values = new Map();
    this.rewriting = false;
    const region = new Region();
    const body = new Block();
    region.append(body);
    builder.setToEnd(into);
    const attributes: NamedAttribute[] = [
      { name: 'benefit', value: IntegerAttr.get(BigInt(p.benefit ?? 0), IntegerType.get(16)) },
    ];
    if (p.name) attributes.push({ name: 'sym_name', value: StringAttr.get(p.name.text) });
    this.make('pattern', p.span, { attributes, regions: [region] });
    builder.setToEnd(body);
    for (const stmt of p.body) this.statement(stmt);
  }

  private make(
    name: string,
    span: Span,
    args: {
      readonly operands?: readonly Value[];
      readonly attributes?: readonly NamedAttribute[];
      readonly results?: readonly string[];
      readonly regions?: readonly Region[];
    } = {},
  ): Operation {
    const { results = [], ...rest } = args;
    return this.builder.create(`pdl.${name}`, {
      ...rest,
      resultTypes: results.map(typeNamed),
      loc: locationOf(span),
    });
  }

  private value(
    name: string,
    span: Span,
    result: string,
    operands: readonly (Value | undefined)[] = [],
    attributes: readonly NamedAttribute[] = [],
  ): Value {
    const given = operands.filter((v) => v !== undefined);
    return this.make(name, span, { operands: given, attributes, results: [result] }).result();
  }

  private statement(stmt: Stmt): readonly Value[] {
    switch (stmt.kind) {
      case 'let':
        return this.variable(stmt.decl);
      case 'return':
      case 'expr':
        return this.expr(stmt.value);
      case 'erase': {
        const root = this.one(stmt.op);
        return this.nested(root, stmt.span, () => {
          this.make('erase', stmt.span, { operands: [root] });
        });
      }
      case 'replace': {
        const root = this.one(stmt.op);
        return this.nested(root, stmt.span, () => this.replace(root, stmt.values, stmt.span));
      }
      case 'rewrite': {
        const root = this.one(stmt.op);
        return this.nested(root, stmt.span, () => {
          for (const s of stmt.body) this.statement(s);
        });
      }
      default: {
        const never: never = stmt;
        return never;
      }
    }
  }

  /** Runs `inside` in a rewrite: in the one at hand, or in a new one at this place. */
  private nested(root: Value, span: Span, inside: () => void): readonly Value[] {
    if (this.rewriting) {
      inside();
      return [];
    }
    const region = new Region();
    const block = new Block();
    region.append(block);
    this.make('rewrite', span, {
      operands: [root],
      attributes: [segments(1, 0)],
      regions: [region],
    });
    this.rewriting = true;
    this.builder.setToEnd(block);
    inside();
    return [];
  }

  private replace(root: Value, given: readonly Expr[], span: Span): void {
    // One operation takes the place as a whole; of several each gives its results.
    const isOp = given.length === 1 && given[0].type.kind === 'op';
    const values = given.map((v) => (isOp ? this.one(v) : this.operand(v)));
    this.make('replace', span, {
      operands: [root, ...values],
      attributes: [isOp ? segments(1, 1, 0) : segments(1, 0, values.length)],
    });
  }

  private variable(decl: VariableDecl): readonly Value[] {
    const known = this.values.get(decl);
    if (known) return known;
    const values = decl.init
      ? this.converted(decl.init, decl.type)
      : [this.unknown(decl, decl.type, decl.name.span)];
    this.values.set(decl, values);
    this.constrain(decl, values);
    return values;
  }

  /** A new variable of the match part. */
  private unknown(decl: VariableDecl, type: PdllType, span: Span): Value {
    const bound = (): Value | undefined => {
      const of = decl.constraints.find((c) => c.of)?.of;
      return of && this.one(of);
    };
    switch (type.kind) {
      case 'value':
        return this.value('operand', span, 'value', [bound()]);
      case 'value-range':
        return this.value('operands', span, 'range<value>', [bound()]);
      case 'type':
        return this.value('type', span, 'type');
      case 'type-range':
        return this.value('types', span, 'range<type>');
      case 'attr':
        return this.value('attribute', span, 'attribute', [bound()]);
      case 'op': {
        const operands = this.value('operands', span, 'range<value>');
        const types = this.value('types', span, 'range<type>');
        return this.operationOf(type.name, span, [operands], [], [types]);
      }
      case 'tuple':
        return failAt(span, 'PDL has no variables that are tuples');
      default: {
        const never: never = type;
        return never;
      }
    }
  }

  private constrain(decl: VariableDecl, values: readonly Value[]): void {
    for (const c of decl.constraints) {
      if (c.callee) this.constraintCall(c.callee, [values], false, (c as ConstraintRef).span);
    }
  }

  /** One value; of a tuple the range, of types where it is empty and types are wanted. */
  private one(e: Expr, ofTypes = false): Value {
    const values = this.expr(e);
    if (values.length === 1 && e.type.kind !== 'tuple') return values[0];
    const type =
      ofTypes ||
      (e.type.kind === 'tuple' && e.type.elements.some((x) => x.type.kind.startsWith('type')));
    if (!this.rewriting) failAt(e.span, 'PDL makes ranges in rewrites only');
    return this.value('range', e.span, type ? 'range<type>' : 'range<value>', values);
  }

  /** An expression where `to` is expected: an operation may stand for its results. */
  private converted(e: Expr, to: PdllType): readonly Value[] {
    if (to.kind === 'tuple') return this.expr(e);
    if (e.type.kind === 'op' && to.kind !== 'op') return [this.results(e, to)];
    return [this.one(e)];
  }

  private results(e: Expr, to: PdllType): Value {
    const op = this.one(e);
    if (to.kind === 'value') {
      const index = { name: 'index', value: IntegerAttr.i32(0) };
      return this.value('result', e.span, 'value', [op], [index]);
    }
    return this.value('results', e.span, 'range<value>', [op]);
  }

  private expr(e: Expr): readonly Value[] {
    switch (e.kind) {
      case 'ref':
        return this.values.get(e.decl!) ?? this.variable(e.decl!);
      case 'var':
        return this.variable(e.decl);
      case 'attr': {
        const value = this.read(e.span, () => constant(this.builder.context, e.text));
        return [this.value('attribute', e.span, 'attribute', [], [{ name: 'value', value }])];
      }
      case 'type': {
        const type = this.read(e.span, () => constantType(this.builder.context, e.text));
        const attr = { name: 'constantType', value: TypeAttr.get(type) };
        return [this.value('type', e.span, 'type', [], [attr])];
      }
      case 'op':
        return [this.operation(e)];
      case 'call':
        return this.call(e);
      case 'member':
        return this.member(e);
      case 'tuple':
        return e.elements.flatMap(({ value }) => this.expr(value));
      default: {
        const never: never = e;
        return never;
      }
    }
  }

  private read<T>(span: Span, parse: () => T): T {
    try {
      return parse();
    } catch (error) {
      return failAt(span, error instanceof Error ? error.message : String(error));
    }
  }

  private operation(e: OpExpr): Value {
    const { operands, results } = e;
    const isAnyValue = e.matches && !operands;
    const values = isAnyValue
      ? [this.value('operands', e.span, 'range<value>')]
      : (operands ?? []).map((o) => this.operand(o));
    const attributes = e.attributes.map(({ name, value }): [string, Value] => {
      if (value) return [name.text, this.one(value)];
      const unit = parseAttribute(this.builder.context, 'unit');
      const attr = [{ name: 'value', value: unit }];
      return [name.text, this.value('attribute', name.span, 'attribute', [], attr)];
    });
    const types =
      e.matches && !results
        ? [this.value('types', e.span, 'range<type>')]
        : (results ?? []).map((r) => this.one(r, true));
    return this.operationOf(e.name?.text, e.span, values, attributes, types);
  }

  /** An operation stands for its results: for the one that it has where its spec says so. */
  private operand(e: Expr): Value {
    if (e.type.kind !== 'op') return this.one(e);
    const single = hasOneResult(e.type.name, this.specs);
    return this.results(e, { kind: single ? 'value' : 'value-range' });
  }

  private operationOf(
    name: string | undefined,
    span: Span,
    operands: readonly Value[],
    named: readonly (readonly [string, Value])[],
    types: readonly Value[],
  ): Value {
    const attributes: NamedAttribute[] = [
      {
        name: 'attributeValueNames',
        value: ArrayAttr.get(named.map(([text]) => StringAttr.get(text))),
      },
      segments(operands.length, named.length, types.length),
    ];
    if (name !== undefined) attributes.push({ name: 'opName', value: StringAttr.get(name) });
    const all = [...operands, ...named.map(([, v]) => v), ...types];
    return this.value('operation', span, 'operation', all, attributes);
  }

  private call(e: CallExpr): readonly Value[] {
    const callee = e.callee!;
    const args = e.args.map((a, i) => this.converted(a, callee.params[i].type));
    if (callee.kind === 'constraint') {
      return this.constraintCall(callee, args, e.negated, e.negated ? e.name.span : e.span);
    }
    return callee.body
      ? this.inline(callee, args)
      : this.native('apply_native_rewrite', callee, args, e.span, []);
  }

  private constraintCall(
    callee: CallableDecl,
    args: readonly (readonly Value[])[],
    negated: boolean,
    span: Span,
  ): readonly Value[] {
    callee.params.forEach((p, i) => {
      this.constrain(p, args[i]);
    });
    if (callee.body) return this.inline(callee, args);
    const attr = { name: 'isNegated', value: IntegerAttr.bool(negated) };
    return this.native('apply_native_constraint', callee, args, span, [attr]);
  }

  private native(
    name: string,
    callee: CallableDecl,
    args: readonly (readonly Value[])[],
    span: Span,
    attributes: readonly NamedAttribute[],
  ): readonly Value[] {
    const results = callee.results.map((r) => handleOf(r.type, span));
    return this.make(name, span, {
      operands: args.flat(),
      attributes: [{ name: 'name', value: StringAttr.get(callee.name.text) }, ...attributes],
      results,
    }).results;
  }

  private inline(callee: CallableDecl, args: readonly (readonly Value[])[]): readonly Value[] {
    // A body may stand in several places: its variables are new each time.
    const outer = this.values;
    this.values = new Map(outer);
    callee.params.forEach((p, i) => {
      this.values.set(p, args[i]);
    });
    let returned: readonly Value[] = [];
    for (const stmt of callee.body!) {
      if (stmt.kind === 'return') returned = this.converted(stmt.value, callee.resultType);
      else this.statement(stmt);
    }
    this.values = outer;
    return returned;
  }

  private member(e: MemberExpr): readonly Value[] {
    const { text } = e.member;
    const { type } = e.base;
    const number = /^\d+$/.test(text) ? Number(text) : undefined;
    if (type.kind === 'tuple') {
      const at = number ?? type.elements.findIndex((x) => x.name === text);
      return [this.expr(e.base)[at]];
    }
    const op = this.one(e.base);
    const spec = type.kind === 'op' && type.name ? this.specs.get(type.name) : undefined;
    const index = (n: number) => [{ name: 'index', value: IntegerAttr.i32(n) }];
    if (!spec) {
      return [this.value('result', e.span, 'value', [op], index(number ?? 0))];
    }
    const group = number === undefined ? findGroup(spec, text) : spec.results[number];
    const at = group ? spec.results.indexOf(group) : -1;
    if (at < 0) {
      failAt(
        e.member.span,
        `PDL cannot ask an operation for its \`${text}\`: name that where the operation is matched`,
      );
    }
    const result = e.type.kind === 'value' ? 'value' : 'range<value>';
    return [this.value('results', e.span, result, [op], index(at))];
  }
}

const segments = (...sizes: readonly number[]): NamedAttribute => ({
  name: 'operandSegmentSizes',
  value: DenseArrayAttr.i32(sizes),
});

function handleOf(type: PdllType, span: Span): string {
  switch (type.kind) {
    case 'attr':
      return 'attribute';
    case 'op':
      return 'operation';
    case 'type':
    case 'value':
      return type.kind;
    case 'type-range':
      return 'range<type>';
    case 'value-range':
      return 'range<value>';
    case 'tuple':
      return failAt(span, 'PDL has no handle for a tuple');
    default: {
      const never: never = type;
      return never;
    }
  }
}
