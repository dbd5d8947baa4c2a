import type { Context, Operation } from '../ir/index.js';
import type { RewritePattern } from './pattern.js';

export type PatternLoader = () => Promise<readonly RewritePattern[]>;

const loaders = new Map<string, PatternLoader>();

/** Names canonicalization rules for a dialect beside its own; loaded when IR with it is canonicalized. */
export function registerCanonicalization(dialect: string, load: PatternLoader): void {
  loaders.set(dialect, load);
}

/**
 * The canonicalization rules of every dialect that is loaded, as upstream has it: a rule of one
 * dialect may make operations of another. What a dialect depends on is loaded with it.
 */
export async function canonicalizationsFor(
  root: Operation,
  context: Context,
): Promise<readonly RewritePattern[]> {
  const seen = new Set<string>();
  const rules: RewritePattern[] = [];
  const visit = async (name: string): Promise<void> => {
    if (seen.has(name)) return;
    seen.add(name);
    await context.load(name);
    const definition = context.dialect(name)?.definition;
    for (const other of definition?.dependentDialects ?? []) await visit(other);
    // What ir/ knows of a rule is its name; the dialects make them with this folder's means.
    const own = (await definition?.canonicalization?.()) as readonly RewritePattern[] | undefined;
    rules.push(...(own ?? []));
  };
  for (const { name } of context.loadedDialects) await visit(name);
  const loaded = [...loaders].filter(([dialect]) => seen.has(dialect));
  if (loaded.length === 0) return rules;
  const present = new Set<string>();
  root.walk((op) => present.add(op.def.dialect));
  // In the order of registration, so that the IR does not decide the order of equal rules.
  const wanted = loaded.filter(([dialect]) => present.has(dialect));
  return [...rules, ...(await Promise.all(wanted.map(([, load]) => load()))).flat()];
}
