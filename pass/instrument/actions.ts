import { type Operation, printToBytes } from '../../ir/index.js';
import { observeRewrites } from '../../rewrite/index.js';
import type { PassInstrumentation } from '../instrumentation.js';

/** Writes a line when a pass or a rule begins and one when it is done: `--log-actions-to`. */
export class ActionLog {
  private readonly write: (line: string) => void;
  private depth = 0;

  constructor(write: (line: string) => void) {
    this.write = write;
  }

  private begins(what: string): void {
    this.write(`[thread main] ${'  '.repeat(this.depth++)}begins (no breakpoint) Action ${what}\n`);
  }

  private completed(what: string): void {
    this.write(`[thread main] ${'  '.repeat(--this.depth)}completed ${what}\n`);
  }

  instrumentation(): PassInstrumentation {
    const done = () => this.completed('`pass-execution`');
    return {
      before: ({ pass }, op) =>
        this.begins(
          `\`pass-execution\` running \`${pass.title}\` on Operation \`${op.name}\` (${headOf(op)})`,
        ),
      after: done,
      failed: done,
    };
  }

  /** Follows rules as well; returns what ends that. */
  followRules(): () => void {
    return observeRewrites({
      before: (pattern, op) =>
        this.begins(`\`apply-pattern\` pattern: ${pattern.name} (${headOf(op)})`),
      attempt: ({ matched }) => this.completed(`\`apply-pattern\`${matched ? ': it matched' : ''}`),
    });
  }
}

/** One line for an operation, however long it is. */
function headOf(op: Operation): string {
  const text = printToBytes(op, { skipRegions: true, localScope: true }).toString('utf8').trimEnd();
  return text.split('\n')[0];
}
