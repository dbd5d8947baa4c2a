/** What training goes on from, in a file: numbers as base64 of little-endian float32. */
import { QuantizationError, readObject } from '../table.js';
import type { EpochResult, TrainingOptions } from './trainer.js';

export interface Checkpoint {
  readonly options: TrainingOptions;
  /** Values of everything that is trained, in the network's order. */
  readonly trained: readonly Float32Array[];
  readonly optimizer: readonly Float32Array[];
  readonly steps: number;
  readonly best: {
    readonly loss: number;
    readonly epoch: number;
    readonly values: readonly Float32Array[];
  };
  readonly history: readonly EpochResult[];
}

const encoded = (list: readonly Float32Array[]) =>
  list.map(({ buffer, byteOffset, byteLength }) =>
    Buffer.from(buffer, byteOffset, byteLength).toString('base64'),
  );

export function checkpointText({ trained, optimizer, best, ...rest }: Checkpoint): string {
  const file = {
    version: 1,
    ...rest,
    best: { ...best, values: encoded(best.values) },
    trained: encoded(trained),
    optimizer: encoded(optimizer),
  };
  return `${JSON.stringify(file)}\n`;
}

/**
 * Reads a checkpoint of the same options, for a network whose trained tensors have `sizes`. Throws
 * QuantizationError.
 */
export function readCheckpoint(
  text: string,
  file: string,
  options: TrainingOptions,
  sizes: readonly number[],
): Checkpoint {
  const given = readObject(text, file) as Record<string, unknown>;
  const fail = (message: string): never => {
    throw new QuantizationError(`${file}: ${message}`);
  };
  if (given.version !== 1) fail(`"version" must be 1, found ${JSON.stringify(given.version)}`);
  if (typeof given.options !== 'object') fail('it is no checkpoint of a training');
  const of = (given.options ?? {}) as Record<string, unknown>;
  for (const [name, value] of Object.entries(options)) {
    if (of[name] === value) continue;
    fail(
      `it was made with ${name} ${JSON.stringify(of[name])}, not ${JSON.stringify(value)}: give the same, or begin anew`,
    );
  }
  const floats = (list: unknown, wanted: readonly number[]): Float32Array[] => {
    if (!Array.isArray(list) || list.length !== wanted.length) {
      return fail('it is of another network, or of other layers');
    }
    return list.map((item, i) => {
      const bytes = Uint8Array.from(Buffer.from(String(item), 'base64'));
      if (bytes.length !== 4 * wanted[i])
        return fail('it is of another network, or of other layers');
      return new Float32Array(bytes.buffer);
    });
  };
  const best = (given.best ?? {}) as Record<string, unknown>;
  const { history, steps } = given;
  if (!Array.isArray(history) || typeof steps !== 'number' || typeof best.epoch !== 'number') {
    return fail('"history", "steps" or "best" is missing');
  }
  const states = options.optimizer === 'adam' ? sizes.flatMap((s) => [s, s]) : sizes;
  return {
    options,
    trained: floats(given.trained, sizes),
    optimizer: floats(given.optimizer, states),
    steps,
    best: {
      loss: typeof best.loss === 'number' ? best.loss : Number.POSITIVE_INFINITY,
      epoch: best.epoch,
      values: floats(best.values, sizes),
    },
    history: history as EpochResult[],
  };
}
