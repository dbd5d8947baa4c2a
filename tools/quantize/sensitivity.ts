/** `npu-quantize sensitivity`: what fewer bits in each layer cost. */
import { interpretedNetwork, measureSensitivity } from '../../driver/quantize/index.js';
import { SCHEMES } from '../../quantization/index.js';
import { writeOutput } from '../common/files.js';
import { NETWORK_OPTIONS } from '../common/model-options.js';
import { type ToolSpec, UsageError } from '../common/options.js';
import { Progress } from '../common/progress.js';
import { withArguments } from '../common/run-tool.js';
import type { ToolIO } from '../tool-io.js';
import { tableOf } from './by-files.js';
import { inWords, loadFloatNetwork } from './network.js';
import { DATASET_OPTIONS, readLabelled } from './samples.js';

const TOOL: ToolSpec = {
  name: 'npu-quantize sensitivity',
  usage: 'model --calibration=table.json --dataset=KIND:FILES [options]',
  summary: 'Measures what fewer bits in each layer cost, one layer at a time.',
  options: {
    o: { value: 'FILE', help: 'the result as JSON (default: standard output)' },
    calibration: { value: 'FILE', help: "the table of 'npu-quantize calibrate'" },
    choices: { value: 'SCHEMES', help: 'what each layer is tried with (default w4a8)' },
    ...DATASET_OPTIONS,
    ...NETWORK_OPTIONS,
  },
};

/** Samples that each variant runs on, unless more or fewer are asked for. */
const SAMPLES = 200;

export async function main(argv: readonly string[], io: ToolIO): Promise<number> {
  return withArguments(TOOL, argv, io, async (args) => {
    const tableFile = args.value('calibration');
    if (tableFile === undefined) {
      throw new UsageError(
        "no calibration: give '--calibration=table.json', made by 'npu-quantize calibrate'",
      );
    }
    const names = (args.value('choices') ?? 'w4a8').split(',');
    const wrong = names.find((name) => !Object.hasOwn(SCHEMES, name));
    if (wrong !== undefined) {
      throw new UsageError(`'--choices' takes ${Object.keys(SCHEMES).join(', ')}, not '${wrong}'`);
    }
    return inWords(async () => {
      const table = await tableOf(io, tableFile);
      const network = await loadFloatNetwork(args, io, args.file);
      if (!network) return 1;
      const { context, module } = network;
      const { inputs } = interpretedNetwork(module);
      const samples = await readLabelled(args, io, inputs[0].shape, SAMPLES);
      const progress = new Progress(io);
      const result = await measureSensitivity(context, module, samples, {
        table,
        choices: names.map((name) => SCHEMES[name]),
        progress: (done, total) => progress.show(`variant ${done} of ${total}`),
      });
      progress.end();
      if (!result) return 1;
      writeOutput(io, args.value('o'), `${JSON.stringify(result, undefined, 2)}\n`);
      return 0;
    });
  });
}
