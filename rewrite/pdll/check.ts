/**
 * The checker of PDLL: resolves names, gives every expression its type and reports the first
 * mistake. What it checks:
 *
 *  - a name is declared before its use, and once in a scope;
 *  - constraints are called in match sections, rewrites in rewrite sections, with the right number
 *    and types of arguments;
 *  - a pattern ends in its one rewrite statement;
 *  - with specs at hand: operations of a known dialect exist, and so do the operand groups, result
 *    groups, attributes and members that are named.
 */
import { type Arity, nearest } from '../../ir/index.js';
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
import { failAt, type Span } from './source.js';
import {
  ATTR,
  type PdllType,
  rangeOf,
  TYPE,
  TYPE_RANGE,
  typeText,
  UNIT,
  VALUE,
  VALUE_RANGE,
} from './types.js';

interface GroupShape {
  readonly name: string;
  readonly arity: Arity;
}

/** What the checker must know of an operation: an OpSpec has it, and so has the ODS model. */
export interface OpShape {
  readonly name: string;
  readonly operands: readonly GroupShape[];
  readonly results: readonly GroupShape[];
  readonly attributes: readonly { readonly name: string }[];
}

export type SpecTable = ReadonlyMap<string, OpShape>;

/** Where a statement stands: the section decides what may be said in it. */
type Section = 'match' | 'rewrite';

class Scope {
  private readonly names = new Map<string, VariableDecl>();
  private readonly outer: Scope | undefined;

  constructor(outer?: Scope) {
    this.outer = outer;
  }

  find(name: string): VariableDecl | undefined {
    return this.names.get(name) ?? this.outer?.find(name);
  }

  add(decl: VariableDecl): void {
    if (decl.name.text === '_') return;
    if (this.names.has(decl.name.text)) {
      failAt(decl.name.span, `\`${decl.name.text}\` has already been defined`);
    }
    this.names.set(decl.name.text, decl);
  }

  *all(): IterableIterator<string> {
    yield* this.names.keys();
    if (this.outer) yield* this.outer.all();
  }
}

/** Checks declarations in their order and fills in types; throws DiagnosticError. */
export function checkDecls(decls: readonly Decl[], specs: SpecTable = new Map()): void {
  const checker = new Checker(specs);
  for (const decl of decls) {
    if (decl.kind === 'pattern') checker.pattern(decl);
    else checker.callable(decl);
  }
}

/** The single-result group of an operation that has just that; undefined when not known. */
export function hasOneResult(name: string | undefined, specs: SpecTable): boolean {
  const spec = name === undefined ? undefined : specs.get(name);
  return spec?.results.length === 1 && spec.results[0].arity === 'single';
}

class Checker {
  private readonly specs: SpecTable;
  private readonly dialects: ReadonlySet<string>;
  private readonly callables = new Map<string, CallableDecl>();
  private readonly patterns = new Set<string>();

  constructor(specs: SpecTable) {
    this.specs = specs;
    this.dialects = new Set([...specs.keys()].map((name) => name.slice(0, name.indexOf('.'))));
  }

  pattern(p: PatternDecl): void {
    if (p.name) {
      if (this.patterns.has(p.name.text)) {
        failAt(p.name.span, `\`${p.name.text}\` has already been defined`);
      }
      this.patterns.add(p.name.text);
    }
    const scope = new Scope();
    p.body.forEach((stmt, i) => {
      const ends = stmt.kind === 'erase' || stmt.kind === 'replace' || stmt.kind === 'rewrite';
      if (ends && i + 1 < p.body.length) {
        failAt(
          p.body[i + 1].span,
          'Pattern body was terminated by an operation rewrite statement, but found trailing statements',
        );
      }
      if (stmt.kind === 'return') {
        failAt(stmt.span, '`return` stands only in the body of a `Constraint` or `Rewrite`');
      }
      this.statement(stmt, scope, 'match');
      if (!ends && i + 1 === p.body.length) {
        failAt(
          stmt.span,
          'expected Pattern body to terminate with an operation rewrite statement, such as `erase`',
        );
      }
    });
    if (p.body.length === 0) {
      failAt(
        p.span,
        'expected Pattern body to terminate with an operation rewrite statement, such as `erase`',
      );
    }
  }

  callable(c: CallableDecl): void {
    const { text } = c.name;
    if (this.callables.has(text)) failAt(c.name.span, `\`${text}\` has already been defined`);
    const section: Section = c.kind === 'constraint' ? 'match' : 'rewrite';
    const scope = new Scope();
    for (const param of c.params) {
      param.type = this.variableType(param, scope, section);
      scope.add(param);
    }
    for (const result of c.results) result.type = this.variableType(result, scope, section);
    c.resultType = tupleOf(c.results);
    if (c.body) {
      const returned = this.body(c.body, new Scope(scope), section);
      if (c.results.length === 0) c.resultType = returned ? returned.type : UNIT;
      else if (!returned)
        failAt(c.name.span, `\`${text}\` returns no value, but declares ${typeText(c.resultType)}`);
      else this.convert(returned, c.resultType);
    }
    this.callables.set(text, c);
  }

  /** Checks the body of a callable; the expression it returns. */
  private body(body: readonly Stmt[], scope: Scope, section: Section): Expr | undefined {
    let returned: Expr | undefined;
    for (const stmt of body) {
      if (returned)
        failAt(stmt.span, '`return` terminated the body, but found trailing statements');
      if (
        section === 'match' &&
        stmt.kind !== 'let' &&
        stmt.kind !== 'return' &&
        stmt.kind !== 'expr'
      ) {
        failAt(stmt.span, `\`${stmt.kind}\` is a rewrite and cannot stand in a \`Constraint\``);
      }
      this.statement(stmt, scope, section);
      if (stmt.kind === 'return') returned = stmt.value;
    }
    return returned;
  }

  private statement(stmt: Stmt, scope: Scope, section: Section): void {
    switch (stmt.kind) {
      case 'let': {
        const { decl } = stmt;
        if (decl.init) this.expr(decl.init, scope, section);
        else if (section === 'rewrite') {
          failAt(decl.name.span, `\`${decl.name.text}\` needs a value: a rewrite matches nothing`);
        }
        if (decl.constraints.length === 0 && !decl.init) {
          failAt(decl.name.span, `\`${decl.name.text}\` needs a type or a value`);
        }
        decl.type =
          decl.constraints.length > 0 ? this.variableType(decl, scope, section) : decl.init!.type;
        if (decl.init && decl.constraints.length > 0) this.convert(decl.init, decl.type);
        scope.add(decl);
        break;
      }
      case 'return':
      case 'expr':
        this.expr(stmt.value, scope, section);
        break;
      case 'erase':
        this.root(stmt.op, scope, section);
        break;
      case 'replace': {
        this.root(stmt.op, scope, section);
        for (const value of stmt.values) {
          this.expr(value, scope, 'rewrite');
          if (!isValueLike(value.type)) this.convert(value, VALUE_RANGE);
        }
        break;
      }
      case 'rewrite': {
        this.root(stmt.op, scope, section);
        const inner = new Scope(scope);
        for (const s of stmt.body) {
          if (s.kind === 'return') failAt(s.span, '`return` cannot stand in a `rewrite` block');
          this.statement(s, inner, 'rewrite');
        }
        break;
      }
      default: {
        const never: never = stmt;
        throw new Error(`no such statement: ${never}`);
      }
    }
  }

  private root(op: Expr, scope: Scope, section: Section): void {
    this.expr(op, scope, section);
    if (op.type.kind !== 'op') failAt(op.span, 'expected `Op` expression');
  }

  /** The type that the constraints of a variable give it. */
  private variableType(decl: VariableDecl, scope: Scope, section: Section): PdllType {
    let type: PdllType | undefined;
    for (const c of decl.constraints) {
      const own = this.constraintType(c, scope, section);
      if (!type) type = own;
      else if (assignable(own, type)) type = own;
      else if (!assignable(type, own)) {
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
        return { kind: 'op', name: c.name };
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

  private typeBound(c: ConstraintRef, type: PdllType, scope: Scope, section: Section): void {
    if (!c.of) return;
    this.expr(c.of, scope, section);
    this.convert(c.of, type);
  }

  private expr(e: Expr, scope: Scope, section: Section): void {
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
        for (const { value } of e.elements) this.expr(value, scope, section);
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
    const seen = new Set<string>();
    for (const { name, value } of e.attributes) {
      if (seen.has(name.text)) failAt(name.span, `attribute \`${name.text}\` is given twice`);
      seen.add(name.text);
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
    return { kind: 'op', name: e.name?.text };
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
    if (e.negated && callee.results.length > 0) {
      failAt(e.span, 'a constraint with results cannot be negated');
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
        const group = findGroup(spec, text);
        if (group) return group.arity === 'single' ? VALUE : VALUE_RANGE;
        if (spec.attributes.some((a) => a.name === text)) return ATTR;
      }
      const near =
        spec &&
        nearest(
          text,
          [...spec.operands, ...spec.results, ...spec.attributes].map((x) => x.name),
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
  private opSpec(name: string, span: Span): OpShape | undefined {
    const spec = this.specs.get(name);
    if (!spec && this.dialects.has(name.slice(0, name.indexOf('.')))) {
      this.unknown(name, span, 'operation', [...this.specs.keys()]);
    }
    return spec;
  }

  private unknown(name: string, span: Span, what: string, candidates: readonly string[]): never {
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
  private convert(e: Expr, to: PdllType): void {
    if (assignable(e.type, to)) return;
    failAt(
      e.span,
      `unable to convert expression of type \`${typeText(e.type)}\` to the expected type of \`${typeText(to)}\``,
    );
  }
}

/** The operand or result group of that name. */
export function findGroup(spec: OpShape, name: string): GroupShape | undefined {
  return spec.results.find((r) => r.name === name) ?? spec.operands.find((o) => o.name === name);
}

function isValueLike(type: PdllType): boolean {
  if (type.kind === 'tuple') return type.elements.every((e) => isValueLike(e.type));
  return type.kind === 'value' || type.kind === 'value-range' || type.kind === 'op';
}

function assignable(from: PdllType, to: PdllType): boolean {
  if (from.kind === 'op' && to.kind === 'op') return to.name === undefined || to.name === from.name;
  if (from.kind === 'op') return to.kind === 'value' || to.kind === 'value-range';
  if (from.kind === 'tuple') {
    if (to.kind === 'tuple') {
      const { elements } = to;
      return (
        elements.length === from.elements.length &&
        elements.every((e, i) => assignable(from.elements[i].type, e.type))
      );
    }
    return rangeOf(to) === to && from.elements.every((e) => assignable(e.type, to));
  }
  if (from.kind === to.kind) return true;
  return rangeOf(from) !== undefined && rangeOf(from) === rangeOf(to);
}

function tupleOf(decls: readonly VariableDecl[]): PdllType {
  if (decls.length === 0) return UNIT;
  if (decls.length === 1) return decls[0].type;
  const elements = decls.map((d) => ({ name: d.name.text || undefined, type: d.type }));
  return { kind: 'tuple', elements };
}
