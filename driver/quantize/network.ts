/** A network as evaluation sees it: real numbers in, real numbers out, whatever it computes with. */
import { UniformQuantizedType } from '../../dialects/quant/index.js';
import {
  type ElementArray,
  interfaceOf,
  newArray,
  type Observer,
  prepareProgram,
  storedType,
  type Tensor,
  viewBytes,
} from '../../interpreter/index.js';
import type { Context, Operation, RankedTensorType } from '../../ir/index.js';
import { quantizeValue } from '../../quantization/index.js';
import { lowerTo } from '../compile.js';
import { encodeModule } from '../encode.js';

export interface Network {
  readonly inputs: readonly RankedTensorType[];
  readonly outputs: readonly RankedTensorType[];
  /** Runs one sample of real numbers. `observe` as in the interpreter, where that runs it. */
  run(inputs: readonly Tensor[], observe?: Observer): Float32Array[];
}

/** Real numbers as the elements of a tensor type. */
export function storedElements(real: ArrayLike<number>, type: RankedTensorType): ElementArray {
  const element = type.elementType;
  const stored = newArray(type) as Float32Array;
  if (element instanceof UniformQuantizedType) {
    const { scale, zeroPoint, range } = element;
    const limits = { min: range.min, max: range.max };
    for (let i = 0; i < stored.length; i++) {
      stored[i] = quantizeValue(real[i], { scale, zeroPoint }, limits);
    }
  } else for (let i = 0; i < stored.length; i++) stored[i] = real[i];
  return stored;
}

/** The real numbers that the elements of a tensor type mean. */
export function realElements(stored: ElementArray, type: RankedTensorType): Float32Array {
  const element = type.elementType;
  const real = new Float32Array(stored.length);
  const { scale, zeroPoint } =
    element instanceof UniformQuantizedType ? element : { scale: 1, zeroPoint: 0 };
  for (let i = 0; i < real.length; i++) real[i] = scale * (Number(stored[i]) - zeroPoint);
  return real;
}

/** The network in the interpreter. */
export function interpretedNetwork(module: Operation): Network {
  const { inputs, outputs } = interfaceOf(module);
  const program = prepareProgram(module);
  return {
    inputs,
    outputs,
    run: (given, observe) =>
      program
        .run(
          given.map(({ data }, i) => ({
            shape: inputs[i].shape,
            data: storedElements(data as Float32Array, inputs[i]),
          })),
          observe,
        )
        .map(({ data }, i) => realElements(data, outputs[i])),
  };
}

/**
 * The network compiled for a target, on the simulated board; undefined when it does not compile: the
 * reason was emitted.
 */
export async function simulatedNetwork(
  context: Context,
  module: Operation,
  target: string,
): Promise<Network | undefined> {
  const { inputs, outputs } = interfaceOf(module);
  const lowered = module.clone();
  if (!(await lowerTo(context, lowered, { target }))) return undefined;
  const { runnableObject } = await import('../run/index.js');
  const board = await runnableObject(encodeModule(lowered, 'network'));
  const bytes = ({ buffer, byteOffset, byteLength }: ElementArray) =>
    new Uint8Array(buffer, byteOffset, byteLength);
  return {
    inputs,
    outputs,
    run: (given) =>
      board
        .run(given.map(({ data }, i) => bytes(storedElements(data as Float32Array, inputs[i]))))
        .map((out, i) =>
          realElements(viewBytes(out, storedType(outputs[i].elementType)), outputs[i]),
        ),
  };
}
