import { AsmPrinter } from './asm-printer.js';
import { ByteSink } from './byte-sink.js';

/** Runs `print` on a fresh printer and returns what it wrote. */
export function printToString(print: (p: AsmPrinter) => void): string {
  return printPart(print).text;
}

/** The same, and whether attributes were among it, whose text depends on a printer's options. */
export function printPart(print: (p: AsmPrinter) => void): {
  text: string;
  hasAttributes: boolean;
} {
  const sink = new ByteSink();
  const printer = new AsmPrinter(sink);
  print(printer);
  return { text: sink.toString(), hasAttributes: printer.metAttribute };
}
