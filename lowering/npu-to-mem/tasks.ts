/** Every npu operation but the MAC ones, to blocks over buffers. */
import { arrayAttr, intAttr, shapeOf } from '../../dialects/common/index.js';
import {
  DenseArrayAttr,
  IntegerAttr,
  lookupSymbol,
  MemRefType,
  type NamedAttribute,
  type Operation,
  type SymbolRefAttr,
  TypeAttr,
  type Value,
} from '../../ir/index.js';
import { copyLoops, MAX_LOOPS } from '../common/index.js';
import type { Emitter } from './emitter.js';
import { emitMac } from './mac-blocks.js';

type Emit = (e: Emitter, op: Operation) => void;

/** The attributes of an operation that its block keeps. */
function keep(op: Operation, ...names: readonly string[]): NamedAttribute[] {
  return names.map((name) => ({ name, value: op.attr(name)! }));
}

const array = (name: string, values: readonly number[]): NamedAttribute => ({
  name,
  value: DenseArrayAttr.i64(values),
});
const number = (name: string, value: number): NamedAttribute => ({
  name,
  value: IntegerAttr.i64(value),
});
const CLAMP = ['act_min', 'act_max'] as const;

/** One block over whole buffers, with the task's own attributes. */
const emitWhole =
  (name: string): Emit =>
  (e, op) =>
    e.block(name, op, {
      operands: [...op.operands, op.result()].map((v) => e.buffer(v)),
      attributes: op.attributes,
    });

/** One block a picture: the engine's windows have no batch. */
const emitPool =
  (name: string): Emit =>
  (e, op) => {
    const operands = [e.buffer(op.operand(0)), e.buffer(op.result())];
    for (let image = 0; image < shapeOf(op.operand(0))[0]; image++) {
      e.block(name, op, {
        operands,
        attributes: [number('image', image), ...keep(op, 'kernel', 'stride', 'padding', ...CLAMP)],
      });
    }
  };

function emitCopy(
  e: Emitter,
  op: Operation,
  source: Value,
  target: Value,
  box: Record<'from' | 'to' | 'size' | 'perm', readonly number[]>,
): void {
  e.block('mem.copy', op, {
    operands: [source, target],
    attributes: [
      array('source_offset', box.from),
      array('target_offset', box.to),
      array('size', box.size),
      array('perm', box.perm),
    ],
  });
}

/** Index and length along dimension 0 of the parts of a box that the DMA engine's loops can do. */
function parts(size: readonly number[], loops: number): (readonly [number, number])[] {
  if (loops <= MAX_LOOPS) return [[0, size[0]]];
  return Array.from({ length: size[0] }, (_, i) => [i, 1] as const);
}

/** The border in slabs, a pair a dimension, then the picture in the middle. */
function emitPad(e: Emitter, op: Operation): void {
  const [source, target] = [e.buffer(op.operand(0)), e.buffer(op.result())];
  const size = shapeOf(op.operand(0));
  const [before, after] = [arrayAttr(op, 'before'), arrayAttr(op, 'after')];
  const whole = shapeOf(op.result());
  const same = size.map((_, i) => i);
  const fill = (offset: readonly number[], box: readonly number[]) => {
    if (box.some((d) => d === 0)) return;
    for (const [i, n] of parts(box, copyLoops(whole, whole, box, same).length)) {
      e.block('mem.fill', op, {
        operands: [target],
        attributes: [
          number('value', intAttr(op, 'value')),
          array('offset', [offset[0] + i, ...offset.slice(1)]),
          array('size', [n, ...box.slice(1)]),
        ],
      });
    }
  };
  size.forEach((_, d) => {
    // Slabs of dimension d span what earlier dimensions left in the middle, and all of later ones.
    const slab = (start: number, length: number) => {
      const offset = whole.map((_s, i) => (i < d ? before[i] : i === d ? start : 0));
      fill(
        offset,
        whole.map((s, i) => (i < d ? size[i] : i === d ? length : s)),
      );
    };
    slab(0, before[d]);
    slab(before[d] + size[d], after[d]);
  });
  for (const [i, n] of parts(size, copyLoops(size, whole, size, same).length)) {
    emitCopy(e, op, source, target, {
      from: [i, ...size.slice(1).map(() => 0)],
      to: [before[0] + i, ...before.slice(1)],
      size: [n, ...size.slice(1)],
      perm: same,
    });
  }
}

function emitTranspose(e: Emitter, op: Operation): void {
  const size = shapeOf(op.operand(0));
  const zeros = size.map(() => 0);
  const box = { from: zeros, to: zeros, size, perm: arrayAttr(op, 'perm') };
  emitCopy(e, op, e.buffer(op.operand(0)), e.buffer(op.result()), box);
}

/** The result is the operand's buffer under another shape, with a tensor type of its own. */
function emitReshape(e: Emitter, op: Operation): void {
  const source = e.buffer(op.operand(0));
  const type = source.type as MemRefType;
  const view = e.builder.create('mem.view', {
    operands: [source],
    attributes: [{ name: 'tensor', value: TypeAttr.get(op.result().type) }],
    resultTypes: [
      MemRefType.get(shapeOf(op.result()), type.elementType, type.layout, type.memorySpace),
    ],
    loc: op.loc,
  });
  e.bind(op.result(), view.result());
}

function emitHost(e: Emitter, op: Operation): void {
  const inputs = op.operands.map((v) => e.buffer(v));
  const outputs = op.results.map((v) => e.buffer(v));
  const attributes = op.attr('attributes');
  e.block('mem.host', op, {
    operands: [...inputs, ...outputs],
    attributes: [
      ...keep(op, 'kernel', 'reason'),
      ...(attributes ? [{ name: 'attributes', value: attributes }] : []),
      {
        name: 'operandSegmentSizes',
        value: DenseArrayAttr.i32([0, inputs.length, outputs.length]),
      },
    ],
  });
}

function variableOf(op: Operation): Operation {
  return lookupSymbol(op, op.attr('variable') as SymbolRefAttr)!;
}

/** What a variable holds, in place; in a copy where it is used after the variable was assigned. */
function emitRead(e: Emitter, op: Operation): void {
  const variable = variableOf(op);
  const state = e.state(variable);
  const uses = [...op.result().uses()].map((use) => use.owner);
  let isAssigned = false;
  let isLate = false;
  for (let next = op.next; next; next = next.next) {
    // What is assigned may be the old value, and is read before it is written.
    if (isAssigned && uses.includes(next)) isLate = true;
    if (next.name === 'nn.assign_variable' && variableOf(next) === variable) isAssigned = true;
  }
  // A view of the old value may live on; only calls of the host are sure to end with their results.
  const isView = uses.some((use) => use.name === 'npu.reshape' || use.name === 'func.return');
  if (isAssigned && (isLate || isView)) e.copyWhole(op.loc, state, e.buffer(op.result()));
  else e.bind(op.result(), state);
}

function emitAssign(e: Emitter, op: Operation): void {
  const state = e.state(variableOf(op));
  const value = e.buffer(op.operand(0));
  if (value !== state) e.copyWhole(op.loc, value, state);
}

/** The emission of each operation of npu; what makes constants is asked for by its users. */
export const TASKS: Readonly<Record<string, Emit>> = {
  'nn.assign_variable': emitAssign,
  'nn.read_variable': emitRead,
  'npu.add': emitWhole('mem.add'),
  'npu.avg_pool2d': emitPool('mem.avg_pool2d'),
  'npu.constant': () => {},
  'npu.conv2d': emitMac,
  'npu.depthwise_conv2d': emitMac,
  'npu.host': emitHost,
  'npu.lut': (e, op) =>
    e.block('mem.lut', op, {
      operands: [
        e.buffer(op.operand(0)),
        e.constant(op.attr('table')!, 'table'),
        e.buffer(op.result()),
      ],
      attributes: [],
    }),
  'npu.matmul': emitMac,
  'npu.max_pool2d': emitPool('mem.max_pool2d'),
  'npu.mean': emitWhole('mem.mean'),
  'npu.mul': emitWhole('mem.mul'),
  'npu.pad': emitPad,
  'npu.reshape': emitReshape,
  'npu.softmax': (e, op) =>
    e.block('mem.softmax', op, {
      operands: [
        e.buffer(op.operand(0)),
        e.constant(op.attr('table')!, 'table'),
        e.buffer(op.result()),
      ],
      attributes: [],
    }),
  'npu.transpose': emitTranspose,
};
