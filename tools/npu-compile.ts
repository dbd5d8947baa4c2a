/** `npu-compile`: a model to an object, or to IR of a level on the way, in one command. */
import { basename, extname } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createContext } from '../dialects/index.js';
import {
  encodeModule,
  kindOf,
  LEVELS,
  type Level,
  levelOf,
  loadModel,
  lowerTo,
  type ModelSettings,
  toQnn,
} from '../driver/index.js';
import {
  type Context,
  type Operation,
  printToBytes,
  StringAttr,
  sourceText,
  verify,
} from '../ir/index.js';
import { TARGET_ATTR } from '../lowering/common/index.js';
import type { PassInstrumentation } from '../pass/index.js';
import { allTargets } from '../target/index.js';
import { explain } from './common/failures.js';
import { inputName, readInput, writeOutput } from './common/files.js';
import { boundSettings, MODEL_OPTIONS, modelFile } from './common/model-options.js';
import {
  type Arguments,
  suggestion,
  ToolError,
  type ToolSpec,
  UsageError,
} from './common/options.js';
import { Progress } from './common/progress.js';
import { costReport, reportText, summary } from './common/report.js';
import { withArguments } from './common/run-tool.js';
import { Sources } from './common/sources.js';
import { runTool, type ToolIO } from './tool-io.js';

const TOOL: ToolSpec = {
  name: 'npu-compile',
  usage:
    "model[.tflite|.onnx|.pb|.h5|…|.mlir] --target=NAME [options]     ('-' reads standard input)",
  summary: 'Compiles a quantized model to an object that the board runs.',
  options: {
    target: { value: 'NAME', help: 'machine to compile for; see --list-targets' },
    o: { value: 'FILE', help: 'output; default <model>.npu, for IR the standard output' },
    emit: { value: 'LEVEL', help: `stop at ${LEVELS.join(', ')} (default object)` },
    from: { value: 'LEVEL', help: 'level of the input, where its operations do not tell' },
    ...MODEL_OPTIONS,
    calibration: { value: 'FILE', help: "quantize a float model by the table of 'npu-quantize'" },
    'precision-plan': { value: 'FILE', help: 'precision of each layer of a float model' },
    'sram-limit': { value: 'BYTES', help: 'use no more on-chip memory than this' },
    report: { value: 'FILE', help: 'write cycles, memory, energy and operators as JSON' },
    'list-targets': { help: 'name the machines and end' },
  },
};

interface Request {
  readonly file: string;
  readonly target: string | undefined;
  readonly emit: Level;
  readonly from: Level | undefined;
  readonly sramLimit: number | undefined;
  readonly output: string | undefined;
  readonly report: string | undefined;
  readonly model: ModelSettings;
  /** Files that a float model is quantized by. */
  readonly calibration: string | undefined;
  readonly plan: string | undefined;
}

export async function main(argv: readonly string[], io: ToolIO): Promise<number> {
  return withArguments(TOOL, argv, io, async (args) => {
    if (args.on('list-targets')) {
      io.stdout(targetList());
      return 0;
    }
    return compile(readRequest(args, io), io);
  });
}

function readRequest(args: Arguments, io: ToolIO): Request {
  const emit = args.oneOf('emit', LEVELS) ?? 'object';
  const report = args.value('report');
  if (report !== undefined && emit !== 'object') {
    throw new UsageError(`'--report' runs the object, which '--emit=${emit}' does not make`);
  }
  const file = modelFile(args, io);
  const target = args.value('target');
  if (target !== undefined) checkTarget(target);
  const stem = file === '-' ? 'model' : basename(file, extname(file));
  return {
    file,
    target,
    emit,
    from: args.oneOf('from', LEVELS),
    sramLimit: args.integer('sram-limit'),
    output: args.value('o') ?? (emit === 'object' ? `${stem}.npu` : undefined),
    report,
    model: boundSettings(args, io),
    calibration: args.value('calibration'),
    plan: args.value('precision-plan'),
  };
}

const targetNames = () => allTargets().map((t) => t.name);

function checkTarget(name: string): void {
  const names = targetNames();
  if (names.includes(name)) return;
  throw new UsageError(
    `unknown target '${name}'${suggestion(name, names) || ';'} targets: ${names.join(', ')}`,
  );
}

function targetList(): string {
  const width = Math.max(...targetNames().map((n) => n.length));
  return allTargets()
    .map((t) => `${t.name.padEnd(width)}  ${t.summary}\n`)
    .join('');
}

async function compile(request: Request, io: ToolIO): Promise<number> {
  const { file, emit } = request;
  const started = performance.now();
  const bytes = await readInput(io, file);
  const name = inputName(file);
  const context = await createContext();
  const sources = new Sources(name);
  if (kindOf(bytes) === 'mlir') sources.add(name, sourceText(bytes));
  context.onDiagnostic((d) => io.stderr(sources.render(d)));
  try {
    const module = await loadModel(context, bytes, name, request.model);
    // A front end verifies what it makes.
    if (kindOf(bytes) === 'mlir' && !verify(context, module)) return 1;
    if (!(await quantized(context, module, request, io))) return 1;
    if (!(await lower(context, module, request, new Progress(io)))) return 1;
    if (emit !== 'object') {
      writeOutput(io, request.output, printToBytes(module));
      return 0;
    }
    const object = encodeModule(module, name);
    const compileMs = performance.now() - started;
    // The report first: when it cannot be written, no object is left that looks like a success.
    let told = '';
    if (request.report !== undefined || io.isTerminal) {
      const { createBoard } = await import('../simulator/index.js');
      const report = costReport(createBoard(object), basename(name), compileMs);
      if (request.report !== undefined) writeOutput(io, request.report, reportText(report));
      if (io.isTerminal) told = summary(report);
    }
    writeOutput(io, request.output, object);
    io.stderr(told);
    return 0;
  } catch (error) {
    if (error instanceof ToolError || error instanceof UsageError) throw error;
    const text = await explain(error, name, sources);
    if (text === undefined) throw error;
    io.stderr(text);
    return 1;
  }
}

/** Makes integers of a float model by the files given for it. False: the reason was emitted. */
async function quantized(
  context: Context,
  module: Operation,
  { file, emit, calibration, plan }: Request,
  io: ToolIO,
): Promise<boolean> {
  if (calibration === undefined) {
    if (plan !== undefined) {
      throw new UsageError(
        "'--precision-plan' says how a float model is quantized: give '--calibration' too",
      );
    }
    return true;
  }
  if (levelOf(module) !== 'nn') {
    throw new UsageError(`'--calibration' quantizes a float model, '${file}' is none`);
  }
  if (emit === 'nn') throw new UsageError("'--calibration' and '--emit=nn' contradict each other");
  const { quantizeByFiles } = await import('./quantize/by-files.js');
  return quantizeByFiles(context, module, io, { calibration, plan });
}

/** Lowers to the level asked for; the module may know its target already. */
async function lower(
  context: Context,
  module: Operation,
  request: Request,
  progress: Progress,
): Promise<boolean> {
  const { emit, sramLimit } = request;
  const from = request.from ?? levelOf(module);
  if (LEVELS.indexOf(emit) < LEVELS.indexOf(from)) {
    throw new UsageError(`'--emit=${emit}' lies above the input, which is of the level ${from}`);
  }
  const named = module.attr(TARGET_ATTR);
  const known = named instanceof StringAttr ? named.value : undefined;
  const target = request.target ?? known;
  const isLowered = from !== 'nn' && from !== 'qnn';
  if (isLowered && known !== undefined && known !== target) {
    throw new ToolError(
      `the input is lowered for ${known} already, it cannot become a program for ${target}`,
    );
  }
  if (target === undefined) {
    if (emit === 'nn') return true;
    if (emit === 'qnn') return toQnn(context, module);
    throw new UsageError(`no target: give '--target=NAME'; targets: ${targetNames().join(', ')}`);
  }
  checkTarget(target);
  const watch: PassInstrumentation = { before: ({ pass }) => progress.show(`${pass.name} …`) };
  const options = { target, sramLimit, emit, from, instrumentation: [watch] };
  const ok = await lowerTo(context, module, options);
  progress.end();
  return ok;
}

export const run = () => runTool('npu-compile', main);
