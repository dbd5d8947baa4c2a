import {
  type Context,
  FloatType,
  type Operation,
  RankedTensorType,
  type Value,
} from '../../ir/index.js';
import {
  Constants,
  GraphBuilder,
  type ImportedOperator,
  ImportReport,
  type ImportSettings,
  type Port,
} from '../common/index.js';
import type { TfliteModel } from './model.js';
import { type ModelImport, SubgraphImport } from './subgraph.js';
import { TensorTypes } from './types.js';
import { Variables } from './variables.js';

export interface TfliteImport {
  readonly module: Operation;
  readonly report: readonly ImportedOperator[];
}

/**
 * Imports a model into a module with one function `main`, which is the model's first subgraph; the
 * others are regions of the control flow that runs them, state is variables of the module. Every
 * operation's location names its first result tensor, the operator and its number:
 * `loc("conv"("CONV_2D"("net.tflite":3:1)))`. Throws ImportError with everything that stands in the way.
 */
export async function importTflite(
  context: Context,
  model: TfliteModel,
  fileName: string,
  settings: ImportSettings = {},
): Promise<TfliteImport> {
  const report = new ImportReport();
  const [graph] = model.subgraphs;
  const types = new TensorTypes(graph);
  const signature = model.signatures.find((s) => s.subgraph === 0);
  const port = <T>(tensor: number, role: 'inputs' | 'outputs', of: T): Port<T> => {
    const named = signature?.[role].find((s) => s.tensor === tensor);
    const { name } = graph.tensors[tensor];
    return { name, of, ...(named && { signature: named.name }) };
  };
  const boundary = (tensors: readonly number[], role: string) =>
    tensors.map((t) => {
      const type = types.of(t);
      if (typeof type !== 'string') return type;
      report.reject(`${role} '${graph.tensors[t].name}': ${type}`);
      return RankedTensorType.get([], FloatType.get('f32'));
    });
  const inputs = boundary(graph.inputs, 'input');
  boundary(graph.outputs, 'output');
  report.check();
  const builder = await GraphBuilder.create(
    context,
    fileName,
    inputs.map((type, i) => port(graph.inputs[i], 'inputs', type)),
  );
  const shared: ModelImport = {
    model,
    builder,
    report,
    constants: new Constants(settings),
    variables: new Variables(),
    count: 0,
  };
  const outputs = new SubgraphImport(shared, [0]).run(builder.inputs);
  report.check();
  outputs.forEach((value, i) => {
    // Its operator stands before one that it needs, or makes fewer results than the file says.
    if (!value) report.reject(`output '${graph.tensors[graph.outputs[i]].name}' is not made`);
  });
  report.check();
  const ports = outputs.map((value, i) => port(graph.outputs[i], 'outputs', value as Value));
  return { module: builder.finish(ports, report), report: report.operators };
}
