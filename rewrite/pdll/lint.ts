/**
 * What is suspicious in a set of rules, though each is well formed:
 *
 *  overlap    two rules match the same and are worth the same: the second never applies
 *  shadowed   a rule never applies, as one that comes first matches all that it matches
 *  never      a rule matches nothing, as it wants two things in one place
 *  undo       rules lead back to where they began: a driver would not come to an end
 *  unused     a constraint or rewrite is declared, and no pattern uses it
 *
 * A comment `// lint-allow(kind): reason` above a declaration says that it is meant.
 */
import { type Context, type Diagnostic, note } from '../../ir/index.js';
import { patternsToShow } from '../execute.js';
import type { Ranked } from '../match-tree.js';
import type { RuleTable } from '../table.js';
import type { CallableDecl, Decl, Expr, Stmt, VariableDecl } from './ast.js';
import { cyclesOf } from './lint-cycles.js';
import { contradictoryRules, shadowedRules } from './lint-order.js';
import { locationOf, type Span } from './source.js';

export type LintKind = 'overlap' | 'shadowed' | 'never' | 'undo' | 'unused';

export interface LintInput {
  /** Checked declarations of the file and of what it includes. */
  readonly decls: readonly Decl[];
  /** What they compiled to. */
  readonly table: RuleTable;
  /** For pieces of IR to try rules on: operations of no dialect must be allowed. */
  readonly context: Context;
}

/** Warnings, in the order of the text. */
export function lintRules({ decls, table, context }: LintInput): Diagnostic[] {
  const found: { readonly span: Span; readonly diagnostic: Diagnostic }[] = [];
  const patterns = decls.filter((d) => d.kind === 'pattern');
  const spanOf = new Map(table.patterns.map((p, i) => [p.name, patterns[i].span]));
  const warn = (
    kind: LintKind,
    span: Span,
    message: string,
    notes: readonly Diagnostic[] = [],
  ): void => {
    if (isAllowed(kind, span)) return;
    const loc = locationOf(span);
    const text = `${message} [${kind}]`;
    found.push({ span, diagnostic: { severity: 'warning', loc, message: text, notes } });
  };
  const ranked = patternsToShow(table)
    .sort((a, b) => b.benefit - a.benefit)
    .map((pattern, rank) => ({ rank, pattern }) as Ranked);
  for (const { earlier, later, isEqual } of shadowedRules(ranked)) {
    const [a, b] = [earlier.pattern.name, later.pattern.name];
    const notes = [note(locationOf(spanOf.get(a)!), `'${a}' is here`)];
    if (isEqual) {
      warn(
        'overlap',
        spanOf.get(b)!,
        `'${b}' never applies: '${a}' matches the same, has the same benefit and comes first`,
        notes,
      );
    } else {
      warn(
        'shadowed',
        spanOf.get(b)!,
        `'${b}' never applies: '${a}' comes first and matches all that it matches`,
        notes,
      );
    }
  }
  for (const { rule, answers } of contradictoryRules(ranked)) {
    const { name } = rule.pattern;
    const message = `'${name}' matches nothing: one part must be ${answers.join(' and ')}`;
    warn('never', spanOf.get(name)!, message);
  }
  for (const { rules, guards, isGrowing } of cyclesOf(context, table)) {
    const unless =
      guards.length > 0 ? `, unless ${guards.map((g) => `'${g}'`).join(' or ')} prevents it` : '';
    const notes = [...new Set(rules)]
      .slice(1)
      .map((name) => note(locationOf(spanOf.get(name)!), `'${name}' is here`));
    const message = `${endOf(rules, isGrowing)}${unless}`;
    // Whichever of them says that it is meant says it for all.
    if (rules.some((name) => isAllowed('undo', spanOf.get(name)!))) continue;
    warn('undo', spanOf.get(rules[0])!, message, notes);
  }
  for (const callable of unused(decls)) {
    const what = callable.kind === 'constraint' ? 'constraint' : 'rewrite';
    warn('unused', callable.name.span, `no pattern uses the ${what} '${callable.name.text}'`);
  }
  return found.sort((a, b) => a.span.start - b.span.start).map(({ diagnostic }) => diagnostic);
}

/** What a cycle does, in words. */
function endOf(rules: readonly string[], isGrowing: boolean): string {
  const names = [...new Set(rules)].map((name) => `'${name}'`);
  if (isGrowing) {
    const [it, them] = names.length === 1 ? ['applies', 'it makes'] : ['apply', 'they make'];
    return `${names.join(' and ')} ${it} without an end to what ${them}`;
  }
  if (rules.length === 1) return `${names[0]} makes what it matches, and applies without an end`;
  if (names.length === 1) return `${names[0]} undoes what it did`;
  return `${names.join(', then ')} lead back to where they began`;
}

/** Whether the comments right above a declaration allow it. */
function isAllowed(kind: LintKind, { source, start }: Span): boolean {
  const lines = source.text.slice(0, start).split('\n');
  // The last piece is what stands before the declaration on its own line.
  for (let i = lines.length - 2; i >= 0 && lines[i].trim().startsWith('//'); i--) {
    if (new RegExp(`lint-allow\\(${kind}\\):\\s*\\S`).test(lines[i])) return true;
  }
  return false;
}

/** Constraints and rewrites of the file itself that no pattern reaches. */
function unused(decls: readonly Decl[]): CallableDecl[] {
  const main = decls.at(-1)?.span.source;
  const reached = new Set<CallableDecl>();
  const call = (callee: CallableDecl | undefined): void => {
    if (!callee || reached.has(callee)) return;
    reached.add(callee);
    for (const v of [...callee.params, ...callee.results]) variable(v);
    for (const s of callee.body ?? []) statement(s);
  };
  const variable = (v: VariableDecl): void => {
    for (const c of v.constraints) {
      call(c.callee);
      if (c.of) expr(c.of);
    }
    if (v.init) expr(v.init);
  };
  const statement = (s: Stmt): void => {
    if (s.kind === 'let') variable(s.decl);
    else if (s.kind === 'return' || s.kind === 'expr') expr(s.value);
    else {
      expr(s.op);
      if (s.kind === 'replace') s.values.forEach(expr);
      if (s.kind === 'rewrite') s.body.forEach(statement);
    }
  };
  const expr = (e: Expr): void => {
    if (e.kind === 'var') variable(e.decl);
    else if (e.kind === 'member') expr(e.base);
    else if (e.kind === 'tuple') for (const { value } of e.elements) expr(value);
    else if (e.kind === 'call') {
      call(e.callee);
      e.args.forEach(expr);
    } else if (e.kind === 'op') {
      for (const part of [...(e.operands ?? []), ...(e.results ?? [])]) expr(part);
      for (const { value } of e.attributes) if (value) expr(value);
    }
  };
  const patterns = decls.filter((d) => d.kind === 'pattern');
  for (const p of patterns) p.body.forEach(statement);
  // A file that declares for others to include it uses nothing itself.
  if (patterns.length === 0) return [];
  return decls.filter(
    (d): d is CallableDecl => d.kind !== 'pattern' && !reached.has(d) && d.span.source === main,
  );
}
