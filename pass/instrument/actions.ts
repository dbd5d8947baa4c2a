import { type Operation, printToBytes } from '../../ir/index.js';
import { observeRewrites } from '../../rewrite/index.js';
import type { PassInstrumentation } from '../instrumentation.js';

/** Hears of every pass and rule: when it begins, and when it is done. */
export interface ActionListener {
  /** `name` is the kind of action, `what` says which one; the operation is as it was before. */
  begins(name: string, what: string, op: Operation): void;
  completed(name: string, result: string): void;
}

/** Tells listeners what passes and rules do: `--log-actions-to`, `--profile-actions-to`. */
export class Actions {
  private readonly listener: ActionListener;

  constructor(listener: ActionListener) {
    this.listener = listener;
  }

  instrumentation(): PassInstrumentation {
    const name = 'pass-execution';
    const done = () => this.listener.completed(name, '');
    return {
      before: ({ pass }, op) => {
        this.listener.begins(name, `running \`${pass.title}\` on Operation \`${op.name}\``, op);
      },
      after: done,
      failed: done,
    };
  }

  /** Follows rules as well; returns what ends that. */
  followRules(): () => void {
    const name = 'apply-pattern';
    return observeRewrites({
      before: (pattern, op) => this.listener.begins(name, `pattern: ${pattern.name}`, op),
      attempt: ({ matched }) => this.listener.completed(name, matched ? ': it matched' : ''),
    });
  }
}

/** A line when an action begins and one when it is done. */
export class ActionLog implements ActionListener {
  private readonly write: (line: string) => void;
  private depth = 0;

  constructor(write: (line: string) => void) {
    this.write = write;
  }

  begins(name: string, what: string, op: Operation): void {
    const indent = '  '.repeat(this.depth++);
    const action = `\`${name}\` ${what} (${headOf(op)})`;
    this.write(`[thread main] ${indent}begins (no breakpoint) Action ${action}\n`);
  }

  completed(name: string, result: string): void {
    this.write(`[thread main] ${'  '.repeat(--this.depth)}completed \`${name}\`${result}\n`);
  }
}

/** When each action began and ended, as a trace that chrome://tracing and Perfetto open. */
export class ActionProfile implements ActionListener {
  private readonly events: string[] = [];

  begins(name: string, what: string): void {
    this.event(name, 'B', { args: { desc: `\`${name}\` ${what}` } });
  }

  completed(name: string): void {
    this.event(name, 'E', {});
  }

  json(): string {
    return `[${this.events.join(',\n')}]\n`;
  }

  /** Times are in microseconds. */
  private event(name: string, ph: 'B' | 'E', more: object): void {
    const ts = Math.round(performance.now() * 1000);
    this.events.push(JSON.stringify({ name, cat: 'PERF', ph, pid: 0, tid: 0, ts, ...more }));
  }
}

/** One line for an operation, however long it is. */
function headOf(op: Operation): string {
  const text = printToBytes(op, { skipRegions: true, localScope: true }).toString('utf8').trimEnd();
  return text.split('\n')[0];
}
