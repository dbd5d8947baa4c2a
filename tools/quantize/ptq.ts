/** `npu-quantize ptq`: a float network becomes integers by its calibration table. */
import { interpretedNetwork, quantizeModule } from '../../driver/quantize/index.js';
import { printToBytes } from '../../ir/index.js';
import { SCHEMES } from '../../quantization/index.js';
import { writeOutput } from '../common/files.js';
import { NETWORK_OPTIONS } from '../common/model-options.js';
import { type ToolSpec, UsageError } from '../common/options.js';
import { withArguments } from '../common/run-tool.js';
import type { ToolIO } from '../tool-io.js';
import { planOf, tableOf } from './by-files.js';
import { inWords, loadFloatNetwork } from './network.js';
import { DATASET_OPTIONS, readLabelled } from './samples.js';

const SCHEME_NAMES = Object.keys(SCHEMES);
/** Samples that rounding looks at, unless more or fewer are asked for. */
const SAMPLES = 200;
const GRANULARITIES = ['per-channel', 'per-tensor'] as const;

const TOOL: ToolSpec = {
  name: 'npu-quantize ptq',
  usage: 'model --calibration=table.json [options]',
  summary: 'Quantizes a float network after training.',
  options: {
    o: { value: 'FILE', help: 'the quantized network as IR (default: standard output)' },
    calibration: { value: 'FILE', help: "the table of 'npu-quantize calibrate'" },
    bits: { value: 'SCHEME', help: `${SCHEME_NAMES.join(', ')} (default w8a8)` },
    weights: { value: 'KIND', help: `${GRANULARITIES.join(' or ')} (default per-channel)` },
    plan: { value: 'FILE', help: 'precision of each layer; overrides --bits' },
    equalize: { help: 'make channels of neighbouring layers alike first; needs --dataset' },
    adaround: { help: 'round weights so that outputs change least; needs --dataset' },
    'bias-correction': { help: 'make up for what rounding shifts; needs --dataset' },
    'power-of-two': { help: 'scales are powers of two' },
    ...DATASET_OPTIONS,
    ...NETWORK_OPTIONS,
  },
};

export async function main(argv: readonly string[], io: ToolIO): Promise<number> {
  return withArguments(TOOL, argv, io, async (args) => {
    const scheme = args.oneOf('bits', SCHEME_NAMES) ?? 'w8a8';
    const granularity = args.oneOf('weights', GRANULARITIES) ?? 'per-channel';
    const tableFile = args.value('calibration');
    if (tableFile === undefined) {
      throw new UsageError(
        "no calibration: give '--calibration=table.json', made by 'npu-quantize calibrate'",
      );
    }
    return inWords(async () => {
      const table = await tableOf(io, tableFile);
      const plan = await planOf(io, args.value('plan'), scheme);
      const network = await loadFloatNetwork(args, io, args.file);
      if (!network) return 1;
      const { context, module } = network;
      const adaround = args.on('adaround');
      const biasCorrection = args.on('bias-correction');
      const equalize = args.on('equalize');
      const { inputs } = interpretedNetwork(module);
      const ok = await quantizeModule(context, module, {
        table,
        plan,
        granularity,
        powerOfTwo: args.on('power-of-two'),
        adaround,
        biasCorrection,
        equalize,
        samples:
          adaround || biasCorrection || equalize
            ? await readLabelled(args, io, inputs[0].shape, SAMPLES)
            : undefined,
      });
      if (!ok) return 1;
      writeOutput(io, args.value('o'), printToBytes(module));
      return 0;
    });
  });
}
