import type { Context, Location, Operation } from '../ir/index.js';

export type OptionValue = string | number | boolean;

/** One option of a pass: its kind decides how the pipeline's text is read. */
export interface PassOption {
  readonly name: string;
  readonly kind: 'string' | 'integer' | 'boolean';
  readonly defaultValue: OptionValue;
  readonly description: string;
}

/** What a pass may use while it runs on one operation. */
export interface PassRun {
  readonly context: Context;
  readonly options: Readonly<Record<string, OptionValue>>;
  /** Reports an error; the pass counts as failed. */
  error(loc: Location, message: string): void;
  /** Adds to a named statistic. */
  count(statistic: string, by?: number): void;
}

/** A transformation or analysis of one operation and what it holds. */
export interface Pass {
  /** Name in a pipeline, `qnn-to-npu`. */
  readonly name: string;
  readonly summary: string;
  /** Op that the pass runs on; absent: any isolated operation. */
  readonly anchor?: string;
  readonly options?: readonly PassOption[];
  /** Dialects that the pass makes operations of, loaded before it runs. */
  readonly dependentDialects?: readonly string[];
  run(op: Operation, pass: PassRun): void | Promise<void>;
}

export type PassLoader = () => Promise<Pass>;

/** Passes by name, loaded when a pipeline names them. */
export class PassRegistry {
  private readonly loaders = new Map<string, PassLoader>();
  private readonly pipelines = new Map<
    string,
    { readonly summary: string; readonly text: string }
  >();

  register(name: string, load: PassLoader): void {
    this.loaders.set(name, load);
  }

  /** A named pipeline stands for its text. */
  registerPipeline(name: string, summary: string, text: string): void {
    this.pipelines.set(name, { summary, text });
  }

  get names(): readonly string[] {
    return [...this.loaders.keys()].sort();
  }

  get pipelineNames(): readonly string[] {
    return [...this.pipelines.keys()].sort();
  }

  pipeline(name: string): { readonly summary: string; readonly text: string } | undefined {
    return this.pipelines.get(name);
  }

  has(name: string): boolean {
    return this.loaders.has(name);
  }

  async load(name: string): Promise<Pass> {
    return this.loaders.get(name)!();
  }
}
