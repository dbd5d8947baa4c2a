/** `npu-reduce`: makes IR as small as it can be while a test still finds it interesting. */
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createContext } from '../dialects/index.js';
import { createPassRegistry, parseText } from '../driver/index.js';
import {
  type Context,
  type Diagnostic,
  DiagnosticError,
  type Operation,
  printToBytes,
  verify,
} from '../ir/index.js';
import {
  type PassRegistry,
  type Pipeline,
  parsePassList,
  parsePipeline,
  runPipeline,
} from '../pass/index.js';
import { addDialects, dialectFiles } from './common/dialect-files.js';
import { inputName, readInput, systemReason, writeOutput } from './common/files.js';
import { type Arguments, ToolError, type ToolSpec, UsageError } from './common/options.js';
import { Progress } from './common/progress.js';
import { withArguments } from './common/run-tool.js';
import { Sources } from './common/sources.js';
import { type Oracle, type Phase, Reducer, reduceAll } from './reduce/index.js';
import { runTool, type ToolIO } from './tool-io.js';

const TOOL: ToolSpec = {
  name: 'npu-reduce',
  usage: "[file] (--test=COMMAND | --pass-pipeline=TEXT) [options]     (standard input for '-')",
  summary: 'Makes IR small while it stays interesting.',
  options: {
    test: {
      value: 'COMMAND',
      help: 'a program that is given a file with IR: interesting when it ends with 1',
    },
    'test-arg': { value: 'ARG', repeated: true, help: 'an argument for it, before the file' },
    'pass-pipeline': { value: 'TEXT', help: 'interesting when this pipeline fails on the IR' },
    message: { value: 'TEXT', help: 'and an error contains TEXT' },
    o: { value: 'FILE', help: 'write to FILE, whole or not at all' },
    'max-tests': { value: 'N', help: 'give the best found after N tests' },
    'no-passes': { help: 'do not try what canonicalize, inline and other passes would leave' },
    'allow-unregistered-dialect': { help: 'let operations pass that no dialect declares' },
    'dialect-td': { value: 'FILE', repeated: true, help: 'add the dialects of a .td file' },
    I: { value: 'DIR', repeated: true, help: 'look for files that those include in DIR' },
    'mlir-print-op-generic': { help: 'print the result in generic form' },
  },
  details:
    'Functions, blocks, operations, operands, arguments, attributes and constants go by halves, then one\nby one, until nothing can go. Every candidate is valid IR.',
};

export async function main(argv: readonly string[], io: ToolIO): Promise<number> {
  return withArguments(TOOL, argv, io, (args) => reduce(args, io));
}

/** Passes whose result may be a smaller input with the same problem. */
const SHRINKING = [
  'symbol-dce',
  'inline',
  'canonicalize',
  'sccp',
  'cse',
  'dce',
  'remove-dead-values',
];

async function reduce(args: Arguments, io: ToolIO): Promise<number> {
  const file = args.files.length === 0 ? '-' : args.file;
  if (args.has('test') === args.has('pass-pipeline')) {
    throw new UsageError("what is interesting? Give either '--test' or '--pass-pipeline'");
  }
  const bytes = await readInput(io, file);
  const sources = new Sources(inputName(file));
  sources.add(inputName(file), Buffer.from(bytes).toString('latin1'));
  const context = await createContext();
  context.allowUnregistered = args.on('allow-unregistered-dialect');
  await addDialects(context, await dialectFiles(args, io));
  context.onDiagnostic((d) => io.stderr(sources.render(d)));
  const module = await readModule(context, bytes, inputName(file));
  if (!module) return 1;
  const registry = createPassRegistry();
  const path = join(tmpdir(), `npu-reduce-${process.pid}-${Date.now()}.mlir`);
  try {
    const oracle = args.has('test')
      ? scriptOracle(args, io, path)
      : pipelineOracle(context, registry, await pipelineOf(args, registry), args.value('message'));
    return await shrink(args, io, context, registry, module, oracle);
  } finally {
    rmSync(path, { force: true });
  }
}

async function shrink(
  args: Arguments,
  io: ToolIO,
  context: Context,
  registry: PassRegistry,
  module: Operation,
  oracle: Oracle,
): Promise<number> {
  const progress = new Progress(io);
  const reducer = new Reducer(context, module, oracle, {
    progress: (ops, tests) => progress.show(`${ops} operations, ${tests} tests …`),
    ...(args.has('max-tests') && { maxTests: args.integer('max-tests')! }),
  });
  const before = reducer.ops;
  if (!(await reducer.isInteresting())) {
    throw new ToolError(
      args.has('test')
        ? `the input is not interesting: '${args.value('test')}' did not end with 1`
        : 'the input is not interesting: the pipeline does not fail on it in the way asked for',
    );
  }
  await reduceAll(reducer, args.on('no-passes') ? [] : [await passPhase(registry)]);
  progress.end();
  const generic = args.on('mlir-print-op-generic');
  writeOutput(io, args.value('o'), printToBytes(reducer.current, { generic }));
  io.stderr(`npu-reduce: ${before} operations became ${reducer.ops} in ${reducer.tests} tests\n`);
  return 0;
}

async function readModule(
  context: Context,
  bytes: Uint8Array,
  name: string,
): Promise<Operation | undefined> {
  try {
    const module = await parseText(context, bytes, name);
    return verify(context, module) ? module : undefined;
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    context.emit(error.diagnostic);
    return undefined;
  }
}

/** The user's program says: 1 is interesting. */
function scriptOracle(args: Arguments, io: ToolIO, path: string): Oracle {
  const command = args.value('test')!;
  const program = command.includes('/') ? resolve(io.cwd, command) : command;
  return (_, text) => {
    writeFileSync(path, text);
    const { status, error } = spawnSync(program, [...args.all('test-arg'), path], {
      cwd: io.cwd,
      stdio: 'ignore',
    });
    if (error) throw new ToolError(`cannot run the test '${command}': ${systemReason(error)}`);
    return status === 1;
  };
}

async function pipelineOf(args: Arguments, registry: PassRegistry): Promise<Pipeline> {
  return parsePipeline(args.value('pass-pipeline')!, registry);
}

/** Interesting: the pipeline fails on a copy, with the message where one is asked for. */
function pipelineOracle(
  context: Context,
  registry: PassRegistry,
  pipeline: Pipeline,
  message: string | undefined,
): Oracle {
  return async (module) => {
    const messages: string[] = [];
    const take = (d: Diagnostic) => {
      messages.push(d.message, ...d.notes.map((n) => n.message));
    };
    const stop = context.onDiagnostic(take);
    let ok = false;
    try {
      ok = await runPipeline(context, module.clone(), pipeline, { registry, print: () => {} });
    } catch (error) {
      // A crash of a pass is what one looks for most.
      messages.push((error as Error).message);
    } finally {
      stop();
    }
    return !ok && (message === undefined || messages.some((m) => m.includes(message)));
  };
}

/** What passes make of the IR, each tried as one step. */
async function passPhase(registry: PassRegistry): Promise<Phase> {
  const pipelines = await Promise.all(SHRINKING.map((name) => parsePassList(name, registry)));
  return async (reducer) => {
    let changed = false;
    for (const pipeline of pipelines) {
      const kept = await reducer.attempt(async (copy) => {
        const stop = reducer.context.onDiagnostic(() => {});
        try {
          return await runPipeline(reducer.context, copy, pipeline, { registry, print: () => {} });
        } catch {
          return false;
        } finally {
          stop();
        }
      });
      if (kept) changed = true;
    }
    return changed;
  };
}

export const run = () => runTool('npu-reduce', main);
