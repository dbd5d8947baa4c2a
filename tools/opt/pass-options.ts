/** The options of npu-opt that are about passes and what watches them. */
import type { Arguments, OptionSpec } from '../common/options.js';
import { UsageError } from '../common/options.js';

const PASSES = { value: 'P', repeated: true } as const;

export const PASS_OPTIONS: Readonly<Record<string, OptionSpec>> = {
  'pass-pipeline': {
    value: 'TEXT',
    help: "passes to run: 'builtin.module(canonicalize{top-down=false},func.func(cse))'",
  },
  patterns: {
    value: 'FILE',
    repeated: true,
    help: 'apply the rules of a .pdll file greedily, in its place among the passes',
  },
  'dump-pass-pipeline': { help: 'print the pipeline as it will run' },
  'verify-each': { help: 'verify after every pass (default)' },
  'mlir-print-ir-before': { ...PASSES, help: 'print the IR before the passes P' },
  'mlir-print-ir-after': { ...PASSES, help: 'print the IR after the passes P' },
  'mlir-print-ir-before-all': { help: 'print the IR before every pass' },
  'mlir-print-ir-after-all': { help: 'print the IR after every pass' },
  'mlir-print-ir-after-change': { help: 'print the IR after a pass only if it changed' },
  'mlir-print-ir-after-failure': { help: 'print the IR after a pass only if that failed' },
  'mlir-print-ir-module-scope': { help: 'print the whole module each time' },
  'mlir-print-ir-tree-dir': {
    value: 'DIR',
    help: 'write each of these dumps to a file of its own below DIR',
  },
  'mlir-timing': {
    value: 'FORMAT',
    optional: true,
    help: 'print the time that each part took; FORMAT: text (default), json',
  },
  'mlir-timing-display': { value: 'HOW', help: 'list: longest first; tree (default)' },
  'mlir-output-format': { value: 'FORMAT', help: 'of --mlir-timing: text (default), json' },
  'mlir-pass-statistics': { help: 'print what the passes counted' },
  'mlir-pass-statistics-display': {
    value: 'HOW',
    help: 'list: passes of one name together; pipeline (default)',
  },
  'mlir-pass-pipeline-crash-reproducer': {
    value: 'FILE',
    help: 'when a pass fails, write the input with the pipeline to FILE',
  },
  'mlir-pass-pipeline-local-reproducer': {
    help: 'let that be the failing pass alone, with the IR before it',
  },
  'mlir-generate-reproducer': {
    value: 'FILE',
    help: 'write the input with the pipeline to FILE, whatever happens',
  },
  'run-reproducer': { help: 'run the pipeline that the input itself holds' },
  'log-actions-to': {
    value: 'FILE',
    help: 'log every pass and rule to FILE, - for standard error',
  },
  'profile-actions-to': {
    value: 'FILE',
    help: 'write when each of them began and ended to FILE, as a trace for Perfetto; -: standard error',
  },
  remarks: {
    value: 'FORMAT',
    optional: true,
    help: 'tell which rules applied where and which did not, and why; FORMAT: text (default), json',
  },
  'trace-rewrites': {
    value: 'FILE',
    help: 'write the same, in order and with the operations before and after, to FILE as JSON',
  },
  'verify-numerics': {
    value: 'SAMPLES',
    optional: true,
    help: 'run every function on random inputs before and after each pass, and compare (default 8)',
  },
  'verify-numerics-rewrites': { help: 'compare after each single rule too: slow' },
  'mlir-disable-threading': { help: 'nothing: there is one thread' },
};

/** Options that ask something of the passes even where none is named. */
export const PASS_REQUESTS: readonly string[] = [
  'pass-pipeline',
  'run-reproducer',
  'dump-pass-pipeline',
  'mlir-print-ir-before',
  'mlir-print-ir-after',
  'mlir-pass-statistics',
  'mlir-generate-reproducer',
];

/** The value of an option with a fixed set of them; the first is the default. */
export function choice<T extends string>(args: Arguments, name: string, cases: readonly T[]): T {
  return args.oneOf(name, cases) ?? cases[0];
}

/** Undefined when the option is not given; without a value it is the first case. */
export function optionalChoice<T extends string>(
  args: Arguments,
  name: string,
  cases: readonly T[],
): T | undefined {
  const value = args.value(name);
  if (value === undefined) return undefined;
  return value === '' || value === 'true' ? cases[0] : args.oneOf(name, cases);
}

/** Options that mean nothing without another. */
const NEEDS: readonly (readonly [option: string, needs: readonly string[]])[] = [
  ['mlir-pass-pipeline-local-reproducer', ['mlir-pass-pipeline-crash-reproducer']],
];

/** Finds what cannot be meant, before anything is done. Throws UsageError. */
export function checkPassOptions(args: Arguments): void {
  optionalChoice(args, 'mlir-timing', ['text', 'json']);
  optionalChoice(args, 'remarks', ['text', 'json']);
  choice(args, 'mlir-timing-display', ['tree', 'list']);
  choice(args, 'mlir-output-format', ['text', 'json']);
  choice(args, 'mlir-pass-statistics-display', ['pipeline', 'list']);
  for (const [option, needs] of NEEDS) {
    if (args.has(option) && !needs.some((n) => args.has(n))) {
      throw new UsageError(`'--${option}' needs '--${needs[0]}' too`);
    }
  }
}
