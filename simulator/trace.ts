/**
 * The run as a trace that Perfetto and chrome://tracing open: one track per stage of each engine.
 * Format: Trace Event Format (Google), complete events; one microsecond stands for one cycle.
 */
import type { ObjectFile } from '../target/index.js';
import type { Step } from './steps.js';
import type { Span, Stage } from './timing/index.js';

export interface TraceEvent {
  readonly name: string;
  readonly ph: 'X' | 'M';
  readonly pid: number;
  readonly tid: number;
  readonly ts?: number;
  readonly dur?: number;
  readonly cat?: string;
  readonly args: Readonly<Record<string, string | number>>;
}

/** Tracks in display order. */
const TRACKS: readonly { readonly engine: string; readonly stage: Stage; readonly name: string }[] =
  [
    { engine: '*', stage: 'fetch', name: 'commands' },
    { engine: 'dma', stage: 'transfer', name: 'DMA' },
    { engine: 'mac', stage: 'weights', name: 'MAC weights' },
    { engine: 'mac', stage: 'table', name: 'MAC table' },
    { engine: 'mac', stage: 'load', name: 'MAC load' },
    { engine: 'mac', stage: 'compute', name: 'MAC array' },
    { engine: 'mac', stage: 'store', name: 'MAC store' },
    { engine: 'vec', stage: 'table', name: 'VEC table' },
    { engine: 'vec', stage: 'exec', name: 'VEC' },
    { engine: 'sys', stage: 'host', name: 'host' },
  ];

/** The trace of a run, ready for JSON.stringify. */
export function traceEvents(
  object: ObjectFile,
  steps: readonly Step[],
  spans: readonly Span[],
): { readonly displayTimeUnit: 'ns'; readonly traceEvents: readonly TraceEvent[] } {
  const pid = 1;
  const names = TRACKS.map(
    ({ name }, tid): TraceEvent => ({ name: 'thread_name', ph: 'M', pid, tid, args: { name } }),
  );
  const order = TRACKS.map(
    (_, tid): TraceEvent => ({
      name: 'thread_sort_index',
      ph: 'M',
      pid,
      tid,
      args: { sort_index: tid },
    }),
  );
  const events = spans.map((span): TraceEvent => {
    const step = steps[span.step];
    const op = object.info.ops[step.op]?.name;
    return {
      name: op ?? step.mnemonic,
      cat: span.stage,
      ph: 'X',
      pid,
      tid: TRACKS.findIndex(
        (t) => t.stage === span.stage && (t.engine === '*' || t.engine === step.engine),
      ),
      ts: span.start,
      dur: span.end - span.start,
      args: { instruction: step.index, mnemonic: step.mnemonic, op: op ?? '' },
    };
  });
  const process: TraceEvent = {
    name: 'process_name',
    ph: 'M',
    pid,
    tid: 0,
    args: { name: `${object.info.model} on ${object.target.name} (1 µs = 1 cycle)` },
  };
  return { displayTimeUnit: 'ns', traceEvents: [process, ...names, ...order, ...events] };
}
