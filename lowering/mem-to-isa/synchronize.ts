/**
 * Finds what every block must wait for. Memory is followed byte by byte: who wrote each byte last,
 * and up to which block each engine has read it. A read waits for the writer; a write waits for the
 * writer and the readers. Engines retire their blocks in order, so one wait an engine is enough,
 * and a wait that an earlier block of the same engine has made already is left out.
 */
import { memSynchronizePass } from '../../generated/lowering-passes.js';
import { DenseArrayAttr, type MemRefType, type Operation, type Value } from '../../ir/index.js';
import type { Pass } from '../../pass/index.js';
import {
  accessOf,
  type Box,
  boxEnd,
  completeFields,
  type Engine,
  engineOf,
  forEachSegment,
} from '../../target/index.js';
import { bufferBytes } from '../common/index.js';
import { addressOf, instructionOfBlock, named } from './instructions.js';

const ENGINES: readonly Engine[] = ['dma', 'mac', 'vec'];

/** What a block touches on chip. */
interface BlockAccess {
  /** Undefined for a host call: the command processor itself waits for it. */
  readonly engine: number | undefined;
  readonly reads: readonly Box[];
  readonly writes: readonly Box[];
}

export const memSynchronize: Pass = {
  ...memSynchronizePass,
  run(module) {
    for (const fn of module.region().front.ops) {
      if (fn.name === 'func.func' && !fn.region().isEmpty) synchronize(fn);
    }
  },
};

function accessOfBlock(op: Operation): BlockAccess | undefined {
  if (op.name === 'mem.host') {
    const boxes = (name: string) => named(op, name).map(denseBox);
    return { engine: undefined, reads: boxes('inputs'), writes: boxes('outputs') };
  }
  const block = instructionOfBlock(op);
  if (!block) return undefined;
  const { mnemonic } = block;
  const { reads, writes } = accessOf({ mnemonic, fields: completeFields(mnemonic, block.fields) });
  const onChip = (boxes: readonly Box[]) => boxes.filter((b) => b.space === 'sram');
  return {
    engine: ENGINES.indexOf(engineOf(mnemonic)),
    reads: onChip(reads),
    writes: onChip(writes),
  };
}

function denseBox(value: Value): Box {
  const run = bufferBytes(value.type as MemRefType);
  return { space: 'sram', address: addressOf(value), run, dims: [] };
}

function synchronize(fn: Operation): void {
  const blocks = fn
    .region()
    .front.ops.map((op) => ({ op, access: accessOfBlock(op) }))
    .filter((b): b is { op: Operation; access: BlockAccess } => b.access !== undefined);
  const top = Math.max(
    0,
    ...blocks.flatMap(({ access: a }) => [...a.reads, ...a.writes].map(boxEnd)),
  );
  // Number of a block among those of its engine, from 1; 0 is nobody.
  const writer = ENGINES.map(() => new Int32Array(top));
  const reader = ENGINES.map(() => new Int32Array(top));
  const done: Operation[][] = ENGINES.map(() => []);
  // known[e][f]: engine e has waited for this many blocks of f (the last row is the host's).
  const known = [...ENGINES, 'host'].map(() => ENGINES.map(() => 0));

  for (const { op, access } of blocks) {
    const need = ENGINES.map(() => 0);
    const collect = (boxes: readonly Box[], tables: readonly Int32Array[]) => {
      for (const box of boxes) {
        forEachSegment(box, (address, bytes) => {
          tables.forEach((table, e) => {
            let most = need[e];
            for (let i = address; i < address + bytes; i++) if (table[i] > most) most = table[i];
            need[e] = most;
          });
        });
      }
    };
    collect(access.reads, writer);
    collect(access.writes, writer);
    collect(access.writes, reader);
    const own = known[access.engine ?? ENGINES.length];
    const tokens: Value[] = [];
    need.forEach((count, e) => {
      if (count <= own[e]) return;
      own[e] = count;
      tokens.push(done[e][count - 1].result());
    });
    setWaits(op, tokens);
    if (access.engine === undefined) {
      // All that comes after the host call is issued after it: nothing waits for what it waited for.
      for (const row of known)
        row.forEach((_, e) => {
          row[e] = Math.max(row[e], own[e]);
        });
      mark(
        access.writes,
        writer.map((table) => ({ table, value: 0 })),
      );
      continue;
    }
    done[access.engine].push(op);
    const number = done[access.engine].length;
    mark(access.reads, [{ table: reader[access.engine], value: number }]);
    mark(
      access.writes,
      writer.map((table, e) => ({ table, value: e === access.engine ? number : 0 })),
    );
  }
}

function mark(
  boxes: readonly Box[],
  tables: readonly { table: Int32Array; value: number }[],
): void {
  for (const box of boxes) {
    forEachSegment(box, (address, bytes) => {
      for (const { table, value } of tables) table.fill(value, address, address + bytes);
    });
  }
}

/** Replaces the `wait` operands, the first group of every block but the host's. */
function setWaits(op: Operation, tokens: readonly Value[]): void {
  const old = named(op, 'wait').length;
  op.setOperands([...tokens, ...op.operands.slice(old)]);
  const sizes = op.attr('operandSegmentSizes');
  if (sizes instanceof DenseArrayAttr) {
    op.setAttr(
      'operandSegmentSizes',
      DenseArrayAttr.i32([tokens.length, ...sizes.numbers.slice(1)]),
    );
  }
}
