import type { PassInstrumentation } from '../instrumentation.js';
import type { StatisticSpec } from '../pass.js';
import type { PassInstance, Pipeline, PipelineElement } from '../pipeline.js';

export type StatisticsDisplay = 'list' | 'pipeline';

const RULE = `===${'-'.repeat(73)}===\n`;

type Row = StatisticSpec & { readonly value: number };

/** Counts what passes count, as `--mlir-pass-statistics` prints it. */
export class Statistics {
  private readonly counts = new Map<PassInstance, Map<string, number>>();

  instrumentation(): PassInstrumentation {
    return {
      count: (instance, name, by) => {
        let counts = this.counts.get(instance);
        if (!counts) {
          counts = new Map();
          this.counts.set(instance, counts);
        }
        counts.set(name, (counts.get(name) ?? 0) + by);
      },
    };
  }

  text(pipeline: Pipeline, display: StatisticsDisplay): string {
    const body = display === 'list' ? this.list(pipeline) : this.nested(pipeline.elements, '');
    return `${RULE}                         ... Pass statistics report ...\n${RULE}${body}\n`;
  }

  private rows(instance: PassInstance): Row[] {
    const counts = this.counts.get(instance);
    return (instance.pass.statistics ?? []).map((s) => ({ ...s, value: counts?.get(s.name) ?? 0 }));
  }

  private nested(elements: readonly PipelineElement[], indent: string): string {
    return elements
      .map((element) => {
        if (element.kind === 'pass') {
          return entry(element.pass.title, this.rows(element), indent);
        }
        const { pipelines } = element;
        const names = pipelines.map((p) => `'${p.anchor}'`).join(', ');
        const head = pipelines.length > 1 ? `${indent}Pipeline Collection : [${names}]\n` : '';
        const inner = pipelines.length > 1 ? `${indent}  ` : indent;
        return (
          head +
          pipelines
            .map((p) => `${inner}'${p.anchor}' Pipeline\n${this.nested(p.elements, `${inner}  `)}`)
            .join('')
        );
      })
      .join('');
  }

  /** Passes of one name together. */
  private list(pipeline: Pipeline): string {
    const sums = new Map<string, Row[]>();
    const visit = (element: PipelineElement): void => {
      if (element.kind === 'nest') {
        for (const p of element.pipelines) p.elements.forEach(visit);
        return;
      }
      const rows = this.rows(element);
      if (rows.length === 0) return;
      const old = sums.get(element.pass.title);
      sums.set(
        element.pass.title,
        rows.map((r, i) => ({ ...r, value: r.value + (old?.[i].value ?? 0) })),
      );
    };
    pipeline.elements.forEach(visit);
    return [...sums]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([title, rows]) => entry(title, rows, '  '))
      .join('');
  }
}

function entry(title: string, rows: readonly Row[], indent: string): string {
  const sorted = [...rows].sort((a, b) => (a.name < b.name ? -1 : 1));
  const names = Math.max(0, ...sorted.map((r) => r.name.length));
  const values = Math.max(0, ...sorted.map((r) => String(r.value).length));
  const lines = sorted.map(
    ({ name, value, description }) =>
      `${indent}  (S) ${String(value).padStart(values)} ${name.padEnd(names)} - ${description}\n`,
  );
  return `${indent}${title}\n${lines.join('')}`;
}
