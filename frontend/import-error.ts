/** Why a model cannot be imported, all reasons at once; each a sentence for people. */
export class ImportError extends Error {
  readonly reasons: readonly string[];

  constructor(reasons: readonly string[]) {
    super(reasons.join('\n'));
    this.reasons = reasons;
  }
}
