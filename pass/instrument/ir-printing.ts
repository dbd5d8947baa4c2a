import { type Operation, type PrintOptions, printToBytes, symbolName } from '../../ir/index.js';
import type { PassInstrumentation } from '../instrumentation.js';
import type { PassInstance } from '../pipeline.js';

/** Around which passes the IR is printed: their names, or `all`. */
export interface IrPrintingOptions {
  readonly before: ReadonlySet<string> | 'all';
  readonly after: ReadonlySet<string> | 'all';
  /** After a pass only when it changed something. */
  readonly afterChange: boolean;
  /** After a pass only when it failed. */
  readonly afterFailure: boolean;
  /** The whole module, whatever the pass runs on. */
  readonly moduleScope: boolean;
  readonly print: PrintOptions;
}

/** Takes one dump, with the operation that the pass runs on. */
export type DumpWriter = (text: string, op: Operation, passName: string) => void;

/** Prints the IR around passes, each dump under a banner that FileCheck tests can rely on. */
export function irPrinting(options: IrPrintingOptions, write: DumpWriter): PassInstrumentation {
  const { moduleScope, print, afterChange, afterFailure } = options;
  const before: Buffer[] = [];
  const whole = (op: Operation) => printToBytes(op, { debugInfo: true, generic: true });
  const dump = (when: string, { pass }: PassInstance, op: Operation) => {
    const banner = `// -----// IR Dump ${when} (${pass.name})`;
    const { shown, where } = moduleScope ? inModule(op) : { shown: op, where: '' };
    const text = printToBytes(shown, shown.parent ? { ...print, localScope: true } : print);
    write(`${banner}${where} //----- //\n${text.toString('utf8')}\n\n`, op, pass.name);
  };
  const wants = (set: ReadonlySet<string> | 'all', { pass }: PassInstance) =>
    set === 'all' || set.has(pass.name);
  return {
    before(instance, op) {
      const { title } = instance.pass;
      if (wants(options.before, instance)) dump(`Before ${title}`, instance, op);
      // A pass may run others inside it.
      if (afterChange) before.push(whole(op));
    },
    after(instance, op) {
      const old = before.pop();
      if (afterFailure || !wants(options.after, instance) || old?.equals(whole(op))) return;
      dump(`After ${instance.pass.title}`, instance, op);
    },
    failed(instance, op) {
      before.pop();
      if (!afterFailure && !wants(options.after, instance)) return;
      dump(`After ${instance.pass.title} Failed`, instance, op);
    },
  };
}

function inModule(op: Operation): { readonly shown: Operation; readonly where: string } {
  let shown = op;
  while (shown.parentOp) shown = shown.parentOp;
  const symbol = symbolName(op);
  const name = symbol === undefined ? '' : `: @${symbol}`;
  return { shown, where: ` ('${op.name}' operation${name})` };
}

/**
 * The path of each dump below a folder: a folder for every operation, named after it and its symbol,
 * and in it a file for every dump. The numbers in a file's name are those of the last dump of each
 * operation around, and then its own, so that files sort by time.
 */
export class DumpTree {
  private readonly numbers = new Map<Operation, number>();

  path(op: Operation, passName: string): readonly string[] {
    const folders: string[] = [];
    const numbers: number[] = [];
    for (let at: Operation | undefined = op; at; at = at.parentOp) {
      const symbol = symbolName(at) ?? 'no-symbol-name';
      folders.unshift(`${at.name}_${symbol}`.replace(/[^\w-]/g, '_'));
      const last = this.numbers.get(at);
      const number = at === op ? (last ?? -1) + 1 : (last ?? 0);
      this.numbers.set(at, number);
      numbers.unshift(number);
    }
    return [...folders, `${numbers.join('_')}_${passName}.mlir`];
  }
}
