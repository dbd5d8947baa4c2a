import {
  type Context,
  type Diagnostic,
  type Location,
  note,
  type Operation,
  printOperation,
  type Value,
} from '../../ir/index.js';
import { observeRewrites } from '../../rewrite/index.js';
import type { PassInstrumentation } from '../instrumentation.js';
import type { Remark } from '../pass.js';

interface Entry {
  readonly pass: string;
  readonly remark: Remark;
  /** The operation as it was, and what stands for it now: of rules that applied, for a trace. */
  readonly before?: string | undefined;
  readonly after?: readonly string[];
}

/** Collects what rules and passes did and did not do, and why: `--remarks` and `--trace-rewrites`. */
export class Remarks {
  private readonly entries: Entry[] = [];
  private readonly running: string[] = [];
  /** A value has one name in the whole trace: that is how one sees what was replaced by what. */
  private readonly names = new WeakMap<Value, string>();
  private named = 0;

  instrumentation(): PassInstrumentation {
    const done = () => void this.running.pop();
    return {
      before: ({ pass }) => void this.running.push(pass.name),
      after: done,
      failed: done,
      remark: ({ pass }, remark) => void this.entries.push({ pass: pass.name, remark }),
    };
  }

  /** Follows rules as well, with the text of operations where it is wanted; returns what ends that. */
  followRules({ withText = false } = {}): () => void {
    // A match may erase the operation: its place and its text are taken before.
    let loc: Location | undefined;
    let before: string | undefined;
    return observeRewrites({
      before: (_, op) => {
        loc = op.loc;
        if (withText) before = this.shown(op);
      },
      attempt: ({ pattern, opName, matched, reason, after }) => {
        // That a rule for any operation does not fit is no news; with a reason it is.
        if (!matched && reason === undefined) return;
        const remark: Remark = {
          kind: matched ? 'applied' : 'missed',
          rule: pattern.name,
          opName,
          loc: loc!,
          ...(reason !== undefined && { reason }),
        };
        this.entries.push({
          pass: this.running.at(-1) ?? '',
          remark,
          ...(matched && withText && { before, after: after.map((op) => this.shown(op)) }),
        });
      },
    });
  }

  /** One line of an operation, without what is long. */
  private shown(op: Operation): string {
    return printOperation(op, {
      localScope: true,
      skipRegions: true,
      elideElementsIfLarger: 16,
      valueName: (value) => this.nameOf(value),
    }).trim();
  }

  private nameOf(value: Value): string {
    const known = this.names.get(value);
    if (known !== undefined) return known;
    const name = `v${this.named++}`;
    this.names.set(value, name);
    return name;
  }

  /** As diagnostics, each once: a rule may be tried on an operation many times. */
  emit(context: Context): void {
    const seen = new Set<string>();
    for (const { remark } of this.entries) {
      const diagnostic = asDiagnostic(remark);
      const key = `${remark.loc} ${diagnostic.message}`;
      if (seen.has(key)) continue;
      seen.add(key);
      context.emit(diagnostic);
    }
  }

  json(): string {
    const rows = this.entries.map(
      ({ pass, remark: { kind, rule, opName, loc, reason }, before, after }) =>
        JSON.stringify({ pass, kind, rule, op: opName, location: `${loc}`, reason, before, after }),
    );
    return `[\n${rows.join(',\n')}\n]\n`;
  }
}

function asDiagnostic({ kind, rule, opName, loc, reason }: Remark): Diagnostic {
  const message =
    kind === 'applied'
      ? `'${rule}' was applied to '${opName}'`
      : `'${rule}' was not applied to '${opName}'`;
  const notes = reason === undefined ? [] : [note(loc, reason)];
  return { severity: 'remark', loc, message, notes };
}
