import { ImportError, type ImportedOperator } from './import-error.js';

/** Ends the import of one operator; no reason when another operator's failure is the cause. */
export class Unsupported extends Error {
  readonly reason: string | undefined;

  constructor(reason: string | undefined) {
    super(reason);
    this.reason = reason;
  }
}

/** A source operator as messages name it. */
export interface SourceOperator {
  readonly index: number;
  /** Its kind, e.g. `CONV_2D`. */
  readonly operator: string;
  /** Its first result. */
  readonly name: string;
}

/** What became of each operator, and all that stands in the way of the import. */
export class ImportReport {
  readonly operators: ImportedOperator[] = [];
  private readonly reasons: string[] = [];

  /** Something that belongs to no operator. */
  reject(reason: string): void {
    this.reasons.push(reason);
  }

  /** Imports one operator by `run`, which names the operation that it became. */
  operator(source: SourceOperator, run: () => string): void {
    try {
      this.operators.push({ ...source, became: run(), reason: undefined });
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      const { reason } = error;
      // An operator that only lacks the result of another one is not reported again.
      if (reason)
        this.reasons.push(
          `operator ${source.index} (${source.operator} '${source.name}'): ${reason}`,
        );
      const why = reason ?? 'it needs the result of one that is not imported';
      this.operators.push({ ...source, became: undefined, reason: why });
    }
  }

  /** Ends the import when something stands in its way. Throws ImportError. */
  check(): void {
    if (this.reasons.length > 0) throw new ImportError(this.reasons, this.operators);
  }
}
