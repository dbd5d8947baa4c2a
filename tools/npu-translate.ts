/** `npu-translate`: between model files, IR and objects, one step and no passes. */
import { createContext } from '../dialects/index.js';
import { kindOf, UNKNOWN_FORMAT } from '../driver/base/index.js';
import type { ImportedOperator } from '../driver/index.js';
import { FORMAT_NAMES, type FormatName, formOf, IMPORT_HELP } from '../frontend/formats.js';
import { type Context, type Operation, printToBytes, sourceText, verify } from '../ir/index.js';
import { inputName, readInput, writeOutput } from './common/files.js';
import { boundSettings, MODEL_OPTIONS, modelFile } from './common/model-options.js';
import { type Arguments, ToolError, type ToolSpec, UsageError } from './common/options.js';
import { withArguments } from './common/run-tool.js';
import { Sources } from './common/sources.js';
import { runTool, type ToolIO } from './tool-io.js';

const TOOL: ToolSpec = {
  name: 'npu-translate',
  usage:
    "[--import-<format>|--mlir-to-object|--object-to-mlir] file [options]     ('-': standard input)",
  summary: 'Translates a model to IR, IR of the level isa to an object, or an object to IR.',
  options: {
    ...Object.fromEntries(
      FORMAT_NAMES.map((name) => [
        `import-${name}`,
        { help: `${IMPORT_HELP[name]} to IR; the direction is found from the file` },
      ]),
    ),
    'mlir-to-object': { help: 'IR of the level isa to an object' },
    'object-to-mlir': { help: 'an object to IR of the level isa' },
    'import-report': {
      value: 'FILE',
      help: 'write as JSON how each operator was imported or why it was not',
    },
    ...MODEL_OPTIONS,
    cut: {
      value: 'FROM:TO',
      help: 'only the part between two tensors of the source; either may be left out',
    },
    check: {
      value: '[NAME=]FILE',
      repeated: true,
      help: 'run the import on this input, compare with --recorded and name the first tensor that differs',
    },
    recorded: {
      value: 'D',
      help: "the source's own tensors for --check, as D/<name>.npy or D/NNN_<name>.npy",
    },
    'mlir-print-op-generic': { help: 'print every operation in generic form' },
    'mlir-print-debuginfo': { help: 'print locations, which hold the names of the source' },
    'mlir-elide-resource-strings-if-larger': {
      value: 'N',
      help: 'leave out resources of more than N bytes as text',
    },
    o: { value: 'FILE', help: 'write to FILE, whole or not at all' },
  },
};

type Direction = `import-${FormatName | 'model'}` | 'mlir-to-object' | 'object-to-mlir';
const DIRECTIONS: readonly Direction[] = [
  ...FORMAT_NAMES.map((name): Direction => `import-${name}`),
  'mlir-to-object',
  'object-to-mlir',
];

export async function main(argv: readonly string[], io: ToolIO): Promise<number> {
  return withArguments(TOOL, argv, io, (args) => translate(args, io));
}

async function translate(args: Arguments, io: ToolIO): Promise<number> {
  const file = modelFile(args, io);
  const name = inputName(file);
  const [given, other] = DIRECTIONS.filter((d) => args.on(d));
  if (other) throw new UsageError(`'--${given}' and '--${other}' exclude each other`);
  const bytes = await readInput(io, file);
  const direction = given ?? directionOf(bytes, name);
  const context = await createContext();
  const sources = new Sources(name);
  context.onDiagnostic((d) => io.stderr(sources.render(d)));
  for (const option of [
    'import-report',
    ...Object.keys(MODEL_OPTIONS),
    'cut',
    'check',
    'recorded',
  ]) {
    if (args.has(option) && !direction.startsWith('import')) {
      throw new UsageError(`'--${option}' is for the import of a model, not for '--${direction}'`);
    }
  }
  const print = {
    generic: args.on('mlir-print-op-generic'),
    debugInfo: args.on('mlir-print-debuginfo'),
    elideResourcesIfLarger: args.integer('mlir-elide-resource-strings-if-larger'),
  };
  try {
    let output: Uint8Array | undefined;
    if (kindOf(bytes) === 'mlir') sources.add(name, sourceText(bytes));
    if (direction === 'mlir-to-object') {
      output = await encode(context, bytes, name);
    } else {
      const module = await readModule(direction, context, bytes, name, args, io);
      if (args.has('check') && !(await checkAgainst(module, args, io))) return 1;
      if (args.has('cut')) await cut(context, module, args);
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
    case 'model':
      return 'import-model';
    case 'object':
      return 'object-to-mlir';
    case 'mlir':
      return formOf(bytes) ? 'import-model' : 'mlir-to-object';
    default:
      throw new ToolError(`'${name}': ${UNKNOWN_FORMAT}`);
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
    const word = direction.slice('import-'.length);
    const format = word === 'model' ? undefined : (word as FormatName);
    const settings = { ...boundSettings(args, io), format };
    const { module, report } = await importModel(context, bytes, name, settings);
    write(report);
    return module;
  } catch (error) {
    // The report is what says why.
    if (error instanceof ImportError) write(error.report);
    throw error;
  }
}

/** Keeps the part of the network that `--cut` names. */
async function cut(context: Context, module: Operation, args: Arguments): Promise<void> {
  const { cutNetwork } = await import('../driver/index.js');
  const text = args.value('cut')!;
  const at = text.indexOf(':');
  if (at < 0) throw new UsageError(`'--cut=${text}' must be FROM:TO, names of tensors`);
  const list = (names: string) => names.split(',').filter((n) => n !== '');
  cutNetwork(context, module, list(text.slice(0, at)), list(text.slice(at + 1)));
}

/** Compares the import with recorded tensors; false: one differs, and was named. */
async function checkAgainst(module: Operation, args: Arguments, io: ToolIO): Promise<boolean> {
  const folder = args.value('recorded');
  if (folder === undefined) {
    throw new UsageError("'--check' needs the source's own tensors: give '--recorded=D'");
  }
  const { checkModel } = await import('./common/check.js');
  const { compared, first } = await checkModel(module, args.all('check'), folder, io);
  const said = first
    ? `error: '${first.name}' (${first.op}) is the first tensor that differs: ${first.why}\n`
    : `${compared} tensors agree\n`;
  io.stderr(said);
  return first === undefined;
}

export const run = () => runTool('npu-translate', main);
