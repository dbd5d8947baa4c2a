/**
 * Control flow whose way is known when the network is imported: a constant condition takes one branch,
 * a constant trip count is unrolled.
 */
import type { Value } from '../../../ir/index.js';
import { I1, i64, type Node, range, shapeOf } from '../node.js';
import { unsqueeze } from './movement.js';
import type { Rows } from './row.js';

/** Iterations that one loop may be unrolled to. */
const MAX_TRIPS = 10_000;

function branch(n: Node): readonly Value[] {
  return n.subgraph(n.graph(n.constNumber(0) !== 0 ? 'then_branch' : 'else_branch'), []);
}

/** What each iteration gives, behind one another. */
const stacked = (n: Node, values: readonly Value[], axis: number): Value =>
  n.op(
    'concat',
    values.map((v) => unsqueeze(n, v, [axis])),
    { axis: i64(axis) },
  );

function loop(n: Node): readonly Value[] {
  const body = n.graph('body');
  const most = n.has(0) ? n.constNumber(0) : Number.POSITIVE_INFINITY;
  let isOn = n.has(1) ? n.constNumber(1) !== 0 : true;
  let carried = range(2, n.inputCount).map((i) => n.input(i));
  const scans: Value[][] = range(0, (body.output?.length ?? 1) - 1 - carried.length).map(() => []);
  for (let trip = 0; trip < most && isOn; trip++) {
    if (trip >= MAX_TRIPS) n.fail(`it runs more than ${MAX_TRIPS} times`);
    const [condition, ...results] = n.subgraph(body, [
      n.int64s([trip], []),
      n.numbers([1], I1),
      ...carried,
    ]);
    const known = n.known(condition);
    if (!known) n.fail('how often it runs is found at run time; it must be a constant');
    isOn = known!.bytes[0] !== 0;
    carried = results.slice(0, carried.length);
    results.slice(carried.length).forEach((value, i) => {
      scans[i].push(value);
    });
  }
  const outputs = scans.map((values) =>
    values.length === 0 ? n.fail('it runs not once') : stacked(n, values, 0),
  );
  return [...carried, ...outputs];
}

/** The slice of a scanned operand in one step. */
function slice(n: Node, x: Value, axis: number, at: number): Value {
  const shape = shapeOf(x);
  const piece = n.op('slice', [x], {
    begin: shape.map((_, i) => (i === axis ? at : 0)),
    size: shape.map((d, i) => (i === axis ? 1 : d)),
    stride: shape.map(() => 1),
  });
  return n.reshape(
    piece,
    shape.filter((_, i) => i !== axis),
  );
}

/** Scan over operands; before version 9 they have a batch dimension first. */
function scan(n: Node): readonly Value[] {
  if (n.version >= 9) return scanSamples(n, n.inputs());
  if (n.has(0)) n.fail('sequences of their own length are not supported');
  const operands = range(1, n.inputCount).map((i) => n.input(i));
  const batch = shapeOf(operands[0])[0];
  const samples = range(0, batch).map((b) =>
    scanSamples(
      n,
      operands.map((x) => slice(n, x, 0, b)),
    ),
  );
  return samples[0].map((_, i) =>
    stacked(
      n,
      samples.map((s) => s[i]),
      0,
    ),
  );
}

function scanSamples(n: Node, operands: readonly Value[]): readonly Value[] {
  const body = n.graph('body');
  const count = n.int('num_scan_inputs');
  let states = operands.slice(0, operands.length - count);
  const scanned = operands.slice(states.length);
  const outputs = (body.output?.length ?? 0) - states.length;
  const zeros = (length: number) => new Array<number>(length).fill(0);
  const [before, after] = n.version >= 9 ? ['scan_input', 'scan_output'] : ['', ''];
  const inputAxes = before ? n.ints(`${before}_axes`, zeros(count)) : zeros(count);
  const inputDirections = n.ints(before ? `${before}_directions` : 'directions', zeros(count));
  const outputAxes = after ? n.ints(`${after}_axes`, zeros(outputs)) : zeros(outputs);
  const outputDirections = after ? n.ints(`${after}_directions`, zeros(outputs)) : zeros(outputs);
  const axes = scanned.map((x, i) => n.axis(inputAxes[i], shapeOf(x).length));
  const steps = shapeOf(scanned[0] ?? n.fail('it scans nothing'))[axes[0]];
  if (steps > MAX_TRIPS) n.fail(`it runs more than ${MAX_TRIPS} times`);
  const results: Value[][] = range(0, outputs).map(() => []);
  for (let step = 0; step < steps; step++) {
    const pieces = scanned.map((x, i) =>
      slice(n, x, axes[i], inputDirections[i] ? steps - 1 - step : step),
    );
    const made = n.subgraph(body, [...states, ...pieces]);
    states = made.slice(0, states.length);
    made.slice(states.length).forEach((value, i) => {
      if (outputDirections[i]) results[i].unshift(value);
      else results[i].push(value);
    });
  }
  return [
    ...states,
    ...results.map((values, i) =>
      stacked(n, values, n.axis(outputAxes[i], shapeOf(values[0]).length + 1)),
    ),
  ];
}

export const control: Rows = { If: branch, Loop: loop, Scan: scan };
