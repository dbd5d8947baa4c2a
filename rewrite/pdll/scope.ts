import type { VariableDecl } from './ast.js';
import { failAt } from './source.js';

/** Where a statement stands: the section decides what may be said in it. */
export type Section = 'match' | 'rewrite';

/** The names of a body, and of those around it. */
export class Scope {
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
    if (this.find(decl.name.text)) {
      failAt(decl.name.span, `\`${decl.name.text}\` has already been defined`);
    }
    this.names.set(decl.name.text, decl);
  }

  *all(): IterableIterator<string> {
    yield* this.names.keys();
    if (this.outer) yield* this.outer.all();
  }
}
