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
import type { CallableDecl, Decl, Expr, PatternDecl, Stmt, VariableDecl } from './ast.js';
import { ExpressionChecker } from './check-expressions.js';
import type { SpecTable } from './op-shapes.js';
import { Scope, type Section } from './scope.js';
import { failAt } from './source.js';
import { type PdllType, typeText, UNIT } from './types.js';

export interface CheckOptions {
  /** As mlir-pdll has it: `op.name` is a result, never an operand or an attribute. */
  readonly strict?: boolean;
}

/** Checks declarations in their order and fills in types; throws DiagnosticError. */
export function checkDecls(
  decls: readonly Decl[],
  specs: SpecTable = new Map(),
  { strict = false }: CheckOptions = {},
): void {
  const checker = new Checker(specs, strict);
  for (const decl of decls) {
    if (decl.kind === 'pattern') checker.pattern(decl);
    else checker.callable(decl);
  }
}

class Checker {
  private readonly expressions: ExpressionChecker;
  private readonly patterns = new Set<string>();

  constructor(specs: SpecTable, strict: boolean) {
    this.expressions = new ExpressionChecker(specs, strict);
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
      if (stmt.kind === 'return') {
        failAt(stmt.span, '`return` stands only in the body of a `Constraint` or `Rewrite`');
      }
      this.statement(stmt, scope, 'match');
      if (ends && i + 1 < p.body.length) {
        failAt(
          p.body[i + 1].span,
          'Pattern body was terminated by an operation rewrite statement, but found trailing statements',
        );
      }
      if (!ends && i + 1 === p.body.length) {
        failAt(
          p.span,
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
    if (this.expressions.callables.has(text))
      failAt(c.name.span, `\`${text}\` has already been defined`);
    const section: Section = c.kind === 'constraint' ? 'match' : 'rewrite';
    const scope = new Scope();
    for (const param of c.params) {
      param.type = this.expressions.variableType(param, scope, section);
      scope.add(param);
    }
    for (const result of c.results)
      result.type = this.expressions.variableType(result, scope, section);
    c.resultType = tupleOf(c.results);
    if (c.body) {
      const returned = this.body(c.body, new Scope(scope), section);
      if (c.results.length === 0) c.resultType = returned ? returned.type : UNIT;
      else if (!returned)
        failAt(
          { ...c.span, start: c.span.end },
          `missing \`return\`: \`${text}\` declares that it gives \`${typeText(c.resultType)}\``,
        );
      else this.expressions.convert(returned, c.resultType);
    }
    this.expressions.callables.set(text, c);
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
        if (decl.name.text === '_') {
          failAt(decl.name.span, '`_` may only be used to define "inline" variables');
        }
        if (decl.init) this.expressions.expr(decl.init, scope, section);
        else if (section === 'rewrite') {
          failAt(decl.name.span, `\`${decl.name.text}\` needs a value: a rewrite matches nothing`);
        }
        if (decl.constraints.length === 0 && !decl.init) {
          failAt(decl.name.span, `\`${decl.name.text}\` needs a type or a value`);
        }
        decl.type =
          decl.constraints.length > 0
            ? this.expressions.variableType(decl, scope, section)
            : decl.init!.type;
        if (decl.init && decl.constraints.length > 0) {
          const { type } = decl.init;
          // Any operation may turn out to be the one that is declared.
          const isAnyOp = type.kind === 'op' && type.name === undefined;
          if (!isAnyOp || decl.type.kind !== 'op') this.expressions.convert(decl.init, decl.type);
          // `Op` is any operation: which one the value says.
          if (decl.type.kind === 'op' && type.kind === 'op' && !isAnyOp) decl.type = type;
        }
        scope.add(decl);
        break;
      }
      case 'return':
      case 'expr':
        this.expressions.expr(stmt.value, scope, section);
        break;
      case 'erase':
        this.root(stmt.op, scope, section);
        break;
      case 'replace': {
        this.root(stmt.op, scope, section);
        if (stmt.values.length === 0) {
          failAt(
            stmt.span,
            'expected a value to replace the operation by; without one say `erase`',
          );
        }
        for (const value of stmt.values) {
          this.expressions.expr(value, scope, 'rewrite');
          const { kind } = value.type;
          if (kind === 'value' || kind === 'value-range' || kind === 'op') continue;
          failAt(
            value.span,
            `expected \`Op\`, \`Value\` or \`ValueRange\` expression, but got \`${typeText(value.type)}\``,
          );
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
    this.expressions.expr(op, scope, section);
    if (op.type.kind !== 'op') failAt(op.span, 'expected `Op` expression');
  }
}

function tupleOf(decls: readonly VariableDecl[]): PdllType {
  if (decls.length === 0) return UNIT;
  if (decls.length === 1) return decls[0].type;
  const elements = decls.map((d) => ({ name: d.name.text || undefined, type: d.type }));
  return { kind: 'tuple', elements };
}
