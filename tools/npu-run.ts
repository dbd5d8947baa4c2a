/** `npu-run`: one inference per sample, of an object on the simulated board, or of a model or IR. */
import { basename } from 'node:path';
import { kindOf } from '../driver/base/index.js';
import { type Runnable, runnableModule, runnableObject } from '../driver/run/index.js';
import type { Context, Operation } from '../ir/index.js';
import { explain } from './common/failures.js';
import { inputName, makeFolder, readInput, writeOutput } from './common/files.js';
import { FILE_OPTIONS, modelFile, modelSettings } from './common/model-options.js';
import { type Arguments, ToolError, type ToolSpec, UsageError } from './common/options.js';
import { Progress } from './common/progress.js';
import { costReport, reportText, summary } from './common/report.js';
import { withArguments } from './common/run-tool.js';
import { Sources } from './common/sources.js';
import { readBindings, readSamples, type Samples, TensorWriter } from './common/tensors.js';
import { runTool, type ToolIO } from './tool-io.js';

const TOOL: ToolSpec = {
  name: 'npu-run',
  usage: 'file --input x.npy [--input name=y.npy]… --output-dir D [options]',
  summary: 'Runs an .npu object on the simulated board, or a model or IR in the interpreter.',
  options: {
    input: {
      value: '[NAME=]FILE',
      repeated: true,
      help: 'array of the next input, or of the named one; of a tensor inside a model to begin there',
    },
    ...FILE_OPTIONS,
    'output-dir': { value: 'D', help: 'write each output to D/NN_<name>.npy' },
    'dump-ops': { value: 'D', help: "write every source operator's output to D/NNN_<name>.npy" },
    stateful: { help: 'keep state from sample to sample' },
    report: { value: 'FILE', help: 'write what one inference costs as JSON (objects)' },
    trace: { value: 'FILE', help: 'write the run as a trace for Perfetto (objects)' },
  },
  details: `An array has the element type and shape of its input. With one more dimension in front, or
with N in place of a leading 1, it holds N samples: each is a run of its own from fresh
state, and every output file has N in front as well.`,
};

export async function main(argv: readonly string[], io: ToolIO): Promise<number> {
  return withArguments(TOOL, argv, io, (args) => runFile(args, io));
}

async function runFile(args: Arguments, io: ToolIO): Promise<number> {
  const file = modelFile(args, io);
  const name = inputName(file);
  const bytes = await readInput(io, file);
  const sources = new Sources(name);
  try {
    const runnable = await load(bytes, name, args, sources, io);
    if (runnable === undefined) return 1;
    checkOptions(args, runnable, name);
    // Time does not depend on data: a report alone needs none.
    const isReportOnly = !args.has('input') && (args.has('report') || args.has('trace'));
    if (!isReportOnly) {
      const samples = await readSamples(io, runnable.inputs, args.all('input'));
      runSamples(args, runnable, samples, io);
    }
    writeCosts(args, runnable, name, io);
    return 0;
  } catch (error) {
    if (error instanceof ToolError || error instanceof UsageError) throw error;
    const text = await explain(error, name, sources);
    if (text === undefined) throw error;
    io.stderr(text);
    return 1;
  }
}

/** Undefined: what is wrong was said. */
async function load(
  bytes: Uint8Array,
  name: string,
  args: Arguments,
  sources: Sources,
  io: ToolIO,
): Promise<Runnable | undefined> {
  const kind = kindOf(bytes);
  if (kind === 'object') return runnableObject(bytes);
  const [{ createContext }, { loadModel }, { sourceText, verify }] = await Promise.all([
    import('../dialects/index.js'),
    import('../driver/index.js'),
    import('../ir/index.js'),
  ]);
  const context = await createContext();
  context.onDiagnostic((d) => io.stderr(sources.render(d)));
  if (kind === 'mlir') sources.add(name, sourceText(bytes));
  const module = await loadModel(context, bytes, name, {
    ...modelSettings(args, io),
    bind: (inputs) => readBindings(io, inputs, args.all('input')),
  });
  if (kind === 'mlir' && !verify(context, module)) return undefined;
  if (kind === 'model') await beginAt(context, module, args.all('input'));
  return runnableModule(module);
}

/** An array for a tensor inside the network: it begins there. */
async function beginAt(
  context: Context,
  module: Operation,
  given: readonly string[],
): Promise<void> {
  const names = given.flatMap((text) => /^([^=]+)=/.exec(text)?.[1] ?? []);
  if (names.length === 0) return;
  const [{ CutError, cutNetwork }, { entryFunction }, { sourceNames }] = await Promise.all([
    import('../driver/index.js'),
    import('../interpreter/index.js'),
    import('../ir/index.js'),
  ]);
  const { args } = entryFunction(module).region().front;
  const inputs = args.map((arg) => sourceNames(arg.loc).at(-1));
  const inner = names.filter((name) => !inputs.includes(name));
  if (inner.length === 0) return;
  try {
    cutNetwork(context, module, inner, []);
  } catch (error) {
    // Not there either: reading the arrays says which inputs there are.
    if (!(error instanceof CutError)) throw error;
  }
}

function checkOptions(args: Arguments, runnable: Runnable, name: string): void {
  for (const option of ['report', 'trace']) {
    if (args.has(option) && !runnable.board) {
      throw new UsageError(
        `'--${option}' needs an object, '${name}' is none; npu-compile makes one`,
      );
    }
  }
  if (args.has('dump-ops') && !runnable.ops) {
    throw new UsageError(
      "'--dump-ops' needs an object, a model, or IR of the level nn or qnn: below, operators are in parts",
    );
  }
}

function writeCosts(args: Arguments, { board }: Runnable, name: string, io: ToolIO): void {
  if (!board) return;
  const [report, trace] = [args.value('report'), args.value('trace')];
  if (report !== undefined) {
    writeOutput(io, report, reportText(costReport(board, board.object.info.model)));
  }
  if (trace !== undefined) writeOutput(io, trace, `${JSON.stringify(board.trace())}\n`);
  if (io.isTerminal) io.stderr(summary(costReport(board, basename(name))));
}

/** Runs every sample; nothing is written before all of them are done. */
function runSamples(args: Arguments, runnable: Runnable, samples: Samples, io: ToolIO): void {
  const outputs = runnable.outputs.map((port, i) => new TensorWriter(port, number(i, 2)));
  const dumpFolder = args.value('dump-ops');
  const dumps = new Map<number, TensorWriter>();
  if (dumpFolder !== undefined) {
    runnable.ops?.forEach(({ output, name }, i) => {
      if (output) dumps.set(i, new TensorWriter({ ...output, name }, number(i, 3)));
    });
  }
  const onOpOutput =
    dumpFolder === undefined
      ? undefined
      : (op: number, bytes: Uint8Array) => dumps.get(op)?.add(bytes);
  const progress = new Progress(io);
  for (let sample = 0; sample < samples.count; sample++) {
    const results = runnable.run(samples.inputs(sample), {
      keepState: args.on('stateful'),
      onOpOutput,
    });
    results.forEach((bytes, i) => {
      outputs[i].add(bytes);
    });
    progress.show(`${sample + 1} of ${samples.count} samples`);
  }
  progress.end();
  const write = (folder: string | undefined, files: Iterable<TensorWriter>) => {
    if (folder === undefined) return;
    makeFolder(io, folder);
    for (const file of files) file.write(io, folder, samples.isStacked);
  };
  write(args.value('output-dir'), outputs);
  write(dumpFolder, dumps.values());
  if (dumpFolder !== undefined) tellWithoutOutput(runnable, io);
}

const number = (n: number, digits: number) => String(n).padStart(digits, '0');

/** One note for all operators that have no result of their own. */
function tellWithoutOutput({ ops }: Runnable, io: ToolIO): void {
  const without = (ops ?? []).flatMap((op, i) => (op.output ? [] : [{ ...op, i }]));
  if (without.length === 0) return;
  const rows = without.map(
    ({ i, name, note }) => `  ${number(i, 3)} '${name}': ${note ?? 'another name of its input'}\n`,
  );
  io.stderr(
    `note: ${without.length} operator${without.length === 1 ? ' has' : 's have'} no output of ${without.length === 1 ? 'its' : 'their'} own:\n${rows.join('')}`,
  );
}

export const run = () => runTool('npu-run', main);
