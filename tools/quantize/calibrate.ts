/** `npu-quantize calibrate`: the range of every tensor, over samples. */
import { interpretedNetwork } from '../../driver/quantize/index.js';
import { calibrate, METHODS, tableText } from '../../quantization/index.js';
import { writeOutput } from '../common/files.js';
import { NETWORK_OPTIONS } from '../common/model-options.js';
import type { ToolSpec } from '../common/options.js';
import { Progress } from '../common/progress.js';
import { withArguments } from '../common/run-tool.js';
import type { ToolIO } from '../tool-io.js';
import { inWords, loadFloatNetwork } from './network.js';
import { DATASET_OPTIONS, readLabelled } from './samples.js';

const TOOL: ToolSpec = {
  name: 'npu-quantize calibrate',
  usage: 'model --dataset=KIND:FILES [options]',
  summary: 'Writes the range of every tensor of a float network over samples.',
  options: {
    o: { value: 'FILE', help: 'the calibration table (default: standard output)' },
    method: { value: 'METHOD', help: `${METHODS.join(', ')} (default mse)` },
    ...DATASET_OPTIONS,
    ...NETWORK_OPTIONS,
  },
};

/** Samples that ranges are taken from, unless more or fewer are asked for. */
const SAMPLES = 200;

export async function main(argv: readonly string[], io: ToolIO): Promise<number> {
  return withArguments(TOOL, argv, io, async (args) => {
    const method = args.oneOf('method', METHODS) ?? 'mse';
    const network = await loadFloatNetwork(args, io, args.file);
    if (!network) return 1;
    return inWords(async () => {
      const { inputs } = interpretedNetwork(network.module);
      const samples = await readLabelled(args, io, inputs[0].shape, SAMPLES);
      const progress = new Progress(io);
      const table = calibrate(network.module, samples.count, (i) => [samples.input(i)], {
        method,
        progress: (done, total) => progress.show(`calibrating: sample ${done} of ${total}`),
      });
      progress.end();
      writeOutput(io, args.value('o'), tableText(table));
      return 0;
    });
  });
}
