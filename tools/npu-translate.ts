/** `npu-translate`: between model files, IR and objects, one step and no passes. */
import { createContext } from '../dialects/index.js';
import { kindOf } from '../driver/base/index.js';
import type { ImportedOperator } from '../driver/index.js';
import { type Context, type Operation, printToBytes, sourceText, verify } from '../ir/index.js';
import { inputName, readInput, writeOutput } from './common/files.js';
import { type Arguments, ToolError, type ToolSpec, UsageError } from './common/options.js';
import { withArguments } from './common/run-tool.js';
import { Sources } from './common/sources.js';
import { runTool, type ToolIO } from './tool-io.js';

const TOOL: ToolSpec = {
  name: 'npu-translate',
  usage:
    "[--import-tflite|--mlir-to-object|--object-to-mlir] file [options]     ('-': standard input)",
  summary: 'Translates a model to IR, IR of the level isa to an object, or an object to IR.',
  options: {
    'import-tflite': { help: 'a .tflite model to IR; the direction is found from the file' },
    'mlir-to-object': { help: 'IR of the level isa to an object' },
    'object-to-mlir': { help: 'an object to IR of the level isa' },
    'import-report': {
      value: 'FILE',
      help: 'write as JSON how each operator was imported or why it was not',
    },
    'mlir-print-op-generic': { help: 'print every operation in generic form' },
    'mlir-print-debuginfo': { help: 'print locations, which hold the names of the source' },
    o: { value: 'FILE', help: 'write to FILE, whole or not at all' },
  },
};

const DIRECTIONS = ['import-tflite', 'mlir-to-object', 'object-to-mlir'] as const;
type Direction = (typeof DIRECTIONS)[number];

export async function main(argv: readonly string[], io: ToolIO): Promise<number> {
  return withArguments(TOOL, argv, io, (args) => translate(args, io));
}

async function translate(args: Arguments, io: ToolIO): Promise<number> {
  const name = inputName(args.file);
  const [given, other] = DIRECTIONS.filter((d) => args.on(d));
  if (other) throw new UsageError(`'--${given}' and '--${other}' exclude each other`);
  const bytes = await readInput(io, args.file);
  const direction = given ?? directionOf(bytes, name);
  const context = await createContext();
  const sources = new Sources(name);
  context.onDiagnostic((d) => io.stderr(sources.render(d)));
  if (args.has('import-report') && direction !== 'import-tflite') {
    throw new UsageError(
      `'--import-report' is for the import of a model, not for '--${direction}'`,
    );
  }
  const print = {
    generic: args.on('mlir-print-op-generic'),
    debugInfo: args.on('mlir-print-debuginfo'),
  };
  try {
    let output: Uint8Array | undefined;
    if (direction === 'mlir-to-object') {
      sources.add(name, sourceText(bytes));
      output = await encode(context, bytes, name);
    } else {
      const module = await readModule(direction, context, bytes, name, args, io);
      output = printToBytes(module, print);
    }
    if (output === undefined) return 1;
    writeOutput(io, args.value('o'), output);
    return 0;
  } catch (error) {
    if (error instanceof ToolError || error instanceof UsageError) throw error;
    const { explain } = await import('./common/failures.js');
    const text = await explain(error, name, sources);
    if (text === undefined) throw error;
    io.stderr(text);
    return 1;
  }
}

/** The direction that fits the file. */
function directionOf(bytes: Uint8Array, name: string): Direction {
  switch (kindOf(bytes)) {
    case 'tflite':
      return 'import-tflite';
    case 'object':
      return 'object-to-mlir';
    case 'mlir':
      return 'mlir-to-object';
    default:
      throw new ToolError(
        `'${name}': the format is not known: expected a .tflite model, an .npu object or MLIR text`,
      );
  }
}

/** Undefined: what is wrong was emitted. */
async function encode(
  context: Context,
  bytes: Uint8Array,
  name: string,
): Promise<Uint8Array | undefined> {
  const { encodeModule, parseText } = await import('../driver/index.js');
  const module = await parseText(context, bytes, name);
  return verify(context, module) ? encodeModule(module, name) : undefined;
}

async function readModule(
  direction: Exclude<Direction, 'mlir-to-object'>,
  context: Context,
  bytes: Uint8Array,
  name: string,
  args: Arguments,
  io: ToolIO,
): Promise<Operation> {
  const { ImportError, importModel, loadObject } = await import('../driver/index.js');
  if (direction === 'object-to-mlir') return loadObject(context, bytes);
  const file = args.value('import-report');
  const write = (report: readonly ImportedOperator[]) => {
    if (file !== undefined) writeOutput(io, file, `${JSON.stringify(report, undefined, 2)}\n`);
  };
  try {
    const { module, report } = await importModel(context, bytes, name);
    write(report);
    return module;
  } catch (error) {
    // The report is what says why.
    if (error instanceof ImportError) write(error.report);
    throw error;
  }
}

export const run = () => runTool('npu-translate', main);
