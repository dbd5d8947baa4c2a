import { Dominance, type Operation } from '../ir/index.js';

/** Something that can be computed of an operation and stays true until the operation changes. */
export interface AnalysisKind<T> {
  /** Name in timing reports. */
  readonly name: string;
  compute(op: Operation, analyses: AnalysisManager): T;
}

export const dominanceAnalysis: AnalysisKind<Dominance> = {
  name: 'DominanceInfo',
  compute: () => new Dominance(),
};

/** Hears of every analysis that is computed: timing. */
export interface AnalysisListener {
  beforeAnalysis?(name: string, op: Operation): void;
  afterAnalysis?(name: string, op: Operation): void;
}

/** The analyses of one operation, and those of operations inside it. */
export class AnalysisManager {
  readonly op: Operation;
  private readonly listeners: readonly AnalysisListener[];
  private readonly results = new Map<AnalysisKind<unknown>, unknown>();
  private readonly nested = new Map<Operation, AnalysisManager>();

  constructor(op: Operation, listeners: readonly AnalysisListener[] = []) {
    this.op = op;
    this.listeners = listeners;
  }

  /** The analysis, computed at most once. */
  get<T>(kind: AnalysisKind<T>): T {
    if (this.results.has(kind)) return this.results.get(kind) as T;
    for (const l of this.listeners) l.beforeAnalysis?.(kind.name, this.op);
    const result = kind.compute(this.op, this);
    for (const l of this.listeners) l.afterAnalysis?.(kind.name, this.op);
    this.results.set(kind, result);
    return result;
  }

  /** The analysis if it was computed and still holds. */
  cached<T>(kind: AnalysisKind<T>): T | undefined {
    return this.results.get(kind) as T | undefined;
  }

  /** The analyses of an operation inside this one. */
  nest(op: Operation): AnalysisManager {
    if (op === this.op) return this;
    let inner = this.nested.get(op);
    if (!inner) {
      inner = new AnalysisManager(op, this.listeners);
      this.nested.set(op, inner);
    }
    return inner;
  }

  /** Forgets what a pass did not say to hold still. */
  invalidate(preserved: ReadonlySet<AnalysisKind<unknown>>): void {
    for (const kind of this.results.keys()) if (!preserved.has(kind)) this.results.delete(kind);
    if (preserved.size === 0) this.nested.clear();
    else for (const inner of this.nested.values()) inner.invalidate(preserved);
  }

  clear(): void {
    this.results.clear();
    this.nested.clear();
  }
}
