/** `npu-tblgen`: reads a spec and prints records, classes or documents. */
import { dirname } from 'node:path';
import {
  baseLibraryFolder,
  dialectDoc,
  dumpJson,
  isaDoc,
  loadFile,
  loadText,
  opDocs,
  passDocs,
  printDialectFile,
  printIsaFile,
  printPassesFile,
  printRecords,
  printTargetsFile,
  type RecordKeeper,
  readDialects,
  readInstructions,
  readPasses,
} from '../tablegen/index.js';
import { systemReason, writeOutput } from './common/files.js';
import { type Arguments, ToolError, type ToolSpec, UsageError } from './common/options.js';
import { withArguments } from './common/run-tool.js';
import { runTool, type ToolIO } from './tool-io.js';

interface Action {
  readonly help: string;
  /** `source` is the input's path as given. */
  run(keeper: RecordKeeper, source: string): string;
}

const ACTIONS: Readonly<Record<string, Action>> = {
  'print-records': { help: 'all classes and definitions (the default)', run: printRecords },
  'dump-json': { help: 'definitions as JSON, equal to llvm-tblgen --dump-json', run: dumpJson },
  'gen-op-classes': {
    help: 'TypeScript of the dialects that the file declares',
    run: (keeper, source) =>
      readDialects(keeper)
        .map((d) => printDialectFile(d, source))
        .join('\n'),
  },
  'gen-dialect-doc': {
    help: 'Markdown of the dialects',
    run: (keeper) => readDialects(keeper).map(dialectDoc).join('\n'),
  },
  'gen-op-doc': {
    help: 'Markdown of the operations',
    run: (keeper) => opDocs(readDialects(keeper)),
  },
  'gen-pass-doc': { help: 'Markdown of the passes', run: (keeper) => passDocs(readPasses(keeper)) },
  'gen-passes': {
    help: 'TypeScript of the passes',
    run: (keeper, source) => printPassesFile(readPasses(keeper), source),
  },
  'gen-isa': {
    help: 'TypeScript of the instruction set',
    run: (keeper, source) => printIsaFile(readInstructions(keeper), source),
  },
  'gen-isa-doc': {
    help: 'Markdown of the instruction set, with bit rulers',
    run: (keeper) => isaDoc(readInstructions(keeper)),
  },
  'gen-targets': { help: 'TypeScript of the targets', run: printTargetsFile },
};

const TOOL: ToolSpec = {
  name: 'npu-tblgen',
  usage: '[options] file.td',
  summary: 'Reads a spec and prints records, classes or documents.',
  options: {
    ...Object.fromEntries(Object.entries(ACTIONS).map(([name, { help }]) => [name, { help }])),
    I: { value: 'DIR', repeated: true, help: 'look for included files in DIR' },
    D: { value: 'NAME', repeated: true, help: 'define a macro for #ifdef' },
    o: { value: 'FILE', help: 'write to FILE, whole or not at all' },
  },
};

export async function main(argv: readonly string[], io: ToolIO): Promise<number> {
  return withArguments(TOOL, argv, io, (args) => printSpec(args, io));
}

async function printSpec(args: Arguments, io: ToolIO): Promise<number> {
  const asked = Object.keys(ACTIONS).filter((name) => args.on(name));
  if (asked.length > 1)
    throw new UsageError(`'--${asked[0]}' and '--${asked[1]}' exclude each other`);
  const action = ACTIONS[asked[0] ?? 'print-records'];
  const { file } = args;
  try {
    const options = {
      cwd: io.cwd,
      defines: args.all('D'),
      includeDirs: [
        ...args.all('I'),
        ...(file === '-' ? [] : [dirname(file)]),
        baseLibraryFolder(),
      ],
    };
    const keeper =
      file === '-'
        ? loadText(Buffer.from(await io.stdin()).toString('utf8'), '<stdin>', options)
        : loadFile(file, options);
    for (const warning of keeper.warnings) io.stderr(warning);
    writeOutput(io, args.value('o'), action.run(keeper, file));
    return 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall !== undefined) {
      throw new ToolError(`cannot open input file '${file}': ${systemReason(error)}`);
    }
    throw error;
  }
}

export const run = () => runTool('npu-tblgen', main);
