import { basename } from 'node:path';
import type { MatchStep, NativeSignature, PatternData, RewriteStep, RuleTable } from '../table.js';
import type { CallableDecl, Decl, PatternDecl } from './ast.js';
import { type CheckOptions, checkDecls } from './check.js';
import { type IncludeReader, type LoadedRules, loadPdll } from './load.js';
import { RewriteLowering } from './lower-rewrite.js';
import { MatchGraph } from './match-graph.js';
import { MatchPlan } from './match-plan.js';
import type { SpecTable } from './op-shapes.js';
import { failAt, positionOf, type Source } from './source.js';
import { typeText } from './types.js';

/**
 * Parses, checks and compiles a file of rules that includes no `.td`; throws DiagnosticError. For
 * one that does: `loadPdll`, `specsOf`, `compileRules`.
 */
export function compilePdll(
  source: Source,
  reader: IncludeReader,
  specs: SpecTable = new Map(),
): RuleTable {
  return compileRules(source, loadPdll(source, reader), specs);
}

export function compileRules(source: Source, rules: LoadedRules, specs: SpecTable): RuleTable {
  checkRules(rules, specs);
  return compileDecls(source, rules.decls, specs);
}

/** Checks what was read, then tells what could not be; throws DiagnosticError. */
export function checkRules(
  { decls, error }: LoadedRules,
  specs: SpecTable,
  options?: CheckOptions,
): void {
  checkDecls(decls, specs, options);
  if (error) throw error;
}

/** The table of checked declarations. */
function compileDecls(source: Source, decls: readonly Decl[], specs: SpecTable): RuleTable {
  const patterns = decls.filter((d) => d.kind === 'pattern').map((p) => compilePattern(p, specs));
  const used = new Set<string>();
  const steps: readonly (MatchStep | RewriteStep)[] = patterns.flatMap((p) => [
    ...p.match,
    ...p.rewrite,
  ]);
  for (const step of steps) if (step.k === 'constraint' || step.k === 'call') used.add(step.name);
  const natives = (kind: CallableDecl['kind']) =>
    decls
      .filter((d): d is CallableDecl => d.kind === kind)
      .filter((d) => !d.body && used.has(d.name.text))
      .map(signature);
  return {
    version: 1,
    source: source.file,
    patterns,
    constraints: natives('constraint'),
    rewrites: natives('rewrite'),
  };
}

function signature(c: CallableDecl): NativeSignature {
  return {
    name: c.name.text,
    args: c.params.map((p) => typeText(p.type)),
    results: c.results.map((r) => typeText(r.type)),
  };
}

function compilePattern(p: PatternDecl, specs: SpecTable): PatternData {
  const graph = new MatchGraph(specs);
  const last = p.body[p.body.length - 1];
  for (const stmt of p.body.slice(0, -1)) graph.statement(stmt);
  if (last.kind !== 'erase' && last.kind !== 'replace' && last.kind !== 'rewrite') {
    failAt(last.span, 'the pattern has no rewrite');
  }
  const root = graph.node(last.op, { kind: 'op', name: undefined });
  const plan = new MatchPlan(graph, root);
  const lowering = new RewriteLowering(graph, plan, specs);
  lowering.terminator(last, 0);
  const node = graph.nodes[root];
  const rootName = node.k === 'op' ? node.name : undefined;
  const { line } = positionOf(p.span.source, p.span.start);
  const file = basename(p.span.source.file);
  return {
    name: p.name?.text ?? `${file}:${line}`,
    at: `${file}:${line}`,
    ...(rootName === undefined ? {} : { root: rootName }),
    benefit: p.benefit ?? 0,
    ...(p.recursion ? { recursion: true } : {}),
    slots: plan.slots,
    matched: [...plan.ops].reverse(),
    match: plan.steps,
    rewrite: lowering.steps,
  };
}
