/**
 * Places every on-chip buffer. Two buffers may share bytes when their lifetimes do not meet. The
 * largest are placed first, each at the lowest address that is free while it lives; several orders
 * are tried and the one with the lowest peak is kept.
 */

import { Graph } from '@dagrejs/graphlib';
import { memAllocatePass } from '../../generated/lowering-passes.js';
import {
  IntegerAttr,
  type MemRefType,
  type Operation,
  sourceNames,
  type Value,
} from '../../ir/index.js';
import type { Pass } from '../../pass/index.js';
import { bufferBytes, sramLimitOf } from '../common/index.js';

/** Buffers start at multiples of this: whole beats of every target's port. */
const ALIGNMENT = 16;

export interface Lifetime {
  readonly buffer: Operation;
  readonly bytes: number;
  /** Positions of the first and the last block that touch it. */
  readonly start: number;
  readonly end: number;
}

export const memAllocate: Pass = {
  ...memAllocatePass,
  run(module, { error, count }) {
    const limit = sramLimitOf(module);
    for (const fn of module.region().front.ops) {
      if (fn.name !== 'func.func' || fn.region().isEmpty) continue;
      const lifetimes = lifetimesOf(fn);
      const placed = place(lifetimes);
      count('peak-bytes', placed.peak);
      if (placed.peak > limit) {
        error(fn.loc, overflowMessage(lifetimes, placed.peak, limit));
        return;
      }
      lifetimes.forEach(({ buffer }, i) => {
        buffer.setAttr('address', IntegerAttr.i64(placed.addresses[i]));
      });
    }
  },
};

/** The buffer behind a value: views share their source's. */
export function rootBuffer(value: Value): Value {
  let at = value;
  while (at.definingOp?.name === 'mem.view') at = at.definingOp.operand(0);
  return at;
}

/** Lifetimes of the on-chip buffers of a function, by the order of its operations. */
export function lifetimesOf(fn: Operation): Lifetime[] {
  const ops = fn.region().front.ops;
  const ranges = new Map<Value, { start: number; end: number }>();
  const outputs = new Set<Value>();
  ops.forEach((op, position) => {
    if (op.attr('output') !== undefined) outputs.add(rootBuffer(op.result()));
    if (op.name === 'mem.view') return;
    for (const operand of op.operands) {
      const root = rootBuffer(operand);
      if (root.definingOp?.name !== 'mem.buffer') continue;
      const range = ranges.get(root);
      if (range) range.end = position;
      else ranges.set(root, { start: position, end: position });
    }
  });
  const lifetimes: Lifetime[] = [];
  for (const op of ops) {
    if (op.name !== 'mem.buffer') continue;
    const range = ranges.get(op.result()) ?? { start: 0, end: 0 };
    const isState = op.attr('state') !== undefined;
    lifetimes.push({
      buffer: op,
      bytes: bufferBytes(op.result().type as MemRefType),
      // Inputs are written before the program starts, outputs read after it ended; state is both.
      start: op.attr('input') === undefined && !isState ? range.start : -1,
      end: outputs.has(op.result()) || isState ? ops.length : range.end,
    });
  }
  return lifetimes;
}

export interface Placement {
  readonly addresses: readonly number[];
  readonly peak: number;
}

/** Buffers by their positions; an edge where two live at the same time. */
function interference(lifetimes: readonly Lifetime[]): Graph {
  const graph = new Graph({ directed: false });
  lifetimes.forEach((mine, i) => {
    graph.setNode(String(i));
    for (let j = 0; j < i; j++) {
      if (lifetimes[j].start <= mine.end && mine.start <= lifetimes[j].end) {
        graph.setEdge(String(i), String(j));
      }
    }
  });
  return graph;
}

/** The best of several greedy orders. */
export function place(lifetimes: readonly Lifetime[]): Placement {
  const size = (l: Lifetime) => l.bytes;
  const span = (l: Lifetime) => l.end - l.start;
  const orders: ((a: Lifetime, b: Lifetime) => number)[] = [
    (a, b) => size(b) - size(a) || a.start - b.start,
    (a, b) => span(b) - span(a) || size(b) - size(a),
    (a, b) => size(b) * span(b) - size(a) * span(a) || a.start - b.start,
    (a, b) => a.start - b.start || size(b) - size(a),
  ];
  const graph = interference(lifetimes);
  let best: Placement | undefined;
  for (const order of orders) {
    const positions = lifetimes.map((_, i) => i).sort((a, b) => order(lifetimes[a], lifetimes[b]));
    const placed = placeInOrder(lifetimes, graph, positions);
    if (!best || placed.peak < best.peak) best = placed;
  }
  return best!;
}

/** Each buffer at the lowest address that none of those placed before it, and alive with it, takes. */
function placeInOrder(
  lifetimes: readonly Lifetime[],
  graph: Graph,
  order: readonly number[],
): Placement {
  const addresses = new Map<number, number>();
  let peak = 0;
  for (const i of order) {
    const { bytes } = lifetimes[i];
    const meeting = (graph.neighbors(String(i)) ?? [])
      .map(Number)
      .filter((j) => addresses.has(j))
      .sort((a, b) => addresses.get(a)! - addresses.get(b)!);
    let at = 0;
    for (const j of meeting) {
      if (at + bytes <= addresses.get(j)!) break;
      at = Math.max(at, align(addresses.get(j)! + lifetimes[j].bytes));
    }
    addresses.set(i, at);
    peak = Math.max(peak, at + bytes);
  }
  return { addresses: lifetimes.map((_, i) => addresses.get(i)!), peak: align(peak) };
}

function align(n: number): number {
  return Math.ceil(n / ALIGNMENT) * ALIGNMENT;
}

/** Who needs how much at the worst moment, and what would help. */
function overflowMessage(lifetimes: readonly Lifetime[], peak: number, limit: number): string {
  let worst = 0;
  let bytes = 0;
  for (const { start } of lifetimes) {
    const alive = lifetimes.filter((l) => l.start <= start && start <= l.end);
    const sum = alive.reduce((n, l) => n + l.bytes, 0);
    if (sum > bytes) [worst, bytes] = [start, sum];
  }
  const owners = lifetimes
    .filter((l) => l.start <= worst && worst <= l.end)
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, 5)
    .map((l) => `${sourceNames(l.buffer.loc).at(-1) ?? 'a buffer'} (${l.bytes})`);
  return (
    `the activations need ${peak} bytes of on-chip memory, ${limit} may be used. ` +
    `At the worst moment these live: ${owners.join(', ')}. ` +
    'Take a target with more memory, raise --sram-limit, or shrink the input or the widest layer'
  );
}
