import { AsmPrinter } from './asm-printer.js';
import { ByteSink } from './byte-sink.js';

/** Runs `print` on a fresh printer and returns what it wrote. */
export function printToString(print: (p: AsmPrinter) => void): string {
  return printPart(print).text;
}

/** Texts are short and many: they are written into one sink, unless one is made inside another. */
const SINK = new ByteSink();
let isBusy = false;

/** The same, and whether attributes were among it, whose text depends on a printer's options. */
export function printPart(print: (p: AsmPrinter) => void): {
  text: string;
  hasAttributes: boolean;
} {
  const sink = isBusy ? new ByteSink() : SINK;
  const wasBusy = isBusy;
  isBusy = true;
  try {
    const printer = new AsmPrinter(sink);
    print(printer);
    return { text: sink.toString(), hasAttributes: printer.metAttribute };
  } finally {
    if (!wasBusy) {
      isBusy = false;
      sink.clear();
    }
  }
}
