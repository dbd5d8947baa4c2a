/** `npu-quantize evaluate`: how well a network does on labelled samples. */
import { levelOf } from '../../driver/index.js';
import {
  evaluate,
  interpretedNetwork,
  METRICS,
  type Network,
  simulatedNetwork,
} from '../../driver/quantize/index.js';
import { allTargets } from '../../target/index.js';
import { writeOutput } from '../common/files.js';
import { NETWORK_OPTIONS } from '../common/model-options.js';
import type { ToolSpec } from '../common/options.js';
import { Progress } from '../common/progress.js';
import { withArguments } from '../common/run-tool.js';
import type { ToolIO } from '../tool-io.js';
import { inWords, loadFloatNetwork, loadNetwork } from './network.js';
import { DATASET_OPTIONS, readLabelled } from './samples.js';

const PLACES = ['interpreter', 'simulator'] as const;

const TOOL: ToolSpec = {
  name: 'npu-quantize evaluate',
  usage: 'model --dataset=KIND:FILES [options]',
  summary: 'Measures a network on labelled samples.',
  options: {
    o: { value: 'FILE', help: 'the result as JSON (default: standard output)' },
    on: { value: 'PLACE', help: `${PLACES.join(' or ')} (default interpreter)` },
    target: { value: 'NAME', help: 'machine that the simulator is (default n1-128)' },
    metric: { value: 'METRIC', help: `${METRICS.join(', ')} (default top1)` },
    float: { value: 'FILE', help: 'the float network, for a comparison sample by sample' },
    ...DATASET_OPTIONS,
    ...NETWORK_OPTIONS,
  },
};

export async function main(argv: readonly string[], io: ToolIO): Promise<number> {
  return withArguments(TOOL, argv, io, async (args) => {
    const on = args.oneOf('on', PLACES) ?? 'interpreter';
    const metric = args.oneOf('metric', METRICS) ?? 'top1';
    const names = allTargets().map((t) => t.name);
    const target = args.oneOf('target', names) ?? 'n1-128';
    return inWords(async () => {
      const loaded = await loadNetwork(args, io, args.file);
      if (!loaded) return 1;
      const { context, module } = loaded;
      const inInterpreter = interpretedNetwork(module);
      const network =
        on === 'simulator' ? await simulatedNetwork(context, module, target) : inInterpreter;
      if (!network) return 1;
      let float: Network | undefined = levelOf(module) === 'nn' ? inInterpreter : undefined;
      const floatFile = args.value('float');
      if (floatFile !== undefined) {
        const other = await loadFloatNetwork(args, io, floatFile);
        if (!other) return 1;
        float = interpretedNetwork(other.module);
      }
      const samples = await readLabelled(args, io, network.inputs[0].shape);
      const progress = new Progress(io);
      const show = (done: number, total: number) => progress.show(`sample ${done} of ${total}`);
      const result = evaluate(network, samples, metric, float, show);
      progress.end();
      writeOutput(io, args.value('o'), `${JSON.stringify(result, undefined, 2)}\n`);
      return 0;
    });
  });
}
