/** `npu-opt`: parses, verifies, runs passes, prints. What it does not need it does not load. */
import { createContext } from '../dialects/index.js';
import { kindOf, parseText, readableText } from '../driver/base/index.js';
import {
  type Context,
  type Diagnostic,
  DiagnosticError,
  type DialectDefinition,
  type ExternalEntry,
  type Operation,
  type PrintOptions,
  printTo,
  printToBytes,
  SourceText,
  verify,
} from '../ir/index.js';
import type { Timing } from '../pass/instrument/index.js';
import type { LoadedDialect } from '../tablegen/load-dialect.js';
import { addDialects, dialectFiles, irdlFiles } from './common/dialect-files.js';
import { inputName, Output, readInput } from './common/files.js';
import {
  type Arguments,
  type GivenOption,
  ToolError,
  type ToolSpec,
  UsageError,
} from './common/options.js';
import { withArguments } from './common/run-tool.js';
import { Sources } from './common/sources.js';
import {
  checkPassOptions,
  choice,
  optionalChoice,
  PASS_OPTIONS,
  PASS_REQUESTS,
} from './opt/pass-options.js';
import { runTool, type ToolIO } from './tool-io.js';

/** Up to this many bytes hardly anything runs often enough to be optimized at all. */
const TINY_INPUT = 1 << 14;
/** Beyond this many bytes a run is long enough for the engine's best code to pay for its making. */
const LONG_INPUT = 1 << 25;

/**
 * Lets the engine inline less into what it optimizes: a third of a short run is spent on that.
 * To load what says so costs 3 ms of a start.
 */
async function inlineLess(): Promise<void> {
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=150');
}

/** An empty line ends every part, as the reference prints it. */

const TOOL: ToolSpec = {
  name: 'npu-opt',
  usage: "[file] [options]     (standard input without a file, or for '-')",
  summary: 'Parses, verifies and transforms IR text, and prints it.',
  options: {
    ...PASS_OPTIONS,
    o: { value: 'FILE', help: 'write to FILE, whole or not at all' },
    'split-input-file': {
      value: 'MARKER',
      optional: true,
      help: "take the parts between lines '// -----' (or MARKER) one by one",
    },
    'output-split-marker': {
      value: 'MARKER',
      help: "print MARKER between the parts (default '// -----')",
    },
    'verify-diagnostics': {
      help: "compare diagnostics with comments 'expected-error @+1 {{text}}'",
    },
    'verify-roundtrip': { help: 'fail unless the text reads back as the same IR' },
    'allow-unregistered-dialect': { help: 'let operations pass that no dialect declares' },
    'no-implicit-module': { help: 'take the one top-level operation as it is' },
    'dialect-td': { value: 'FILE', repeated: true, help: 'add the dialects of a .td file' },
    'irdl-file': {
      value: 'FILE',
      repeated: true,
      help: 'add the dialects that a file of IR defines (irdl)',
    },
    I: { value: 'DIR', repeated: true, help: 'look for files that those include in DIR' },
    'mlir-print-op-generic': { help: 'print every operation in generic form' },
    'mlir-print-debuginfo': { help: 'print locations' },
    'mlir-pretty-debuginfo': { help: 'print locations in a form for people, not to be read back' },
    'mlir-print-local-scope': { help: 'print without aliases: each line stands alone' },
    'mlir-print-skip-regions': { help: "print '{...}' in the place of regions" },
    'mlir-print-unique-ssa-ids': { help: 'use no name of a value twice' },
    'mlir-print-value-users': { help: 'name the users of every value in a comment' },
    'mlir-print-elementsattrs-with-hex-if-larger': {
      value: 'N',
      help: 'print constants with more than N elements as hex (default 100; -1: none)',
    },
    'mlir-elide-elementsattrs-if-larger': {
      value: 'N',
      help: 'leave out the elements of constants with more than N',
    },
    'mlir-elide-resource-strings-if-larger': {
      value: 'N',
      help: 'leave out resources of more than N characters',
    },
    'mlir-print-op-on-diagnostic': {
      help: 'show the operation that an error is about in a note (default)',
    },
    'list-passes': { help: 'name the passes and pipelines, and end' },
    'show-dialects': { help: 'name the dialects, and end' },
  },
  more: passOptions,
  details: "Every pass is an option too: --cse --canonicalize='top-down=false'; see --list-passes.",
};

/** Every pass and pipeline as an option. */
async function passOptions() {
  const { createPassRegistry } = await import('../driver/passes/index.js');
  const registry = createPassRegistry();
  const spec = { value: 'OPTIONS', optional: true, repeated: true, help: '' };
  return Object.fromEntries(
    [...registry.names, ...registry.pipelineNames].map((name) => [name, spec]),
  );
}

export async function main(argv: readonly string[], io: ToolIO): Promise<number> {
  return withArguments(TOOL, argv, io, async (args) => {
    if (args.on('list-passes')) {
      io.stdout(await passList());
      return 0;
    }
    const file = args.files.length === 0 ? '-' : args.file;
    const run = new Run(args, io, file);
    try {
      if (args.on('show-dialects')) {
        const { knownDialects } = await run.context();
        io.stdout(`Available Dialects: ${knownDialects.join(',')}\n${run.unchecked()}`);
        return 0;
      }
      return await run.all(file);
    } catch (error) {
      if (error instanceof ToolError || error instanceof UsageError) throw error;
      const text = await run.explain(error);
      if (text === undefined) throw error;
      io.stderr(text);
      return 1;
    }
  });
}

async function passList(): Promise<string> {
  const { createPassRegistry } = await import('../driver/passes/index.js');
  const registry = createPassRegistry();
  const passes = registry.names.map((name) => registry.spec(name)!);
  const lines = passes.flatMap(({ name, summary, options = [] }) => [
    `  --${name.padEnd(24)} ${summary}`,
    ...options.map((o) => `      ${`${o.name}=${o.defaultValue}`.padEnd(22)} ${o.description}`),
  ]);
  const pipelines = registry.pipelineNames.map((name) => {
    const { summary, text } = registry.pipeline(name)!;
    return `  --${name.padEnd(24)} ${summary}: ${text}`;
  });
  return `Passes:\n${lines.join('\n')}\n\nPipelines:\n${pipelines.join('\n')}\n`;
}

/** One call of the tool. */
class Run {
  private readonly args: Arguments;
  private readonly io: ToolIO;
  private readonly sources: Sources;
  private readonly print: PrintOptions;
  /** Passes given as options, in order. */
  private readonly steps: readonly GivenOption[];
  /** The input as messages name it. */
  private readonly file: string;
  private irdlDialects: readonly DialectDefinition[] | undefined;
  private loadedDialects: readonly LoadedDialect[] | undefined;

  constructor(args: Arguments, io: ToolIO, file: string) {
    this.args = args;
    this.io = io;
    this.file = inputName(file);
    this.sources = new Sources(this.file);
    checkPassOptions(args);
    this.steps = args.given.filter(({ name }) => name === 'patterns' || !(name in TOOL.options));
    if (args.has('pass-pipeline') && this.steps.length > 0) {
      throw new ToolError(
        `'--pass-pipeline' and '--${this.steps[0].name}' exclude each other: the order would not be known`,
      );
    }
    this.print = {
      generic: args.on('mlir-print-op-generic'),
      debugInfo: args.on('mlir-print-debuginfo'),
      prettyDebugInfo: args.on('mlir-pretty-debuginfo'),
      localScope: args.on('mlir-print-local-scope'),
      skipRegions: args.on('mlir-print-skip-regions'),
      uniqueIds: args.on('mlir-print-unique-ssa-ids'),
      valueUsers: args.on('mlir-print-value-users'),
      hexIfLarger:
        args.value('mlir-print-elementsattrs-with-hex-if-larger') === '-1'
          ? -1
          : args.integer('mlir-print-elementsattrs-with-hex-if-larger'),
      elideElementsIfLarger: args.integer('mlir-elide-elementsattrs-if-larger'),
      elideResourcesIfLarger: args.integer('mlir-elide-resource-strings-if-larger'),
    };
  }

  /** Runs every part of the input. A file is written when all went well; see below for a pipe. */
  async all(file: string): Promise<number> {
    const { args, io } = this;
    const bytes = await readInput(io, file);
    if (kindOf(bytes) !== 'mlir') {
      throw new ToolError(`'${this.file}' is no IR text; npu-translate imports models and objects`);
    }
    if (bytes.length > TINY_INPUT && bytes.length < LONG_INPUT) await inlineLess();
    const text = readableText(bytes);
    this.sources.add(this.file, text);
    // Of parts that are compared one by one, those that went well are shown beside the failed.
    const output = new Output(io, args.value('o'));
    let ok = true;
    try {
      for (const [i, part] of (await this.parts(text)).entries()) {
        if (i > 0) output.write(`${args.value('output-split-marker') ?? '// -----'}\n`);
        if (!(await this.part(part, output))) ok = false;
      }
      if (ok) output.end();
    } finally {
      output.abandon();
    }
    return ok ? 0 : 1;
  }

  private async parts(text: string): Promise<readonly string[]> {
    const marker = this.args.value('split-input-file');
    if (marker === undefined) return [text];
    const { splitInput } = await import('./common/split-input.js');
    const { parts, nearMisses } = splitInput(text, marker || undefined);
    const source = new SourceText(text, this.file);
    const message = 'this is no marker between parts: it is not whole, or the text ends with it';
    for (const offset of nearMisses) {
      const loc = source.locationAt(offset);
      this.io.stderr(this.sources.render({ severity: 'warning', loc, message, notes: [] }));
    }
    return parts;
  }

  /** True when the part did what is expected of it. */
  private async part(text: string, output: Output): Promise<boolean> {
    const { args, io, sources } = this;
    const context = await this.context();
    if (!args.on('verify-diagnostics')) {
      context.onDiagnostic((d) => io.stderr(sources.render(d)));
      return this.transform(context, text, output);
    }
    const { ExpectedDiagnostics } = await import('./common/expected-diagnostics.js');
    const expected = new ExpectedDiagnostics(this.file, text, sources);
    context.onDiagnostic((d: Diagnostic) => expected.take(d));
    await this.transform(context, text, output);
    const problems = expected.finish();
    io.stderr(problems);
    return problems === '';
  }

  /** What the specs of `--dialect-td` say in C++ that is not understood, so that nobody checks it. */
  unchecked(): string {
    return (this.loadedDialects ?? [])
      .filter((d) => d.unchecked.length > 0)
      .map((d) => `unchecked of '${d.spec.name}':\n${d.unchecked.map((u) => `  ${u}\n`).join('')}`)
      .join('');
  }

  /** A fresh context with the dialects of `--dialect-td`. */
  async context(): Promise<Context> {
    const context = await createContext();
    context.allowUnregistered = this.args.on('allow-unregistered-dialect');
    context.showsOperations =
      this.args.on('mlir-print-op-on-diagnostic', true) && !this.args.on('verify-diagnostics');
    this.loadedDialects ??= await dialectFiles(this.args, this.io);
    await addDialects(context, this.loadedDialects);
    this.irdlDialects ??= await irdlFiles(this.args, this.io, this.sources);
    await addDialects(context, this.irdlDialects);
    return context;
  }

  /** Parses, verifies, runs the passes and prints one part. False: the reason was emitted. */
  private async transform(context: Context, text: string, output: Output): Promise<boolean> {
    const { args } = this;
    const format = optionalChoice(args, 'mlir-timing', ['text', 'json']);
    const timing = format && new (await import('../pass/instrument/index.js')).Timing();
    const external = new Map<string, readonly ExternalEntry[]>();
    const part = <T>(name: string, run: () => T | Promise<T>) =>
      timing ? timing.part(name, run) : run();
    try {
      const module = await part('Parser', () => this.parse(context, text, this.file, external));
      if (!(await part('Verifier', () => verify(context, module)))) return false;
      if (args.on('verify-roundtrip') && !(await this.roundTrips(context, module))) return false;
      if (!(await this.passes(context, module, timing, external))) return false;
      // What is run is not printed; the rest of what the text holds for others is theirs.
      if (args.on('run-reproducer')) external.delete('mlir_reproducer');
      const print = { ...this.print, externalResources: external };
      await part('Output', () => printTo(module, print, (piece) => output.write(piece)));
      output.write('\n');
      return true;
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      context.emit(error.diagnostic);
      return false;
    } finally {
      if (timing) {
        const display = choice(args, 'mlir-timing-display', ['tree', 'list']);
        const isJson = format === 'json' || args.value('mlir-output-format') === 'json';
        this.io.stderr(isJson ? timing.json(display) : timing.text(display));
      }
    }
  }

  private parse(
    context: Context,
    text: Uint8Array | string,
    file = this.file,
    external?: Map<string, readonly ExternalEntry[]>,
  ): Promise<Operation> {
    const noImplicitModule = this.args.on('no-implicit-module');
    return parseText(context, text, file, { noImplicitModule, ...(external && { external }) });
  }

  /** The custom and the generic text each read back as IR that prints the same. */
  private async roundTrips(context: Context, module: Operation): Promise<boolean> {
    for (const generic of [false, true]) {
      const options = { generic, debugInfo: true };
      const first = printToBytes(module, options);
      const again = await this.parse(context, first, '<round trip>');
      if (first.equals(printToBytes(again, options))) continue;
      context.emitError(
        module.loc,
        `the IR changes when it is printed${generic ? ' in generic form' : ''} and read back`,
      );
      return false;
    }
    return true;
  }

  private async passes(
    context: Context,
    module: Operation,
    timing: Timing | undefined,
    external: ReadonlyMap<string, readonly ExternalEntry[]>,
  ): Promise<boolean> {
    const { args, io, sources, print, steps } = this;
    if (steps.length === 0 && !PASS_REQUESTS.some((name) => args.has(name))) return true;
    const { runPasses } = await import('./opt/passes.js');
    const setting = { args, io, file: this.file, sources, context, print, timing, external, steps };
    return runPasses(setting, module);
  }

  /** An exception in words: undefined when no input should cause it. */
  async explain(error: unknown): Promise<string | undefined> {
    const { explain } = await import('./common/failures.js');
    return explain(error, this.file, this.sources);
  }
}

export const run = () => runTool('npu-opt', main);
