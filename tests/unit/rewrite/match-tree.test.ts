// Rules as a decision tree: the same rule applies as when they are tried one by one, and what
// several ask is asked once.
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  type Context,
  IntegerAttr,
  IntegerType,
  type Operation,
  parseSource,
  type Value,
} from '../../../ir/index.js';
import {
  applyPatternsGreedily,
  matchCost,
  type NativeRegistry,
  observeRewrites,
  PatternIndex,
  type PatternRewriter,
  patternsOf,
  type RewritePattern,
  runSteps,
} from '../../../rewrite/index.js';
import { compilePdll } from '../../../rewrite/pdll/index.js';
import { parseBody, short, toyContext } from './toy.js';

const natives: NativeRegistry = {
  constraints: {
    Even: (_ctx, a: IntegerAttr) => a instanceof IntegerAttr && a.value % 2n === 0n,
    HasOneUse: (_ctx, v: Value) => v.hasOneUse,
    Twice: (_ctx, a: IntegerAttr) =>
      a instanceof IntegerAttr ? IntegerAttr.get(2n * a.value, a.type) : false,
  },
};
const DECLARED = `Constraint Even(a: Attr);
Constraint HasOneUse(v: Value);
Constraint Twice(a: Attr) -> Attr;
`;

function rulesOf(text: string): RewritePattern[] {
  const source = { file: 'r.pdll', text: DECLARED + text };
  return patternsOf(compilePdll(source, { read: () => undefined, folders: [] }), natives);
}

/** The first rule that matches when each is tried by itself. */
function firstByLine(
  context: Context,
  patterns: readonly RewritePattern[],
  op: Operation,
  after: number,
): string {
  const sorted = [...patterns].sort((a, b) => b.benefit - a.benefit);
  const found = sorted.find((p, rank) => {
    if (rank <= after || (p.root !== undefined && p.root !== op.name)) return false;
    const { steps, slots } = p.program!;
    const setting = { context: context, root: op };
    return runSteps(steps, Object.assign(new Array(slots), { 0: op }), setting) === true;
  });
  return found?.name ?? 'none';
}

const OPERAND = [
  'x: Value',
  '_: Value',
  'op<t.neg>(x: Value)',
  'op<t.neg>',
  'op<t.add>',
  'op<t.constant> {value = attr<"1 : i32">}',
  'op<t.constant> {value = v: Attr}',
];
const ATTRIBUTES = [
  '',
  '{k = attr<"1 : i32">}',
  '{k = attr<"2 : i32">}',
  '{k = w: Attr}',
  '{j = attr<"1 : i32">}',
  '{k = attr<"0x1 : i32">, j}',
  '{l, m, n, o}',
  '{a1}',
  '{a2}',
  '{a3}',
  '{a4}',
];
const TYPES = ['', '-> (type<"i32">)', '-> (t: Type)', '-> (type<"i64">)'];

const ruleArb = fc
  .record({
    operands: fc.array(fc.nat(OPERAND.length - 1), { maxLength: 2 }),
    none: fc.boolean(),
    attributes: fc.nat(ATTRIBUTES.length - 1),
    types: fc.nat(TYPES.length - 1),
    benefit: fc.nat(3),
    native: fc.nat(4),
    root: fc.constantFrom('t.add', 't.neg', ''),
  })
  .map((r) => {
    const operands = r.operands.map((o, i) =>
      OPERAND[o].replace(/\b([xv]):/g, i === 0 ? '$1:' : `$1${i}:`),
    );
    // The same name twice means the same value.
    const list = operands.join(', ').replace('x1: Value', r.native === 4 ? 'x' : 'x1: Value');
    const args = r.none && r.operands.length === 0 ? '' : `(${list})`;
    const uses = [
      list.includes('x: Value') && r.native === 1 ? 'HasOneUse(x);' : '',
      ATTRIBUTES[r.attributes].includes('w:') && r.native > 1 ? 'Even(w);' : '',
      list.includes('v: Attr') && r.native === 3 ? 'let d = Twice(v); Even(d);' : '',
    ];
    const safe =
      r.native === 4 && !/x: Value/.test(operands[0] ?? '')
        ? args.replace(/\bx\b(?!:)/, 'x1: Value')
        : args;
    return `Pattern with benefit(${r.benefit}) {
  let root = op<${r.root}>${safe} ${ATTRIBUTES[r.attributes]} ${TYPES[r.types]};
  ${uses.join(' ')}
  erase root;
}`;
  });

const IR = `%0 = "t.constant"() <{value = 1 : i32}> : () -> i32
%1 = "t.constant"() <{value = 2 : i32}> : () -> i32
%2 = "t.neg"(%a) {k = 1 : i32} : (i32) -> i32
%3 = "t.neg"(%2) {k = 2 : i32, a1, a3} : (i32) -> i32
%4 = "t.neg"(%3) : (i32) -> i64
%5 = "t.add"(%2, %0) {k = 1 : i32, j} : (i32, i32) -> i32
%6 = "t.add"(%5, %5) {k = 2 : i32, l, m, n, o} : (i32, i32) -> i32
%7 = "t.add"(%0, %3) {j = 1 : i32, a2, a4} : (i32, i32) -> i32
%8 = "t.add"(%b, %1) : (i32, i32) -> i32
"t.sink"(%4, %6, %7, %8) : (i64, i32, i32, i32) -> ()
"t.return"() : () -> ()`;

test('the rule that a tree finds is the first that matches, also behind another', () => {
  const context = toyContext();
  const module = parseBody(context, IR);
  const ops: Operation[] = [];
  module.walk((op) => ops.push(op));
  fc.assert(
    fc.property(
      fc.array(ruleArb, { minLength: 1, maxLength: 25 }),
      fc.integer({ min: -1, max: 20 }),
      (rules, after) => {
        const patterns = rulesOf(rules.join('\n'));
        const index = new PatternIndex(patterns);
        for (const op of ops) {
          const found = index.match(op, context, after)?.pattern.name ?? 'none';
          if (found !== firstByLine(context, patterns, op, after)) return false;
        }
        return true;
      },
    ),
    { numRuns: 150 },
  );
});

test('slots of the rule that is found are filled, whatever was asked after', () => {
  const rules = `
Pattern Low { let root = op<t.add>(op<t.neg>(x: Value), y: Value); replace root with (y); }
Pattern High with benefit(2) { let root = op<t.add>(op<t.neg>(x: Value), op<t.neg>(y: Value)); replace root with x; }
Pattern Mid with benefit(1) { let root = op<t.add>(op<t.neg>(x: Value), y: Value) {k}; replace root with x; }`;
  const context = toyContext();
  const module = parseBody(
    context,
    `%0 = "t.neg"(%a) : (i32) -> i32
     %1 = "t.neg"(%b) : (i32) -> i32
     %2 = "t.add"(%0, %b) : (i32, i32) -> i32
     %3 = "t.add"(%0, %b) {k} : (i32, i32) -> i32
     %4 = "t.add"(%1, %0) : (i32, i32) -> i32
     "t.sink"(%2, %3, %4) : (i32, i32, i32) -> ()
     "t.return"() : () -> ()`,
  );
  applyPatternsGreedily(context, module, rulesOf(rules));
  assert.equal(short(context, module), ['t.sink(%arg1, %arg0, %arg1)', 't.return()']);
});

test('an operation is asked the same number of questions by 50 rules and by 5,000', () => {
  const rule = (n: number) => {
    const k = `k = attr<"${n} : i32">`;
    return [
      `Pattern R${n} => erase op<t.sink>(x: Value) {${k}};`,
      `Pattern R${n} => erase op<t.sink>(op<u.o${n}>(x: Value));`,
      `Pattern R${n} => erase op<t.sink>(x: Value) {a${n}};`,
      `Pattern R${n} { let root = op<t.sink>(x: Value<type<"i${n + 1}">>) {${k}}; HasOneUse(x); erase root; }`,
      `Pattern R${n} { let root = op<t.sink>(op<t.neg> {${k}}); erase root; }`,
    ][n % 5];
  };
  const text = (n: number) => Array.from({ length: n }, (_, i) => rule(i)).join('\n');
  const context = toyContext();
  const module = parseBody(
    context,
    `%0 = "t.neg"(%a) {k = 4 : i32} : (i32) -> i32
     %1 = "u.o1"(%0) : (i32) -> i32
     ${Array.from({ length: 20 }, (_, i) => `"t.sink"(%${i % 2}) {k = ${i + 101} : i32} : (i32) -> ()`).join('\n')}
     "t.return"() : () -> ()`,
  );
  const sinks: Operation[] = [];
  module.walk((op) => {
    if (op.name === 't.sink') sinks.push(op);
  });
  const asked = [50, 5000].map((n) => {
    const index = new PatternIndex(rulesOf(text(n)));
    const { questions } = matchCost;
    for (const op of sinks) index.match(op, context);
    return matchCost.questions - questions;
  });
  assert.ok(asked[0] >= sinks.length, String(asked));
  assert.ok(asked[1] <= 2 * asked[0], String(asked));
});

test('rules with a program and others are tried in one order, watched or not', () => {
  const own = (name: string, benefit: number): RewritePattern => ({
    name,
    root: 't.sink',
    benefit,
    matchAndRewrite(op, rewriter) {
      if (op.attr(name)) return false;
      rewriter.modifyInPlace(op, () => op.setAttr(name, IntegerAttr.get(1n, IntegerType.get(32))));
      return true;
    },
  });
  const run = () => {
    const context = toyContext();
    const module = parseSource(
      context,
      '%0 = "u.x"() : () -> i32\n"t.sink"(%0) : (i32) -> ()',
      'x',
    );
    const log: string[] = [];
    const rules = rulesOf('Pattern Table with benefit(2) => erase op<t.sink>;');
    const patterns = [own('low', 1), own('high', 3), ...rules].map((p) => ({
      ...p,
      matchAndRewrite(op: Operation, rewriter: PatternRewriter) {
        const answer = p.matchAndRewrite(op, rewriter);
        if (answer === true) log.push(p.name);
        return answer;
      },
      ...(p.program && {
        program: {
          ...p.program,
          rewrite(...args: Parameters<NonNullable<typeof p.program>['rewrite']>) {
            log.push(p.name);
            p.program!.rewrite(...args);
          },
        },
      }),
    }));
    applyPatternsGreedily(context, module, patterns);
    return log;
  };
  assert.equal(run(), ['high', 'Table']);
  const stop = observeRewrites({ attempt: () => {} });
  assert.equal(run(), ['high', 'Table']);
  stop();
});

test.run();
