// Reads the recorded vectors of the reference interpreter (../shared/goldens/tflm/README.md).

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Sample {
  readonly id: string;
  readonly inputs: readonly Uint8Array[] | undefined;
  readonly outputs: readonly Uint8Array[];
  /** It starts from the state that the sample before left; others from a fresh one. */
  readonly keepsState: boolean;
  /** First 8 hex digits of SHA-256 of every operator output, in order. */
  readonly operatorHashes: readonly string[];
}

/** What one step of a sequence gives: the samples in order, state kept from each to the next. */
export type Step = Pick<Sample, 'outputs' | 'operatorHashes'>;

export interface GoldenModel {
  readonly name: string;
  readonly model: Uint8Array;
  readonly samples: readonly Sample[];
  /** Whether its arithmetic is of floats, and equal only within a tolerance. */
  readonly isFloat: boolean;
  readonly sequence?: readonly Step[];
}

export interface OperatorCase extends GoldenModel {
  readonly family: string;
}

/** First hex digits of SHA-256. */
export function hash(data: NodeJS.ArrayBufferView, digits = 8): string {
  return createHash('sha256').update(data).digest('hex').slice(0, digits);
}

const words = (text?: string): string[] => text?.split(' ') ?? [];

/** The folders of networks. */
export const networkNames = (root: string): string[] =>
  readdirSync(root).filter(
    (name) => !['ops', 'seanet'].includes(name) && existsSync(join(root, name, 'manifest.json')),
  );

/** One network folder. Samples whose input is derived from another model's have no inputs. */
export function readNetwork(root: string, name: string): GoldenModel {
  const folder = join(root, name);
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  type Tensor = { file?: string; bytes_per_sample: number };
  const load = (t: Tensor): Uint8Array | undefined =>
    t.file ? readFileSync(join(folder, t.file)) : undefined;
  const inputs = manifest.inputs.map(load);
  const outputs = manifest.outputs.map(load);
  const groups: { first: number; count: number }[] = manifest.stateful_groups ?? [];
  let stored = 0;
  const samples = manifest.samples.map(
    (meta: { id: string; kind: string; op_out_sha256_8?: string }, i: number): Sample => {
      const cut = (data: Uint8Array, t: Tensor, at: number): Uint8Array =>
        data.subarray(at * t.bytes_per_sample, (at + 1) * t.bytes_per_sample);
      const at = meta.kind.startsWith('dequantized') ? -1 : stored++;
      return {
        id: meta.id,
        inputs:
          at < 0 ? undefined : manifest.inputs.map((t: Tensor, j: number) => cut(inputs[j], t, at)),
        outputs: manifest.outputs.map((t: Tensor, j: number) => cut(outputs[j], t, i)),
        keepsState: groups.some((g) => i > g.first && i < g.first + g.count),
        operatorHashes: words(meta.op_out_sha256_8),
      };
    },
  );
  const model = readFileSync(join(folder, manifest.model));
  const isFloat = manifest.float_model === true;
  if (!manifest.sequence) return { name, model, samples, isFloat };
  const sequence = manifest.samples.map(
    (meta: { seq_op_out_sha256_8?: string }, i: number): Step => ({
      outputs: manifest.outputs.map(({ bytes_per_sample: n }: Tensor, k: number) =>
        readFileSync(join(folder, `seq_output${k}.bin`)).subarray(i * n, (i + 1) * n),
      ),
      operatorHashes: words(meta.seq_op_out_sha256_8),
    }),
  );
  return { name, model, samples, isFloat, sequence };
}

/** The single-operator cases and small networks of one pack. */
export function readPack(root: string): OperatorCase[] {
  const { cases } = JSON.parse(readFileSync(join(root, 'manifest.json'), 'utf8'));
  const pack = readFileSync(join(root, 'pack.bin'));
  type Tensor = { data: [number, number] };
  type Case = {
    name: string;
    family: string;
    n: number;
    stateful?: string | boolean;
    model: [number, number];
    inputs: Tensor[];
    outputs: Tensor[];
    op_out_sha256_8?: string[];
  };
  return cases.map((c: Case): OperatorCase => {
    const sampleOf = ({ data: [offset, length] }: Tensor, i: number): Uint8Array => {
      const size = length / c.n;
      return pack.subarray(offset + i * size, offset + (i + 1) * size);
    };
    return {
      isFloat: false,
      name: c.name,
      family: c.family,
      model: pack.subarray(c.model[0], c.model[0] + c.model[1]),
      samples: Array.from({ length: c.n }, (_, i) => ({
        id: `${c.name}/${i}`,
        inputs: c.inputs.map((t) => sampleOf(t, i)),
        outputs: c.outputs.map((t) => sampleOf(t, i)),
        keepsState: Boolean(c.stateful) && i > 0,
        operatorHashes: words(c.op_out_sha256_8?.[i]),
      })),
    };
  });
}
