import { createBoard } from '../../simulator/index.js';
import { readObject } from '../../target/index.js';
import type { Runnable } from './runnable.js';

/** An object on the board. Throws ObjectError or SimulatorFault. */
export async function runnableObject(bytes: Uint8Array): Promise<Runnable> {
  const object = readObject(bytes);
  const { info } = object;
  // Most programs leave nothing to the host: what its kernels need is loaded for the others only.
  const kernels = info.hostCalls.length > 0 ? await loadHostKernels() : undefined;
  const board = createBoard(object, { hostKernels: kernels });
  return {
    inputs: info.inputs,
    outputs: info.outputs,
    ops: info.ops.map(({ name, output, lastInstruction, note }) => ({
      name,
      output: lastInstruction === undefined ? undefined : output,
      note,
    })),
    board,
    run: (inputs, options = {}) => board.run(inputs, options),
  };
}

async function loadHostKernels() {
  const [{ createContext }, { hostKernels }] = await Promise.all([
    import('../../dialects/index.js'),
    import('../host-kernels.js'),
  ]);
  const context = await createContext();
  await context.load('quant', 'nn', 'qnn', 'npu');
  return hostKernels(context);
}
