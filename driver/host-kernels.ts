import { runHostKernel, storedBytes, storedType, viewBytes } from '../interpreter/index.js';
import type { Context, RankedTensorType } from '../ir/index.js';
import { hostAttributes, tensorTypeOf } from '../lowering/index.js';
import type { HostKernel } from '../simulator/index.js';

/** The host's kernels: the reference semantics of the operation of that name. */
export function hostKernels(context: Context): (kernel: string) => HostKernel | undefined {
  return (kernel) => (attributes, inputs, outputs) => {
    const attrs = hostAttributes(context, attributes);
    const types = (list: typeof inputs): RankedTensorType[] =>
      list.map((t) => tensorTypeOf(t.place));
    const results = runHostKernel(kernel, {
      attr: (name) => attrs.get(name),
      inputs: inputs.map((t) => ({
        shape: t.place.shape,
        data: viewBytes(t.bytes, storedType(tensorTypeOf(t.place).elementType)),
      })),
      inputTypes: types(inputs),
      resultTypes: types(outputs),
    });
    results.forEach((data, i) => {
      const { elementType } = tensorTypeOf(outputs[i].place);
      outputs[i].bytes.set(storedBytes(data, storedType(elementType)));
    });
  };
}
