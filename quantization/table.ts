/** Calibration tables: the range of every tensor, in a file that people read and edit. */
import { METHODS, type Method } from './thresholds.js';

export interface TensorRange {
  /** The range that is quantized. */
  readonly min: number;
  readonly max: number;
  /** The smallest and largest value seen. */
  readonly observedMin: number;
  readonly observedMax: number;
}

export interface CalibrationTable {
  readonly version: 1;
  readonly method: Method;
  readonly samples: number;
  readonly tensors: Readonly<Record<string, TensorRange>>;
}

/** A table or plan that cannot be used: one sentence for people. */
export class QuantizationError extends Error {}

export function tableText(table: CalibrationTable): string {
  const rows = Object.entries(table.tensors).map(
    ([name, range]) => `    ${JSON.stringify(name)}: ${JSON.stringify(range)}`,
  );
  const head = `  "version": 1,\n  "method": ${JSON.stringify(table.method)},\n  "samples": ${table.samples},\n`;
  return `{\n${head}  "tensors": {\n${rows.join(',\n')}\n  }\n}\n`;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON of a file as an object. Throws QuantizationError with the place of what is wrong. */
export function readObject(text: string, file: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new QuantizationError(`${file}: ${(error as Error).message}`);
  }
  if (!isObject(value)) throw new QuantizationError(`${file}: expected an object in braces`);
  return value;
}

/** Reads a table. Throws QuantizationError. */
export function readTable(text: string, file: string): CalibrationTable {
  const given = readObject(text, file);
  const fail = (message: string): never => {
    throw new QuantizationError(`${file}: ${message}`);
  };
  if (given.version !== 1) fail(`"version" must be 1, found ${JSON.stringify(given.version)}`);
  const method =
    METHODS.find((m) => m === given.method) ??
    fail(`"method" must be one of ${METHODS.join(', ')}`);
  if (!isObject(given.tensors)) fail('"tensors" must be an object of ranges by name');
  const tensors: Record<string, TensorRange> = {};
  for (const [name, entry] of Object.entries(given.tensors as Record<string, unknown>)) {
    const numbers = isObject(entry) ? [entry.min, entry.max] : [];
    if (
      numbers.length !== 2 ||
      !numbers.every((n) => typeof n === 'number' && Number.isFinite(n))
    ) {
      fail(`tensor ${JSON.stringify(name)} needs the numbers "min" and "max"`);
    }
    const [min, max] = numbers as number[];
    if (min > max) fail(`tensor ${JSON.stringify(name)}: min ${min} is above max ${max}`);
    const { observedMin = min, observedMax = max } = entry as unknown as TensorRange;
    tensors[name] = { min, max, observedMin, observedMax };
  }
  const samples = typeof given.samples === 'number' ? given.samples : 0;
  return { version: 1, method, samples, tensors };
}
