/** The passes of one run of npu-opt: their pipeline, and what watches them as the options say. */
import { join } from 'node:path';
import type { NumericsCheck } from '../../driver/numerics/index.js';
import { createPassRegistry } from '../../driver/passes/index.js';
import {
  type Context,
  type ExternalEntry,
  note,
  type Operation,
  type PrintOptions,
} from '../../ir/index.js';
import {
  type PassInstrumentation,
  type PassRegistry,
  type Pipeline,
  type PipelineElement,
  parsePassOption,
  parsePipeline,
  pipelineText,
  runPipeline,
} from '../../pass/index.js';
import type * as Instruments from '../../pass/instrument/index.js';
import { makeFolder, writeOutput } from '../common/files.js';
import { type Arguments, suggestion, UsageError } from '../common/options.js';
import type { Sources } from '../common/sources.js';
import type { ToolIO } from '../tool-io.js';
import { choice, optionalChoice } from './pass-options.js';

/** Inputs that --verify-numerics tries without a number. */
const DEFAULT_SAMPLES = 8;

/** What the passes of a run need to know of it. */
export interface PassSetting {
  readonly args: Arguments;
  readonly io: ToolIO;
  /** The input as messages name it. */
  readonly file: string;
  readonly sources: Sources;
  readonly context: Context;
  readonly print: PrintOptions;
  readonly timing: Instruments.Timing | undefined;
  /** What the text says of itself: `--run-reproducer`. */
  readonly external: ReadonlyMap<string, readonly ExternalEntry[]>;
  /** Names of options that are passes, in order, with their values. */
  readonly steps: readonly { readonly name: string; readonly value: string }[];
}

/** Options for which the instruments have to be loaded. */
const WATCHING =
  /^(mlir-print-ir-|mlir-pass-|mlir-generate-|log-actions|profile-actions|remarks|trace-rewrites|run-)/;

/** Options that show which pass failed, or compare what is said with what is expected. */
const SHOWING = ['mlir-print-ir-after-failure', 'mlir-print-ir-after-all', 'verify-diagnostics'];

/** Runs the passes on the module. False: the reason was emitted. */
export async function runPasses(setting: PassSetting, module: Operation): Promise<boolean> {
  return new PassSession(setting).run(module);
}

class PassSession {
  private readonly setting: PassSetting;
  private readonly registry: PassRegistry = createPassRegistry();
  private readonly watchers: PassInstrumentation[] = [];
  /** Runs when the passes have. */
  private readonly endings: ((pipeline: Pipeline, ok: boolean) => void)[] = [];
  private verifyEach: boolean;

  constructor(setting: PassSetting) {
    this.setting = setting;
    this.verifyEach = setting.args.on('verify-each', true);
  }

  async run(module: Operation): Promise<boolean> {
    const { args, io, file, context, timing } = this.setting;
    const needsInstruments = args.given.some(({ name }) => WATCHING.test(name));
    const instruments = needsInstruments
      ? await import('../../pass/instrument/index.js')
      : undefined;
    const pipeline = await this.pipeline(module.name, instruments);
    if (args.on('dump-pass-pipeline')) {
      const { length } = pipeline.elements;
      io.stderr(`Pass Manager with ${length} passes:\n${pipelineText(pipeline)}\n\n`);
    }
    if (timing) this.watchers.push(timing.instrumentation());
    if (instruments) this.watch(instruments, module, pipeline);
    let failed: string | undefined;
    this.watchers.push({
      failed: ({ pass }) => {
        failed ??= pass.name;
      },
    });
    const { errors } = context;
    const numerics = await this.numerics();
    let ok = false;
    try {
      ok = await runPipeline(context, module, pipeline, {
        verifyEach: this.verifyEach,
        instrumentation: this.watchers,
        registry: this.registry,
        print: (text) => io.stderr(text),
      });
    } finally {
      for (const end of this.endings) end(pipeline, ok);
    }
    const isExplained = context.errors > errors || SHOWING.some((option) => args.on(option));
    if (failed !== undefined && !ok && !isExplained) {
      io.stderr(`${file}: error: the pass '${failed}' failed and did not say why\n`);
    }
    if (numerics && !(await numerics.finish())) ok = false;
    return ok;
  }

  /** Runs the program around every pass, where that is asked for. */
  private async numerics(): Promise<NumericsCheck | undefined> {
    const { args, context } = this.setting;
    const eachRewrite = args.on('verify-numerics-rewrites');
    const given = args.value('verify-numerics');
    if (given === undefined && !eachRewrite) return undefined;
    const samples = given === undefined || given === '' ? DEFAULT_SAMPLES : Number(given);
    if (!Number.isInteger(samples) || samples < 1) {
      throw new UsageError(
        `'--verify-numerics' takes a number of samples from 1 on, not '${given}'`,
      );
    }
    const { NumericsCheck } = await import('../../driver/numerics/index.js');
    const { registry } = this;
    const check = new NumericsCheck({ samples, eachRewrite, context, registry });
    this.watchers.push(check.instrumentation());
    return check;
  }

  /** What `--pass-pipeline` says, the passes given as options in their order, or the input's own. */
  private async pipeline(
    anchor: string,
    instruments: typeof Instruments | undefined,
  ): Promise<Pipeline> {
    const { args, steps } = this.setting;
    const { registry } = this;
    const own = args.on('run-reproducer') ? await this.reproduced(instruments!) : undefined;
    const text = args.value('pass-pipeline');
    if (text !== undefined) return parsePipeline(text, registry);
    const outer = own?.anchor ?? anchor;
    const elements: PipelineElement[] = [...(own?.elements ?? [])];
    for (const [i, { name, value }] of steps.entries()) {
      if (name === 'patterns') elements.push(await this.rules(value, i));
      else elements.push(...(await this.step(name, value, outer)));
    }
    return { anchor: outer, elements };
  }

  /** The pipeline that the input holds, if it holds one. */
  private async reproduced({
    REPRODUCER,
    readReproducer,
  }: typeof Instruments): Promise<Pipeline | undefined> {
    const found = readReproducer(this.setting.external.get(REPRODUCER) ?? []);
    this.verifyEach = found.verifyEach ?? this.verifyEach;
    return found.pipeline === undefined ? undefined : found.pipeline.parse(this.registry);
  }

  private step(name: string, value: string, anchor: string): Promise<readonly PipelineElement[]> {
    return parsePassOption(name, value, this.registry, anchor);
  }

  private async rules(file: string, index: number): Promise<PipelineElement> {
    const { io, args, context, sources } = this.setting;
    const { rulePass } = await import('../common/rule-pass.js');
    const pass = await rulePass(file, {
      cwd: io.cwd,
      includeDirs: args.all('I'),
      context,
      sources,
    });
    this.registry.register({ ...pass, name: `apply-patterns-${index}` }, async () => pass);
    return { kind: 'pass', pass, options: {} };
  }

  private watch(instruments: typeof Instruments, module: Operation, pipeline: Pipeline): void {
    this.printIr(instruments);
    this.reproduce(instruments, module, pipeline);
    this.followActions(instruments);
    this.followRemarks(instruments);
    const { args, io } = this.setting;
    if (args.on('mlir-pass-statistics')) {
      const statistics = new instruments.Statistics();
      this.watchers.push(statistics.instrumentation());
      const display = choice(args, 'mlir-pass-statistics-display', ['pipeline', 'list']);
      this.endings.push((ran) => io.stderr(statistics.text(ran, display)));
    }
  }

  private printIr({ irPrinting, DumpTree }: typeof Instruments): void {
    const { args, io, print } = this.setting;
    if (!args.given.some((o) => o.name.startsWith('mlir-print-ir-'))) return;
    const before = this.passNames('mlir-print-ir-before');
    const after = this.passNames('mlir-print-ir-after');
    const afterChange = args.on('mlir-print-ir-after-change');
    const afterAll = args.on('mlir-print-ir-after-all');
    const folder = args.value('mlir-print-ir-tree-dir');
    const tree = new DumpTree();
    this.watchers.push(
      irPrinting(
        {
          before: args.on('mlir-print-ir-before-all') ? 'all' : before,
          after: afterAll ? 'all' : after,
          afterChange,
          afterFailure: args.on('mlir-print-ir-after-failure'),
          moduleScope: args.on('mlir-print-ir-module-scope'),
          print,
        },
        (text, op, passName) => {
          if (folder === undefined) {
            io.stderr(text);
            return;
          }
          const path = [folder, ...tree.path(op, passName)];
          makeFolder(io, join(...path.slice(0, -1)));
          writeOutput(io, join(...path), text);
        },
      ),
    );
  }

  private reproduce(instruments: typeof Instruments, module: Operation, pipeline: Pipeline): void {
    const { args, io, context } = this.setting;
    const { verifyEach } = this;
    const always = args.value('mlir-generate-reproducer');
    if (always !== undefined) {
      const text = pipelineText(pipeline);
      writeOutput(io, always, instruments.reproducerText(module, { pipeline: text, verifyEach }));
    }
    const file = args.value('mlir-pass-pipeline-crash-reproducer');
    if (file === undefined) return;
    const local = args.on('mlir-pass-pipeline-local-reproducer');
    const recorder = new instruments.CrashRecorder(module, pipeline, { local, verifyEach });
    this.watchers.push(recorder.instrumentation());
    this.endings.push(() => {
      const { failed } = recorder;
      if (!failed) return;
      writeOutput(io, file, failed.text);
      const where = `pipeline failed while executing [${failed.where}]: reproducer generated at \`${file}\``;
      context.emitError(
        module.loc,
        'failures have been detected while processing a pass pipeline',
        [note(module.loc, where)],
      );
    });
  }

  private followActions({ Actions, ActionLog, ActionProfile }: typeof Instruments): void {
    const { args, io } = this.setting;
    const follow = (listener: Instruments.ActionListener, end: () => void) => {
      const actions = new Actions(listener);
      this.watchers.push(actions.instrumentation());
      const stop = actions.followRules();
      this.endings.push(() => {
        stop();
        end();
      });
    };
    const log = args.value('log-actions-to');
    if (log !== undefined) {
      const lines: string[] = [];
      const write = (line: string) => (log === '-' ? io.stderr(line) : void lines.push(line));
      follow(new ActionLog(write), () => {
        if (log !== '-') writeOutput(io, log, lines.join(''));
      });
    }
    const trace = args.value('profile-actions-to');
    if (trace === undefined) return;
    const profile = new ActionProfile();
    follow(profile, () => {
      if (trace === '-') io.stderr(profile.json());
      else writeOutput(io, trace, profile.json());
    });
  }

  private followRemarks({ Remarks }: typeof Instruments): void {
    const { args, io, context } = this.setting;
    const format = optionalChoice(args, 'remarks', ['text', 'json']);
    const trace = args.value('trace-rewrites');
    if (format === undefined && trace === undefined) return;
    const remarks = new Remarks();
    this.watchers.push(remarks.instrumentation());
    const stop = remarks.followRules({ withText: trace !== undefined });
    this.endings.push(() => {
      stop();
      if (trace !== undefined) writeOutput(io, trace, remarks.json());
      if (format === 'json') io.stderr(remarks.json());
      else if (format === 'text') remarks.emit(context);
    });
  }

  /** The names given to an option, separated by commas. */
  private passNames(option: string): ReadonlySet<string> {
    const names = this.setting.args.all(option).flatMap((list) => list.split(','));
    const known = [...this.registry.names, 'apply-patterns'];
    const wrong = names.find((name) => !known.includes(name));
    if (wrong === undefined) return new Set(names);
    throw new UsageError(`'--${option}': no pass is named '${wrong}'${suggestion(wrong, known)}`);
  }
}
