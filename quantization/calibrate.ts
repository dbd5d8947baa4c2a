/** Runs a float program over samples and watches the range of every tensor. */
import { entryFunction, prepareProgram, type Tensor } from '../interpreter/index.js';
import type { Operation, Value } from '../ir/index.js';
import { Histogram, RangeObserver } from './histogram.js';
import type { CalibrationTable, TensorRange } from './table.js';
import { QuantizationError } from './table.js';
import { tensorNames } from './tensors.js';
import { chosenRange, type Method, needsCounts } from './thresholds.js';

export interface CalibrationOptions {
  readonly method: Method;
  /** Bits of the activations that the ranges are chosen for. Default 8. */
  readonly bits?: number;
  /** Called before each sample of each pass. */
  readonly progress?: (done: number, total: number) => void;
}

/**
 * The ranges of all float tensors of a module's entry function. `inputs(i)` gives sample i; methods
 * that look at counts go over the samples twice. Throws QuantizationError.
 */
export function calibrate(
  module: Operation,
  samples: number,
  inputs: (sample: number) => readonly Tensor[],
  { method, bits = 8, progress }: CalibrationOptions,
): CalibrationTable {
  if (samples < 1) throw new QuantizationError('calibration needs at least one sample');
  const fn = entryFunction(module);
  const names = tensorNames(fn);
  const program = prepareProgram(module);
  const { args } = fn.region().front;
  const passes = needsCounts(method) ? 2 : 1;

  const overAll = (pass: number, take: (value: Value, tensor: Tensor) => void) => {
    for (let i = 0; i < samples; i++) {
      progress?.(pass * samples + i, passes * samples);
      const given = inputs(i);
      args.forEach((arg, k) => {
        take(arg, given[k]);
      });
      program.run(given, (op, results) => {
        op.results.forEach((value, k) => {
          take(value, results[k]);
        });
      });
    }
  };

  const observers = new Map<Value, RangeObserver>();
  for (const value of names.keys()) observers.set(value, new RangeObserver());
  overAll(0, (value, { data }) => {
    try {
      observers.get(value)?.observe(data as Float32Array);
    } catch (error) {
      throw new QuantizationError(`tensor '${names.get(value)}': ${(error as Error).message}`);
    }
  });
  const histograms = new Map<Value, Histogram>();
  if (needsCounts(method)) {
    for (const [value, { range }] of observers) histograms.set(value, new Histogram(range));
    overAll(1, (value, { data }) => histograms.get(value)?.observe(data as Float32Array));
  }
  const format = { bits, isSymmetric: bits > 8 };
  const tensors: Record<string, TensorRange> = {};
  for (const [value, observer] of observers) {
    const { min, max } = chosenRange(method, observer, histograms.get(value), format);
    const observed = observer.range;
    tensors[names.get(value)!] = {
      min,
      max,
      observedMin: observed.min,
      observedMax: observed.max,
    };
  }
  return { version: 1, method, samples, tensors };
}
