import { performance } from 'node:perf_hooks';
import type { PassInstrumentation } from '../../pass/index.js';
import { passTitle } from './ir-printing.js';

interface Row {
  readonly name: string;
  readonly depth: number;
  ms: number;
}

/** Wall time of the parts of a run, as `--mlir-timing` prints them. */
export class Timing {
  private readonly started = performance.now();
  private readonly rows: Row[] = [];

  /** Measures one part. */
  async part<T>(name: string, run: () => T | Promise<T>): Promise<T> {
    const row = { name, depth: 0, ms: 0 };
    this.rows.push(row);
    const from = performance.now();
    try {
      return await run();
    } finally {
      row.ms = performance.now() - from;
    }
  }

  /** Measures every pass, below the part that runs them. */
  instrumentation(): PassInstrumentation {
    const open: { row: Row; from: number }[] = [];
    const close = () => {
      const last = open.pop();
      if (last) last.row.ms += performance.now() - last.from;
    };
    return {
      before: (pass, op) => {
        const where = op.name === 'builtin.module' ? '' : `'${op.name}' `;
        const row = { name: `${where}${passTitle(pass.name)}`, depth: 1, ms: 0 };
        this.rows.push(row);
        open.push({ row, from: performance.now() });
      },
      after: close,
      failed: close,
    };
  }

  private total(): number {
    return performance.now() - this.started;
  }

  text(): string {
    const total = this.total();
    const known = this.rows.reduce((n, r) => n + (r.depth === 0 ? r.ms : 0), 0);
    const rule = `===${'-'.repeat(73)}===`;
    const line = (ms: number, name: string) =>
      `  ${(ms / 1000).toFixed(4).padStart(8)} (${((100 * ms) / total).toFixed(1).padStart(5)}%)  ${name}\n`;
    return [
      `${rule}\n                         ... Execution time report ...\n${rule}\n`,
      `  Total Execution Time: ${(total / 1000).toFixed(4)} seconds\n\n`,
      '  ----Wall Time----  ----Name----\n',
      ...this.rows.map((r) => line(r.ms, `${'  '.repeat(r.depth)}${r.name}`)),
      line(total - known, 'Rest'),
      line(total, 'Total'),
    ].join('');
  }

  json(): string {
    const rows = this.rows.map(({ name, depth, ms }) => ({ name, depth, wallMs: ms }));
    return `${JSON.stringify({ totalMs: this.total(), parts: rows })}\n`;
  }
}
