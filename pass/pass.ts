import type { Context, Location, Operation } from '../ir/index.js';
import type { AnalysisKind } from './analysis.js';
import type { OptionSpec, OptionValue } from './options.js';
import type { Pipeline } from './pipeline.js';

export type PassOptions = Readonly<Record<string, OptionValue>>;

export interface StatisticSpec {
  readonly name: string;
  readonly description: string;
}

/** What the `.td` record of a pass says; generated, and all that tools need before a pass runs. */
export interface PassSpec {
  /** Name in a pipeline, `qnn-to-npu`. */
  readonly name: string;
  /** Name in banners and reports, `QnnToNpu`. */
  readonly title: string;
  readonly summary: string;
  /** Op that the pass runs on; absent: any isolated operation. */
  readonly anchor?: string;
  /** Dialects that the pass makes operations of, loaded before it runs. */
  readonly dependentDialects?: readonly string[];
  readonly options?: readonly OptionSpec[];
  readonly statistics?: readonly StatisticSpec[];
}

/** Something that a pass did, or did not do and why. */
export interface Remark {
  readonly kind: 'applied' | 'missed';
  /** The rule or decision: a pattern's name, `inline`. */
  readonly rule: string;
  readonly opName: string;
  readonly loc: Location;
  readonly reason?: string;
}

/** What a pass may use while it runs on one operation. */
export interface PassRun<Options = PassOptions> {
  readonly context: Context;
  readonly options: Options;
  /** Reports an error; the pass counts as failed. */
  error(loc: Location, message: string): void;
  /** The pass failed; what there is to say was said. */
  fail(): void;
  /** Adds to a statistic of the pass. */
  count(statistic: string, by?: number): void;
  /** Says what was done or not done; heard by `--remarks`. */
  remark(remark: Remark): void;
  /** An analysis of the operation (or of one inside it), computed once until something changes. */
  analysis<T>(kind: AnalysisKind<T>, op?: Operation): T;
  /** The pass changed nothing that this analysis looks at. */
  preserve(...kinds: readonly AnalysisKind<unknown>[]): void;
  /** The pass changed nothing: every analysis holds, and nothing needs to be verified. */
  preserveAll(): void;
  /** Reads a pipeline given as an option. */
  parsePipeline(text: string): Promise<Pipeline>;
  /** Runs a pipeline on an operation inside this one. */
  runPipeline(pipeline: Pipeline, op: Operation): Promise<boolean>;
  /** Text for the user that is no diagnostic: goes to standard error. */
  print(text: string): void;
}

/** A transformation or analysis of one operation and what it holds. */
export interface Pass<Options = PassOptions> extends PassSpec {
  run(op: Operation, pass: PassRun<Options>): void | Promise<void>;
}
