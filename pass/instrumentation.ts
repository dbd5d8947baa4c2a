import type { Operation } from '../ir/index.js';
import type { AnalysisListener } from './analysis.js';
import type { Remark } from './pass.js';
import type { Nest, PassInstance, Pipeline } from './pipeline.js';

/** Watches a pipeline at work: printing, timing, statistics, crash reports, remarks. */
export interface PassInstrumentation extends AnalysisListener {
  before?(instance: PassInstance, op: Operation): void;
  after?(instance: PassInstance, op: Operation): void;
  failed?(instance: PassInstance, op: Operation): void;
  /** Around the pipelines that a nest runs on the operations inside `op`. */
  beforeNest?(nest: Nest, op: Operation): void;
  afterNest?(nest: Nest, op: Operation): void;
  beforePipeline?(pipeline: Pipeline, op: Operation): void;
  afterPipeline?(pipeline: Pipeline, op: Operation): void;
  count?(instance: PassInstance, statistic: string, by: number): void;
  remark?(instance: PassInstance, remark: Remark): void;
}
