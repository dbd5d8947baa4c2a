/** `npu-quantize qat`: trains a network as the integers that it becomes. */
import { performance } from 'node:perf_hooks';
import { interpretedNetwork, trainQuantized } from '../../driver/quantize/index.js';
import { entryFunction } from '../../interpreter/index.js';
import { printToBytes } from '../../ir/index.js';
import {
  calibrate,
  gatherMoments,
  type LayerMatch,
  refineWeights,
  SCHEMES,
} from '../../quantization/index.js';
import {
  checkpointText,
  type EpochResult,
  LOSSES,
  OPTIMIZERS,
  readCheckpoint,
  TRAINING_DEFAULTS,
  type TrainingHooks,
  type TrainingOptions,
} from '../../quantization/train/index.js';
import { readInput, writeOutput } from '../common/files.js';
import { NETWORK_OPTIONS } from '../common/model-options.js';
import { type Arguments, type ToolSpec, UsageError } from '../common/options.js';
import { Progress } from '../common/progress.js';
import { withArguments } from '../common/run-tool.js';
import type { ToolIO } from '../tool-io.js';
import { planOf, tableOf } from './by-files.js';
import { inWords, loadFloatNetwork } from './network.js';
import { DATASET_OPTIONS, readLabelled } from './samples.js';

const SCHEME_NAMES = Object.keys(SCHEMES);
const GRANULARITIES = ['per-channel', 'per-tensor'] as const;
/** Samples that ranges are taken from where no table is given. */
const CALIBRATION_SAMPLES = 200;
const D = TRAINING_DEFAULTS;

const TOOL: ToolSpec = {
  name: 'npu-quantize qat',
  usage: 'model --dataset=KIND:FILES [options]',
  summary: 'Trains a float network as the integers that it becomes.',
  options: {
    o: { value: 'FILE', help: 'the quantized network as IR (default: standard output)' },
    calibration: {
      value: 'FILE',
      help: "the table of 'npu-quantize calibrate' (default: ranges of the first samples)",
    },
    bits: { value: 'SCHEME', help: `${SCHEME_NAMES.join(', ')} (default w8a8)` },
    weights: { value: 'KIND', help: `${GRANULARITIES.join(' or ')} (default per-channel)` },
    plan: { value: 'FILE', help: 'precision of each layer; overrides --bits' },
    adaround: { help: 'round layers that are not trained so that their outputs change least' },
    'bias-correction': { help: 'make up for what rounding shifts in layers that are not trained' },
    layers: {
      value: 'REGEX',
      help: 'train the layers of such names; the others stay as ptq has them',
    },
    epochs: { value: 'N', help: `times over all samples (default ${D.epochs})` },
    batch: { value: 'N', help: `samples a step (default ${D.batch})` },
    rate: { value: 'R', help: `first step, relative to each tensor's size (default ${D.rate})` },
    optimizer: { value: 'NAME', help: `${OPTIMIZERS.join(' or ')} (default ${D.optimizer})` },
    loss: { value: 'KIND', help: `${LOSSES.join(', ')} (default ${D.loss})` },
    temperature: { value: 'T', help: `of distillation (default ${D.temperature})` },
    validation: { value: 'SHARE', help: `samples kept aside (default ${D.validation})` },
    patience: { value: 'N', help: 'end after N epochs without progress (default: never)' },
    'learn-activations': { help: 'train the scales of activations too' },
    'power-of-two': { help: 'scales are powers of two' },
    checkpoint: { value: 'FILE', help: 'the state after each epoch' },
    resume: { value: 'FILE', help: 'go on from a checkpoint of the same options' },
    ...DATASET_OPTIONS,
    seed: { value: 'N', help: `of the order of samples (default ${D.seed})` },
    ...NETWORK_OPTIONS,
  },
};

/** A number within bounds. Throws UsageError. */
function real(
  args: Arguments,
  name: string,
  fallback: number,
  [min, max]: readonly [number, number],
): number {
  const text = args.value(name);
  if (text === undefined) return fallback;
  const value = Number(text);
  if (text.trim() === '' || !(value >= min && value <= max)) {
    throw new UsageError(`'--${name}' takes a number from ${min} to ${max}, not '${text}'`);
  }
  return value;
}

function trainingOptions(args: Arguments): TrainingOptions {
  const batch = args.integer('batch') ?? D.batch;
  if (batch === 0) throw new UsageError("'--batch' must be at least 1");
  return {
    epochs: args.integer('epochs') ?? D.epochs,
    batch,
    rate: real(args, 'rate', D.rate, [0, 1]),
    seed: args.integer('seed') ?? D.seed,
    optimizer: args.oneOf('optimizer', OPTIMIZERS) ?? D.optimizer,
    loss: args.oneOf('loss', LOSSES) ?? D.loss,
    temperature: real(args, 'temperature', D.temperature, [0.1, 100]),
    validation: real(args, 'validation', D.validation, [0, 0.9]),
    patience: args.integer('patience') ?? D.patience,
  };
}

const percent = (share: number) => (Number.isNaN(share) ? '-' : `${(100 * share).toFixed(1)} %`);

function epochLine({ epoch, training, validation }: EpochResult): string {
  const part = (name: string, score: EpochResult['training']) =>
    score ? [`${name}: loss ${score.loss.toFixed(4)}, accuracy ${percent(score.accuracy)}`] : [];
  const parts = [...part('training', training), ...part('validation', validation)];
  return `epoch ${epoch}: ${parts.join('; ')}\n`;
}

/** Loss, accuracy and time left in the terminal's line; a line an epoch. */
function reporter(
  io: ToolIO,
  { epochs }: TrainingOptions,
  checkpointFile: string | undefined,
): TrainingHooks {
  const progress = new Progress(io);
  let first: { readonly time: number; readonly done: number } | undefined;
  return {
    onBatch({ epoch, samples, total, score }) {
      const [time, done] = [performance.now(), epoch - 1 + samples / total];
      first ??= { time, done };
      const left = ((time - first.time) * (epochs - done)) / (done - first.done);
      const remaining = done > first.done ? `, ${Math.ceil(left / 1000)} s left` : '';
      progress.show(
        `epoch ${epoch} of ${epochs}, sample ${samples} of ${total}: loss ${score.loss.toFixed(4)}, accuracy ${percent(score.accuracy)}${remaining}`,
      );
    },
    onEpoch(result, checkpoint) {
      progress.end();
      io.stderr(epochLine(result));
      if (checkpointFile !== undefined) {
        writeOutput(io, checkpointFile, checkpointText(checkpoint()));
      }
    },
  };
}

export async function main(argv: readonly string[], io: ToolIO): Promise<number> {
  return withArguments(TOOL, argv, io, async (args) => {
    const training = trainingOptions(args);
    const scheme = args.oneOf('bits', SCHEME_NAMES) ?? 'w8a8';
    const granularity = args.oneOf('weights', GRANULARITIES) ?? 'per-channel';
    return inWords(async () => {
      const plan = await planOf(io, args.value('plan'), scheme);
      const network = await loadFloatNetwork(args, io, args.file);
      if (!network) return 1;
      const { context, module } = network;
      const { inputs } = interpretedNetwork(module);
      const samples = await readLabelled(args, io, inputs[0].shape);
      const tableFile = args.value('calibration');
      const table =
        tableFile === undefined
          ? calibrate(
              module,
              Math.min(samples.count, CALIBRATION_SAMPLES),
              (i) => [samples.input(i)],
              { method: 'mse' },
            )
          : await tableOf(io, tableFile);
      const regex = args.value('layers');
      const layers: LayerMatch[] | undefined = regex === undefined ? undefined : [{ regex }];
      const adaround = args.on('adaround');
      const biasCorrection = args.on('bias-correction');
      const powerOfTwo = args.on('power-of-two');
      const refined =
        adaround || biasCorrection
          ? refineWeights(
              entryFunction(module),
              gatherMoments(module, Math.min(samples.count, CALIBRATION_SAMPLES), (i) => [
                samples.input(i),
              ]),
              { plan, granularity, powerOfTwo, adaround, biasCorrection },
            )
          : undefined;
      const resumeFile = args.value('resume');
      const state =
        resumeFile === undefined ? '' : Buffer.from(await readInput(io, resumeFile)).toString();
      const history = await trainQuantized(context, module, samples, {
        ...reporter(io, training, args.value('checkpoint')),
        ...{ table, plan, granularity, training, layers },
        ...{ powerOfTwo, refined },
        learnActivationScales: args.on('learn-activations'),
        ...(resumeFile !== undefined && {
          resume: (sizes) => readCheckpoint(state, resumeFile, training, sizes),
        }),
      });
      if (!history) return 1;
      writeOutput(io, args.value('o'), printToBytes(module));
      return 0;
    });
  });
}
