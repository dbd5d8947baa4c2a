/** Arrays of files as the program's inputs and outputs. */
import { join } from 'node:path';
import type { Port } from '../../driver/run/index.js';
import type { ToolIO } from '../tool-io.js';
import { readInput, writeOutput } from './files.js';
import { type NpyArray, NpyError, npyBytes, readNpy, writeNpy } from './npy.js';
import { suggestion, ToolError, UsageError } from './options.js';

const portText = ({ name, type, shape }: Port): string =>
  `'${name}': ${type} [${shape.join(', ')}]`;

const elements = (shape: readonly number[]) => shape.reduce((n, d) => n * d, 1);
const portBytes = ({ type, shape }: Port): number => elements(shape) * npyBytes(type);

/** The inputs of every sample; `isStacked`: the arrays had a dimension of samples. */
export interface Samples {
  readonly count: number;
  readonly isStacked: boolean;
  inputs(sample: number): Uint8Array[];
}

/** Reads `--input` arguments, in the order of the ports or by name. Throws ToolError, UsageError. */
export async function readSamples(
  io: ToolIO,
  ports: readonly Port[],
  given: readonly string[],
): Promise<Samples> {
  const arrays: { readonly file: string; readonly array: NpyArray }[] = [];
  let next = 0;
  for (const text of given) {
    const { port, file } = assign(text, ports, () => {
      while (arrays[next]) next++;
      return next;
    });
    if (port >= ports.length) {
      throw new ToolError(
        `'${file}' is one input too many: the program takes ${ports.map(portText).join(', ')}`,
      );
    }
    if (arrays[port]) throw new UsageError(`the input '${ports[port].name}' is given twice`);
    arrays[port] = { file, array: await readArray(io, file) };
  }
  const missing = ports.filter((_, i) => !arrays[i]);
  if (missing.length > 0) {
    throw new ToolError(
      `no array for ${missing.length === 1 ? 'the input' : 'the inputs'} ${missing.map(portText).join(', ')}; give --input=x.npy${ports.length > 1 ? ' for each, in order or as name=x.npy' : ''}`,
    );
  }
  const counts = ports.map((port, i) => sampleCount(port, arrays[i].file, arrays[i].array));
  const stacked = counts.findIndex((c) => c !== undefined);
  const count = stacked < 0 ? 1 : counts[stacked]!;
  const other = counts.findIndex((c) => (c ?? 1) !== count);
  if (other >= 0) {
    throw new ToolError(
      `'${arrays[other].file}' holds ${counts[other] ?? 1} samples, '${arrays[stacked].file}' ${count}`,
    );
  }
  return {
    count,
    isStacked: stacked >= 0,
    inputs: (sample) =>
      ports.map((port, i) => {
        const bytes = portBytes(port);
        return arrays[i].array.bytes.subarray(sample * bytes, (sample + 1) * bytes);
      }),
  };
}

/** `x.npy` for the next port, `name=x.npy` for a named one; a name may itself hold `=`. */
function assign(
  text: string,
  ports: readonly Port[],
  next: () => number,
): { port: number; file: string } {
  const named = ports.findIndex((p) => text.startsWith(`${p.name}=`));
  if (named >= 0) return { port: named, file: text.slice(ports[named].name.length + 1) };
  const equal = text.indexOf('=');
  if (equal > 0 && !text.slice(0, equal).includes('/')) {
    const name = text.slice(0, equal);
    const names = ports.map((p) => p.name);
    throw new ToolError(
      `the program has no input '${name}'${suggestion(name, names) || ';'} it takes ${ports.map(portText).join(', ')}`,
    );
  }
  return { port: next(), file: text };
}

/** The array of a file. Throws ToolError. */
export async function readArray(io: ToolIO, file: string): Promise<NpyArray> {
  const bytes = await readInput(io, file);
  try {
    return readNpy(bytes);
  } catch (error) {
    if (error instanceof NpyError)
      throw new ToolError(`'${file}' cannot be used: ${error.message}`);
    throw error;
  }
}

/**
 * Samples in an array: the port's shape behind one more dimension, or in place of a leading 1.
 * Undefined: the array is one sample.
 */
function sampleCount(port: Port, file: string, { type, shape }: NpyArray): number | undefined {
  const ends = (tail: readonly number[]) =>
    shape.length === tail.length + 1 && tail.every((d, i) => shape[i + 1] === d);
  const isOne = shape.length === port.shape.length && shape.every((d, i) => d === port.shape[i]);
  if (type === port.type && isOne) return undefined;
  const isStack = ends(port.shape) || (port.shape[0] === 1 && ends(port.shape.slice(1)));
  if (type !== port.type || !isStack) {
    throw new ToolError(
      `'${file}' holds ${type} [${shape.join(', ')}], the input ${portText(port)} is expected, or several samples of it as [N, ${port.shape.join(', ')}]`,
    );
  }
  if (shape[0] === 0) throw new ToolError(`'${file}' holds no sample`);
  return shape[0];
}

/** Arrays of `--input` or `--bind` by the names of inputs, for those that an import must know. */
export async function readBindings(
  io: ToolIO,
  names: readonly string[],
  given: readonly string[],
): Promise<Map<string, NpyArray>> {
  const found = new Map<string, NpyArray>();
  for (const text of given) {
    const named = names.find((name) => text.startsWith(`${name}=`));
    const name = named ?? names.find((n) => !found.has(n));
    if (name === undefined || (named === undefined && /^[^/]+=/.test(text))) continue;
    const file = named === undefined ? text : text.slice(named.length + 1);
    found.set(name, await readArray(io, file));
  }
  return found;
}

/** Collects a tensor over samples, then writes it as one file. */
export class TensorWriter {
  private readonly parts: Uint8Array[] = [];
  private readonly port: Port;
  private readonly number: string;

  /** `number` comes before the name in the file's name. */
  constructor(port: Port, number: string) {
    this.port = port;
    this.number = number;
  }

  add(bytes: Uint8Array): void {
    this.parts.push(bytes);
  }

  /** The port's shape; a size that the elements decide is the same for all samples. Throws ToolError. */
  private shape(): readonly number[] {
    const { type, name, shape } = this.port;
    if (!shape.includes(-1)) return shape;
    const [first, ...rest] = this.parts;
    const other = rest.find((part) => part.length !== first.length);
    if (other)
      throw new ToolError(`the samples of '${name}' differ in size, and cannot be one array`);
    const known = elements(shape.filter((d) => d !== -1)) * npyBytes(type);
    return shape.map((d) => (d === -1 ? first.length / known : d));
  }

  /** Throws ToolError. */
  write(io: ToolIO, folder: string, isStacked: boolean): void {
    const { type, name } = this.port;
    const shape = this.shape();
    const stacked = isStacked ? [this.parts.length, ...shape] : shape;
    const bytes = Buffer.concat(this.parts);
    // A file's name may have 255 bytes.
    const clean = name.replace(/[^A-Za-z0-9]/g, '_').slice(0, 240);
    const file = `${this.number}_${clean}.npy`;
    writeOutput(io, join(folder, file), writeNpy({ type, shape: stacked, bytes }));
  }
}
