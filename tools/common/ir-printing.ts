import { type Operation, type PrintOptions, printToBytes } from '../../ir/index.js';
import type { Pass, PassInstrumentation } from '../../pass/index.js';

/** Passes around which the IR is printed: names, or `all`. */
export interface IrPrintingOptions {
  readonly before: ReadonlySet<string> | 'all';
  readonly after: ReadonlySet<string> | 'all';
  /** After a pass only when it changed something. */
  readonly afterChange: boolean;
  readonly afterFailure: boolean;
  readonly print: PrintOptions;
}

/** Class names of the passes that MLIR has too; others follow from the argument. */
const TITLES: Readonly<Record<string, string>> = {
  canonicalize: 'Canonicalizer',
  cse: 'CSE',
  dce: 'DCE',
  'strip-debuginfo': 'StripDebugInfo',
  'symbol-dce': 'SymbolDCE',
};

/** `qnn-to-npu` → `QnnToNpu`. */
export function passTitle(name: string): string {
  const words = name.split('-').map((w) => w.charAt(0).toUpperCase() + w.slice(1));
  return TITLES[name] ?? words.join('');
}

/** Prints the IR around passes, each dump under a banner that FileCheck tests can rely on. */
export function irPrinting(
  options: IrPrintingOptions,
  write: (text: string) => void,
): PassInstrumentation {
  const before = new Map<Operation, Buffer>();
  const whole = (op: Operation) => printToBytes(op, { debugInfo: true });
  const dump = (when: string, pass: Pass, op: Operation, failed = '') => {
    write(
      `// -----// IR Dump ${when} ${passTitle(pass.name)}${failed} (${pass.name}) //----- //\n${printToBytes(op, options.print).toString('utf8')}\n\n`,
    );
  };
  const wants = (set: ReadonlySet<string> | 'all', pass: Pass) =>
    set === 'all' || set.has(pass.name);
  return {
    before(pass, op) {
      if (wants(options.before, pass)) dump('Before', pass, op);
      if (options.afterChange) before.set(op, whole(op));
    },
    after(pass, op) {
      const changed = !options.afterChange || !before.get(op)?.equals(whole(op));
      if (wants(options.after, pass) && changed) dump('After', pass, op);
    },
    failed(pass, op) {
      if (options.afterFailure || wants(options.after, pass)) dump('After', pass, op, ' Failed');
    },
  };
}
