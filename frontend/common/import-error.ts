/** One source operator and what became of it, for `--import-report`. */
export interface ImportedOperator {
  readonly index: number;
  readonly operator: string;
  readonly name: string;
  /** The operation it became, or undefined. */
  readonly became: string | undefined;
  readonly reason: string | undefined;
}

/** Why a model cannot be imported, all reasons at once; each a sentence for people. */
export class ImportError extends Error {
  readonly reasons: readonly string[];
  /** The operators that were looked at. */
  readonly report: readonly ImportedOperator[];

  constructor(reasons: readonly string[], report: readonly ImportedOperator[] = []) {
    super(reasons.join('\n'));
    this.reasons = reasons;
    this.report = report;
  }
}
