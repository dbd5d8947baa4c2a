// Passes on long rows of blocks and functions: four times the IR is about four times the work. Work is
// counted, not timed: what the lists of the IR hand out, and what locations are made of.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../../dialects/index.js';
import { createPassRegistry } from '../../../driver/passes/index.js';
import {
  Block,
  Dominance,
  FusedLoc,
  type Location,
  parseSource,
  Region,
  Value,
} from '../../../ir/index.js';
import { parsePipeline, runPipeline } from '../../../pass/index.js';

let steps = 0;
/** Ends the counting: other tests run in this process too. */
const restore: (() => void)[] = [];

type Getter = () => readonly unknown[];

/** Counts what a getter gives; what it gives again without looking is one step. */
function countGetter(prototype: object, name: string): void {
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name)!;
  restore.push(() => void Object.defineProperty(prototype, name, descriptor));
  const { get } = descriptor as { get: Getter };
  const given = new WeakMap<object, readonly unknown[]>();
  Object.defineProperty(prototype, name, {
    configurable: true,
    get(this: object) {
      const list = get.call(this);
      steps += given.get(this) === list ? 1 : 1 + list.length;
      given.set(this, list);
      return list;
    },
  });
}

function countMethod<T extends object>(
  owner: T,
  name: keyof T,
  weight: (result: unknown) => number,
) {
  const descriptor = Object.getOwnPropertyDescriptor(owner, name)!;
  restore.push(() => void Object.defineProperty(owner, name, descriptor));
  const method = owner[name] as (...args: unknown[]) => unknown;
  Object.assign(owner, {
    [name](this: unknown, ...args: unknown[]) {
      const result = method.apply(this, args);
      steps += weight(result);
      return result;
    },
  });
}

const lengthOf = (list: unknown) => 1 + (list as readonly unknown[]).length;
const partsOf = (loc: unknown) =>
  loc instanceof FusedLoc ? 1 + (loc.locations as readonly Location[]).length : 1;

test.before(() => {
  countGetter(Region.prototype, 'blocks');
  for (const name of ['ops', 'predecessors', 'predecessorEdges'])
    countGetter(Block.prototype, name);
  countMethod(Value.prototype, 'users', lengthOf);
  countMethod(Dominance.prototype, 'blockDominates', () => 1);
  countMethod(FusedLoc as { naming: typeof FusedLoc.naming }, 'naming', partsOf);
});

const rows = (count: number, row: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => row(i)).join('');

/** if/else, one behind the other. */
const diamonds = (count: number) => `func.func @f(%x: i32) -> i32 {
  cf.br ^h0(%x : i32)
${rows(
  count,
  (i) => `^h${i}(%v${i}: i32):
  %k${i} = arith.constant ${i % 7} : i32
  %q${i} = arith.cmpi slt, %v${i}, %k${i} : i32
  cf.cond_br %q${i}, ^a${i}, ^b${i}
^a${i}:
  %p${i} = arith.addi %v${i}, %k${i} : i32
  cf.br ^h${i + 1}(%p${i} : i32)
^b${i}:
  %r${i} = arith.muli %v${i}, %k${i} : i32
  cf.br ^h${i + 1}(%r${i} : i32)
`,
)}^h${count}(%v: i32):
  return %v : i32
}
`;

/** Blocks that all may leave for one. */
const exits = (count: number) => `func.func @f(%c: i1, %x: i32) -> i32 {
  cf.br ^b0
${rows(count, (i) => `^b${i}:\n  cf.cond_br %c, ^b${i + 1}, ^end\n`)}^b${count}:
  cf.br ^end
^end:
  return %x : i32
}
`;

/** A sum that rules draw together, step by step. */
const sums = (count: number) => `func.func @f(%x: i32) -> i32 {
  %v0 = arith.addi %x, %x : i32
${rows(
  count,
  (i) => `  %k${i} = arith.constant 1 : i32\n  %v${i + 1} = arith.addi %v${i}, %k${i} : i32\n`,
)}  return %v${count} : i32
}
`;

/** Functions that call each the next, with an argument that nobody needs. */
const calls = (count: number) => `${rows(
  count,
  (i) => `func.func private @f${i}(%x: i32, %y: i32) -> (i32, i32) {
  %0 = arith.addi %x, %x : i32
  %1 = arith.muli %y, %y : i32
  %2:2 = call @f${i + 1}(%0, %1) : (i32, i32) -> (i32, i32)
  return %2#0, %2#1 : i32, i32
}
`,
)}func.func private @f${count}(%x: i32, %y: i32) -> (i32, i32) {
  return %x, %y : i32, i32
}
func.func @main(%x: i32) -> i32 {
  %0:2 = call @f0(%x, %x) : (i32, i32) -> (i32, i32)
  return %0#0 : i32
}
`;

const INPUTS = { diamonds, exits, sums, calls };

const registry = createPassRegistry();

async function workOf(pass: string, text: string): Promise<number> {
  const context = await createContext();
  await context.load('arith', 'cf', 'func');
  const module = parseSource(context, text, 'row.mlir');
  const pipeline = await parsePipeline(`builtin.module(${pass})`, registry);
  steps = 0;
  assert.ok(await runPipeline(context, module, pipeline, { registry }));
  return steps;
}

const FEW = 100;
const PASSES: Readonly<Record<string, readonly (keyof typeof INPUTS)[]>> = {
  canonicalize: ['diamonds', 'exits', 'sums', 'calls'],
  'canonicalize{region-simplify=aggressive}': ['exits', 'sums', 'calls'],
  cse: ['diamonds', 'exits', 'sums'],
  dce: ['diamonds', 'exits'],
  inline: ['diamonds', 'exits'],
  'inline{default-pipeline=}': ['calls'],
  'remove-dead-values': ['sums', 'calls'],
  sccp: ['diamonds', 'exits', 'sums', 'calls'],
  'symbol-dce': ['calls'],
};

for (const [pass, inputs] of Object.entries(PASSES)) {
  for (const input of inputs) {
    test(`${pass} on ${input}`, async () => {
      const few = await workOf(pass, INPUTS[input](FEW));
      const many = await workOf(pass, INPUTS[input](4 * FEW));
      assert.ok(few > 0, 'nothing was counted');
      assert.ok(many < 5 * few, `${few} steps for ${FEW}, ${many} for ${4 * FEW}`);
    });
  }
}

test.after(() => {
  for (const end of restore) end();
});
test.run();
