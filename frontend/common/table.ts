import type { Value } from '../../ir/index.js';

/** How an operator of a source is imported: what it becomes, for people, and what makes it. */
export interface Row<S> {
  /** Operations that it becomes: the first is the one that does its work. */
  readonly becomes: string;
  build(source: S): Value | readonly Value[];
}

/** A front end's operators by name: what is supported is what stands here. */
export type Table<S> = Readonly<Record<string, Row<S>>>;

/** The entry of a name, and of no name that every object has (`constructor`). */
export const rowOf = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

export const row = <S>(becomes: string, build: Row<S>['build']): Row<S> => ({ becomes, build });
/** An operator that does nothing to its input at inference. */
export const PASSES = 'its input';
