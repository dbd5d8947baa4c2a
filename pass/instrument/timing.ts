import { performance } from 'node:perf_hooks';
import type { PassInstrumentation } from '../instrumentation.js';
import type { Pipeline } from '../pipeline.js';

/** A part of a run, with the parts inside it. Parts of one key share a timer. */
class Timer {
  readonly name: string;
  readonly inner = new Map<unknown, Timer>();
  ms = 0;
  private from = 0;

  constructor(name: string) {
    this.name = name;
  }

  start(): void {
    this.from = performance.now();
  }

  stop(): void {
    this.ms += performance.now() - this.from;
  }
}

export type TimingDisplay = 'list' | 'tree';

const RULE = `===${'-'.repeat(73)}===\n`;

/** Wall time of the parts of a run, as `--mlir-timing` prints them. */
export class Timing {
  private readonly root = new Timer('root');
  private readonly open: Timer[] = [this.root];

  constructor() {
    this.root.start();
  }

  private enter(key: unknown, name: string): void {
    const { inner } = this.open[this.open.length - 1];
    let timer = inner.get(key);
    if (!timer) {
      timer = new Timer(name);
      inner.set(key, timer);
    }
    this.open.push(timer);
    timer.start();
  }

  private leave(): void {
    this.open.pop()?.stop();
  }

  /** Measures one part. */
  async part<T>(name: string, run: () => T | Promise<T>): Promise<T> {
    this.enter(name, name);
    try {
      return await run();
    } finally {
      this.leave();
    }
  }

  /** Measures passes, the pipelines around them, and analyses. */
  instrumentation(): PassInstrumentation {
    const leave = () => this.leave();
    const pipelineName = ({ anchor }: Pipeline) => `'${anchor}' Pipeline`;
    return {
      before: (instance) => this.enter(instance, instance.pass.title),
      after: leave,
      failed: leave,
      beforeNest: (nest) => {
        if (nest.pipelines.length < 2) return;
        const names = nest.pipelines.map((p) => `'${p.anchor}'`).join(', ');
        this.enter(nest, `Pipeline Collection : [${names}]`);
      },
      afterNest: (nest) => {
        if (nest.pipelines.length > 1) this.leave();
      },
      beforePipeline: (pipeline) => this.enter(pipeline.anchor, pipelineName(pipeline)),
      afterPipeline: leave,
      beforeAnalysis: (name) => this.enter(`(A) ${name}`, `(A) ${name}`),
      afterAnalysis: leave,
    };
  }

  private rest(): number {
    let known = 0;
    for (const timer of this.root.inner.values()) known += timer.ms;
    return this.root.ms - known;
  }

  /** The parts that have the same name as one, longest first. */
  private merged(): { readonly name: string; readonly ms: number }[] {
    const all = new Map<string, number>();
    const visit = (timer: Timer) => {
      all.set(timer.name, (all.get(timer.name) ?? 0) + timer.ms);
      for (const inner of timer.inner.values()) visit(inner);
    };
    visit(this.root);
    return [...all].map(([name, ms]) => ({ name, ms })).sort((a, b) => b.ms - a.ms);
  }

  text(display: TimingDisplay): string {
    this.root.stop();
    const total = this.root.ms;
    const line = (ms: number, name: string) =>
      `  ${(ms / 1000).toFixed(4).padStart(8)} (${percent(ms, total).padStart(5)}%)  ${name}\n`;
    const tree = (timer: Timer, indent: string): string =>
      line(timer.ms, indent + timer.name) +
      [...timer.inner.values()].map((t) => tree(t, `${indent}  `)).join('');
    const rows =
      display === 'list'
        ? this.merged().map(({ name, ms }) => line(ms, name))
        : [...this.root.inner.values()].map((t) => tree(t, ''));
    return [
      `${RULE}                         ... Execution time report ...\n${RULE}`,
      `  Total Execution Time: ${(total / 1000).toFixed(4)} seconds\n\n`,
      '  ----Wall Time----  ----Name----\n',
      ...rows,
      line(this.rest(), 'Rest'),
      line(total, 'Total'),
    ].join('');
  }

  json(display: TimingDisplay): string {
    this.root.stop();
    const total = this.root.ms;
    const head = (ms: number, name: string) =>
      `{"wall": {"duration": ${(ms / 1000).toFixed(4).padStart(8)}, "percentage": ${percent(ms, total).padStart(5)}}, "name": ${JSON.stringify(name)}`;
    const tree = (timer: Timer, indent: string): string =>
      `${indent}${head(timer.ms, timer.name)}, "passes": [\n${[...timer.inner.values()]
        .map((t) => tree(t, `${indent}  `))
        .join('')}${indent}{}]},\n`;
    const rows =
      display === 'list'
        ? this.merged().map(({ name, ms }) => `${head(ms, name)}},\n`)
        : [...this.root.inner.values()].map((t) => tree(t, ''));
    return `[\n${rows.join('')}${head(this.rest(), 'Rest')}},\n${head(total, 'Total')}}\n]\n`;
  }
}

function percent(ms: number, total: number): string {
  return ((100 * ms) / Math.max(total, 1e-6)).toFixed(1);
}
