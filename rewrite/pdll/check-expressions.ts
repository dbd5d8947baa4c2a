/** The types of expressions, and of variables by their constraints: see check.ts. */
import { nearest } from '../../ir/index.js';
import type {
  CallableDecl,
  CallExpr,
  ConstraintRef,
  Expr,
  MemberExpr,
  OpExpr,
  VariableDecl,
} from './ast.js';
import { findGroup, hasOneResult, type OpShape, type SpecTable } from './op-shapes.js';
import type { Scope, Section } from './scope.js';
import { failAt, type Span } from './source.js';
import {
  ATTR,
  assignable,
  isValueLike,
  type PdllType,
  TYPE,
  TYPE_RANGE,
  typeText,
  VALUE,
  VALUE_RANGE,
} from './types.js';

export class ExpressionChecker {
  /** Constraints and rewrites that are declared so far. */
  readonly callables = new Map<string, CallableDecl>();
  private readonly specs: SpecTable;
  /** See CheckOptions. */
  private readonly strict: boolean;
  private readonly dialects: ReadonlySet<string>;

  constructor(specs: SpecTable, strict: boolean) {
    this.specs = specs;
    this.strict = strict;
    this.dialects = new Set([...specs.keys()].map((name) => name.slice(0, name.indexOf('.'))));
  }

  /** The type that the constraints of a variable give it. */
  variableType(decl: VariableDecl, scope: Scope, section: Section): PdllType {
    let type: PdllType | undefined;
    for (const c of decl.constraints) {
      const own = this.constraintType(c, scope, section);
      // One variable is not a single and a range.
      const isSameKind = type?.kind === own.kind;
      if (!type || (isSameKind && assignable(own, type))) type = own;
      else if (!isSameKind || !assignable(type, own)) {
        failAt(
          c.span,
          `constraint type \`${typeText(own)}\` is incompatible with the previous type \`${typeText(type)}\``,
        );
      }
    }
    return type!;
  }

  private constraintType(c: ConstraintRef, scope: Scope, section: Section): PdllType {
    switch (c.kind) {
      case 'attr':
        this.typeBound(c, TYPE, scope, section);
        return ATTR;
      case 'value':
        this.typeBound(c, TYPE, scope, section);
        return VALUE;
      case 'value-range':
        this.typeBound(c, TYPE_RANGE, scope, section);
        return VALUE_RANGE;
      case 'type':
        return TYPE;
      case 'type-range':
        return TYPE_RANGE;
      case 'op':
        if (c.name !== undefined) this.opSpec(c.name, c.span);
        return this.opType(c.name);
      case 'user': {
        const callee = this.callables.get(c.name!);
        if (callee?.kind !== 'constraint') {
          this.unknown(c.name!, c.span, 'constraint', [
            ...[...this.callables.values()]
              .filter((d) => d.kind === 'constraint')
              .map((d) => d.name.text),
            'Attr',
            'Op',
            'Type',
            'TypeRange',
            'Value',
            'ValueRange',
          ]);
        }
        if (callee.params.length !== 1) {
          failAt(
            c.span,
            `\`${c.name}\` takes ${callee.params.length} arguments: a variable's constraint takes one`,
          );
        }
        if (section === 'rewrite') {
          failAt(c.span, 'unable to invoke `Constraint` within a rewrite section');
        }
        c.callee = callee;
        return callee.params[0].type;
      }
      default: {
        const never: never = c.kind;
        return never;
      }
    }
  }

  private opType(name: string | undefined): PdllType {
    return hasOneResult(name, this.specs)
      ? { kind: 'op', name, single: true }
      : { kind: 'op', name };
  }

  private typeBound(c: ConstraintRef, type: PdllType, scope: Scope, section: Section): void {
    if (!c.of) return;
    this.expr(c.of, scope, section);
    if (c.of.type.kind !== type.kind) {
      failAt(c.of.span, `expected expression of \`${typeText(type)}\` in type constraint`);
    }
  }

  expr(e: Expr, scope: Scope, section: Section): void {
    e.type = this.typeOf(e, scope, section);
  }

  private typeOf(e: Expr, scope: Scope, section: Section): PdllType {
    switch (e.kind) {
      case 'ref':
        e.decl = scope.find(e.name);
        if (!e.decl)
          this.unknown(e.name, e.span, 'name', [...scope.all(), ...this.callables.keys()]);
        return e.decl.type;
      case 'var':
        if (section === 'rewrite') {
          failAt(e.span, 'a variable cannot be declared inline in a rewrite section: use `let`');
        }
        e.decl.type = this.variableType(e.decl, scope, section);
        scope.add(e.decl);
        return e.decl.type;
      case 'attr':
        return ATTR;
      case 'type':
        return TYPE;
      case 'op':
        return this.operation(e, scope, section);
      case 'call':
        return this.call(e, scope, section);
      case 'member':
        return this.member(e, scope, section);
      case 'tuple':
        for (const { value } of e.elements) {
          this.expr(value, scope, section);
          if (value.type.kind === 'tuple') failAt(value.span, 'a tuple cannot hold a tuple');
        }
        return {
          kind: 'tuple',
          elements: e.elements.map(({ name, value }) => ({ name: name?.text, type: value.type })),
        };
      default: {
        const never: never = e;
        return never;
      }
    }
  }

  private operation(e: OpExpr, scope: Scope, section: Section): PdllType {
    e.matches = section === 'match';
    if (!e.name && section === 'rewrite') {
      failAt(e.span, 'expected operation name when creating an operation');
    }
    const spec = e.name && this.opSpec(e.name.text, e.name.span);
    for (const operand of e.operands ?? []) {
      this.expr(operand, scope, section);
      if (!isValueLike(operand.type)) this.convert(operand, VALUE_RANGE);
    }
    if (e.operands) this.groups(e, 'operand', e.operands, spec?.operands);
    else if (section === 'rewrite' && spec) this.groups(e, 'operand', [], spec.operands);
    for (const { name, value } of e.attributes) {
      if (spec && !name.text.includes('.') && !spec.attributes.some((a) => a.name === name.text)) {
        const names = spec.attributes.map((a) => a.name);
        this.unknown(name.text, name.span, `attribute of \`${spec.name}\``, names);
      }
      if (!value) continue;
      this.expr(value, scope, section);
      this.convert(value, ATTR);
    }
    for (const result of e.results ?? []) {
      this.expr(result, scope, section);
      if (result.type.kind !== 'type' && result.type.kind !== 'type-range')
        this.convert(result, TYPE_RANGE);
    }
    if (e.results) this.groups(e, 'result', e.results, spec?.results);
    return this.opType(e.name?.text);
  }

  /** One expression stands for all values, or there is one for each declared group. */
  private groups(
    e: OpExpr,
    what: 'operand' | 'result',
    given: readonly Expr[],
    specs: OpShape['operands'] | undefined,
  ): void {
    if (!specs || given.length === specs.length) return;
    const only = given.length === 1 ? given[0].type.kind : undefined;
    if (only === 'value-range' || only === 'type-range') return;
    const names = specs.map(
      (s) => s.name + (s.arity === 'single' ? '' : s.arity === 'optional' ? '?' : '*'),
    );
    failAt(
      e.span,
      `invalid number of ${what} groups for \`${e.name!.text}\`; expected ${specs.length}${names.length > 0 ? ` (${names.join(', ')})` : ''}, but got ${given.length}`,
    );
  }

  private call(e: CallExpr, scope: Scope, section: Section): PdllType {
    const callee = this.callables.get(e.name.text);
    if (!callee) {
      const kind = section === 'match' ? 'constraint' : 'rewrite';
      const names = [...this.callables.values()]
        .filter((c) => c.kind === kind)
        .map((c) => c.name.text);
      this.unknown(e.name.text, e.name.span, kind, names);
    }
    const word = callee.kind === 'constraint' ? 'Constraint' : 'Rewrite';
    if ((callee.kind === 'constraint') !== (section === 'match')) {
      failAt(e.span, `unable to invoke \`${word}\` within a ${section} section`);
    }
    if (e.negated && (callee.body || callee.kind === 'rewrite')) {
      failAt(e.span, 'only a native constraint can be negated');
    }
    if (e.args.length !== callee.params.length) {
      failAt(
        e.span,
        `invalid number of arguments for ${callee.kind} call; expected ${callee.params.length}, but got ${e.args.length}`,
      );
    }
    e.args.forEach((arg, i) => {
      this.expr(arg, scope, section);
      this.convert(arg, callee.params[i].type);
    });
    e.callee = callee;
    return callee.resultType;
  }

  private member(e: MemberExpr, scope: Scope, section: Section): PdllType {
    this.expr(e.base, scope, section);
    const { text } = e.member;
    const index = /^\d+$/.test(text) ? Number(text) : undefined;
    const base = e.base.type;
    if (base.kind === 'tuple') {
      const found =
        index !== undefined ? base.elements[index] : base.elements.find((x) => x.name === text);
      if (found) return found.type;
    }
    if (base.kind === 'op') {
      const spec = base.name === undefined ? undefined : this.specs.get(base.name);
      if (index !== undefined) {
        if (
          !spec ||
          (index < spec.results.length && spec.results.every((r) => r.arity === 'single'))
        ) {
          return VALUE;
        }
        if (index < spec.results.length) return VALUE_RANGE;
      } else if (spec) {
        const group = this.strict
          ? spec.results.find((r) => r.name === text)
          : findGroup(spec, text);
        if (group) return group.arity === 'single' ? VALUE : VALUE_RANGE;
        if (!this.strict && spec.attributes.some((a) => a.name === text)) return ATTR;
      }
      const near =
        spec &&
        nearest(
          text,
          (this.strict
            ? spec.results
            : [...spec.operands, ...spec.results, ...spec.attributes]
          ).map((x) => x.name),
        );
      this.noMember(e, near);
    }
    return this.noMember(e, undefined);
  }

  private noMember(e: MemberExpr, near: string | undefined): never {
    const hint = near ? `; did you mean \`${near}\`?` : '';
    failAt(
      e.span,
      `invalid member access \`${e.member.text}\` on expression of type \`${typeText(e.base.type)}\`${hint}`,
    );
  }

  /** The spec of an operation; an unknown name in a known dialect is a mistake. */
  opSpec(name: string, span: Span): OpShape | undefined {
    const spec = this.specs.get(name);
    if (!spec && this.dialects.has(name.slice(0, name.indexOf('.')))) {
      this.unknown(name, span, 'operation', [...this.specs.keys()]);
    }
    return spec;
  }

  unknown(name: string, span: Span, what: string, candidates: readonly string[]): never {
    const near = nearest(name, candidates);
    const hint = near ? `; did you mean \`${near}\`?` : '';
    failAt(
      span,
      what === 'name'
        ? `undefined reference to \`${name}\`${hint}`
        : `unknown ${what} \`${name}\`${hint}`,
    );
  }

  /** Fails when an expression cannot stand where `to` is expected. */
  convert(e: Expr, to: PdllType): void {
    if (assignable(e.type, to)) return;
    failAt(
      e.span,
      `unable to convert expression of type \`${typeText(e.type)}\` to the expected type of \`${typeText(to)}\``,
    );
  }
}
