import type { Operation } from '../ir/index.js';
import type { RewritePattern } from './pattern.js';

export type PatternLoader = () => Promise<readonly RewritePattern[]>;

const loaders = new Map<string, PatternLoader>();

/** Names the canonicalization rules of a dialect; they are loaded when IR with it is canonicalized. */
export function registerCanonicalization(dialect: string, load: PatternLoader): void {
  loaders.set(dialect, load);
}

/** The canonicalization rules of the dialects that operations inside `root` belong to. */
export async function canonicalizationsFor(root: Operation): Promise<readonly RewritePattern[]> {
  const present = new Set<string>();
  root.walk((op) => present.add(op.def.dialect));
  // In the order of registration, so that the IR does not decide the order of equal rules.
  const wanted = [...loaders].filter(([dialect]) => present.has(dialect));
  return (await Promise.all(wanted.map(([, load]) => load()))).flat();
}
