import { AsmPrinter } from './asm-printer.js';
import { ByteSink } from './byte-sink.js';

/** Runs `print` on a fresh printer and returns what it wrote. */
export function printToString(print: (p: AsmPrinter) => void): string {
  const sink = new ByteSink();
  print(new AsmPrinter(sink));
  return sink.toString();
}
