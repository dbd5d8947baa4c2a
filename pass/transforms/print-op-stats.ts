import { type PrintOpStatsOptions, printOpStatsPass } from '../../generated/transforms-passes.js';
import type { Operation } from '../../ir/index.js';
import type { Pass } from '../pass.js';

export const printOpStats: Pass<PrintOpStatsOptions> = {
  ...printOpStatsPass,
  run(root, pass) {
    const counts = new Map<string, number>();
    root.walk((op: Operation) => counts.set(op.name, (counts.get(op.name) ?? 0) + 1));
    const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
    pass.print(pass.options.json ? json(sorted) : table(sorted));
    pass.preserveAll();
  },
};

type Counts = readonly (readonly [name: string, count: number])[];

function json(counts: Counts): string {
  const lines = counts.map(([name, count]) => `  ${JSON.stringify(name)} : ${count}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

/** Dialects stand right-aligned before the dot, names of operations left-aligned behind it. */
function table(counts: Counts): string {
  const rows = counts.map(([name, count]) => {
    const dot = name.indexOf('.');
    return { dialect: name.slice(0, Math.max(0, dot)), op: name.slice(dot + 1), count };
  });
  const longest = (texts: readonly string[]) => Math.max(0, ...texts.map((t) => t.length));
  const dialects = longest(rows.map((r) => r.dialect));
  const ops = longest(rows.map((r) => r.op));
  const lines = rows.map(({ dialect, op, count }) => {
    const left =
      dialect === ''
        ? `${' '.repeat(dialects + 3)}${op.padEnd(ops)}`
        : `${dialect.padStart(dialects + 2)}.${op.padEnd(ops)}`;
    return `${left} , ${count}\n`;
  });
  return `Operations encountered:\n-----------------------\n${lines.join('')}`;
}
