/** `npu-quantize`: calibrates, quantizes and measures networks. Each verb is a step with options of its own. */
import { suggestion } from './common/options.js';
import { runTool, type ToolIO, type ToolMain } from './tool-io.js';

interface Verb {
  readonly summary: string;
  load(): Promise<{ readonly main: ToolMain }>;
}

const VERBS: Readonly<Record<string, Verb>> = {
  calibrate: {
    summary: 'run samples through a float network and write the range of each tensor',
    load: () => import('./quantize/calibrate.js'),
  },
  evaluate: {
    summary: 'measure a network on labelled samples, beside the float one',
    load: () => import('./quantize/evaluate.js'),
  },
  ptq: {
    summary: 'make integers of a float network by its calibration table',
    load: () => import('./quantize/ptq.js'),
  },
  qat: {
    summary: 'train a float network as the integers that it becomes',
    load: () => import('./quantize/qat.js'),
  },
  sensitivity: {
    summary: 'measure what fewer bits in each layer cost',
    load: () => import('./quantize/sensitivity.js'),
  },
};

const HELP = `Quantizes networks, a step at a time.

Usage: npu-quantize VERB [arguments]     ('npu-quantize VERB --help' tells each one's)

Verbs:
${Object.entries(VERBS)
  .map(([name, { summary }]) => `  ${name.padEnd(11)} ${summary}\n`)
  .join('')}`;

export async function main(argv: readonly string[], io: ToolIO): Promise<number> {
  const [verb, ...rest] = argv;
  const found = verb === undefined || !Object.hasOwn(VERBS, verb) ? undefined : VERBS[verb];
  if (found) return (await found.load()).main(rest, io);
  if (verb === '--help' || verb === '-help') {
    io.stdout(HELP);
    return 0;
  }
  if (verb === '--version' || verb === '-version') {
    const { VERSION } = await import('../driver/base/index.js');
    io.stdout(`npu-quantize ${VERSION}\n`);
    return 0;
  }
  const names = Object.keys(VERBS);
  io.stderr(
    verb === undefined
      ? `npu-quantize: error: no verb; there are ${names.join(', ')}\n`
      : `npu-quantize: error: unknown verb '${verb}'${suggestion(verb, names) || ';'} verbs: ${names.join(', ')}\n`,
  );
  return 2;
}

export const run = () => runTool('npu-quantize', main);
