import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  type Attribute,
  DiagnosticError,
  IntegerAttr,
  type Operation,
  type OpSpec,
  renderDiagnostic,
  StringAttr,
  type Value,
} from '../../../ir/index.js';
import {
  applyPatternsGreedily,
  type NativeRegistry,
  patternsOf,
  ruleCoverage,
} from '../../../rewrite/index.js';
import { compilePdll, type SpecTable, specsOfContext } from '../../../rewrite/pdll/index.js';
import { opSpec, parseBody, short, toyContext } from './toy.js';

const files: Record<string, string> = {};
const reader = { read: (path: string) => files[path], folders: ['/inc'] };

function specsOf(names: readonly OpSpec[]): SpecTable {
  return new Map(names.map((s) => [s.name, s]));
}

const toySpecs = specsOfContext(toyContext());

function compile(text: string, specs: SpecTable = toySpecs) {
  return compilePdll({ file: '/rules/test.pdll', text }, reader, specs);
}

/** Compiles rules, runs them as JSON would bring them, and shows the body. */
function run(
  rules: string,
  body: string,
  natives: NativeRegistry = {},
  specs?: SpecTable,
): string[] {
  const context = toyContext();
  const module = parseBody(context, body);
  const table = JSON.parse(JSON.stringify(compile(rules, specs)));
  const result = applyPatternsGreedily(context, module, patternsOf(table, natives), {
    fold: false,
  });
  assert.ok(result.converged);
  return short(context, module);
}

/** The message of the error in `text`, with its line and caret. */
function errorOf(text: string, specs?: SpecTable): string {
  try {
    compile(text, specs);
  } catch (error) {
    if (error instanceof DiagnosticError) {
      return renderDiagnostic(error.diagnostic, (_f, line) => text.split('\n')[line - 1]);
    }
    throw error;
  }
  throw new Error('the rules compiled');
}

const NEGS = `%0 = "t.neg"(%a) : (i32) -> i32
  %1 = "t.neg"(%0) : (i32) -> i32
  "t.return"(%1) : (i32) -> ()`;

test('neg(neg(x)) -> x', () => {
  const rules = `Pattern DoubleNegation {
    let root = op<t.neg>(op<t.neg>(x: Value));
    replace root with x;
  }`;
  const before = ruleCoverage.get('DoubleNegation') ?? 0;
  assert.equal(run(rules, NEGS), ['t.return(%arg0)']);
  assert.is(ruleCoverage.get('DoubleNegation'), before + 1);
});

test('the same without specs', () => {
  const rules = 'Pattern => replace op<u.neg>(op<u.neg>(x: Value)) with x;';
  assert.equal(run(rules, NEGS.replaceAll('t.neg', 'u.neg'), {}, new Map()), [
    // An unregistered operation may have effects: it stays.
    '%0 = u.neg(%arg0)',
    't.return(%arg0)',
  ]);
});

const RELU = `Constraint HasOneUse(v: Value);
Rewrite Merge(act: Attr) -> Attr;
// relu(conv(x)) -> conv(x) {act = relu}
Pattern FuseRelu with benefit(2) {
  let conv = op<t.conv>(ifm: Value, bias: ValueRange);
  let root = op<t.relu>(conv);
  HasOneUse(conv.ofm);
  replace root with op<t.conv>(ifm, bias) {act = Merge(attr<"\\"relu\\"">)};
}`;

const natives: NativeRegistry = {
  constraints: { HasOneUse: (_ctx, v: Value) => v.hasOneUse || 'it has several uses' },
  rewrites: { Merge: (_ctx, a: Attribute) => StringAttr.get(`${(a as StringAttr).value}6`) },
};

test('natives, an optional operand, types and names of the replaced operation', () => {
  const body = (more: string) => `%0 = "t.conv"(%a, %b) : (i32, i32) -> i32 loc("c")
    %1 = "t.relu"(%0) : (i32) -> i32 loc("r")
    "t.return"(%1${more}) : (i32${more && ', i32'}) -> ()`;
  assert.equal(run(RELU, body(''), natives), [
    '%0 = t.conv(%arg0, %arg1) <{act = "relu6"}>',
    't.return(%0)',
  ]);
  assert.is(run(RELU, body(', %0'), natives).length, 3);
});

test('a missing function is named when the table is loaded', () => {
  assert.throws(
    () => patternsOf(compile(RELU), { constraints: { HasOneUses: () => true } }),
    /no function is registered for `Constraint HasOneUse\(Value\)` \(there is 'HasOneUses'\); no function is registered for `Rewrite Merge\(Attr\)`/,
  );
});

test('attributes: constants, bound by name, passed on, typed', () => {
  const rules = `Pattern {
    let t: Type;
    let root = op<u.foo>(x: Value<t>) {k = a: Attr<t>, mode = attr<"1 : i64">};
    replace root with op<u.bar>(x) {k2 = a, unit, n = attr<"[1, 2]">} -> (t);
  }`;
  const body = (
    mode: number,
    type: string,
  ) => `%0 = "u.foo"(%a) {k = 3 : ${type}, mode = ${mode} : i64, z} : (i32) -> i32
    "t.return"(%0) : (i32) -> ()`;
  assert.equal(run(rules, body(1, 'i32')), [
    '%0 = u.bar(%arg0) {k2 = 3 : i32, n = [1, 2], unit}',
    't.return(%0)',
  ]);
  assert.match(run(rules, body(2, 'i32'))[0], /u.foo/);
  assert.match(run(rules, body(1, 'i64'))[0], /u.foo/);
});

test('result types: constants, matched, results by index', () => {
  const rules = `Pattern {
    let p = op<t.pair> -> (type<"i32">, t: Type);
    let root = op<u.use>(p.1, p.0);
    rewrite root with {
      let n = op<u.swapped>(p.0, p.1) -> (t);
      replace root with n;
    };
  }`;
  const body = (a: string, b: string) => `%0:2 = "t.pair"() : () -> (i32, i32)
    %1 = "u.use"(%0#${a}, %0#${b}) : (i32, i32) -> i32
    "t.return"(%1) : (i32) -> ()`;
  assert.equal(run(rules, body('1', '0'))[1], '%1 = u.swapped(%0#0, %0#1)');
  assert.match(run(rules, body('0', '1'))[1], /u.use/);
});

test('ranges, tuples and several new operations', () => {
  const rules = `Pattern {
    let root = op<u.cat>(first: Value, rest: ValueRange) -> (ts: TypeRange);
    rewrite root with {
      let both = (one = first, others = rest);
      let n: Value = op<u.neg>(both.one) -> (type<"i32">);
      replace root with op<t.concat>((both.others, n)) -> (ts);
    };
  }`;
  const body = `%0 = "u.cat"(%a, %b, %b) : (i32, i32, i32) -> i32
    "t.return"(%0) : (i32) -> ()`;
  assert.equal(run(rules, body), [
    '%0 = u.neg(%arg0)',
    '%1 = t.concat(%arg1, %arg1, %0)',
    't.return(%1)',
  ]);
});

test('constraints and rewrites in PDLL are inlined; negation; results of natives', () => {
  const rules = `Constraint IsZero(a: Attr);
Constraint Twice(a: Attr) -> Attr;
Constraint Const(v: Value) -> Attr {
  let c = op<t.constant> {value = a: Attr};
  let w: Value = c;
  Same(v, w);
  return a;
}
Constraint Same(a: Value, b: Value);`;
  // A name is declared before its use.
  assert.match(errorOf(rules), /unknown constraint `Same`/);
  const good = `Constraint IsZero(a: Attr);
Constraint Twice(a: Attr) -> Attr;
Constraint NotZero(a: Attr) { not IsZero(a); }
Rewrite Constant(a: Attr, t: Type) -> Op { return op<t.constant> {value = a} -> (t); }
Rewrite Done(o: Op, by: Op) => replace o with by;
Pattern {
  let root = op<u.double>(op<t.constant> {value = a: [Attr, NotZero]}) -> (t: Type);
  let b = Twice(a);
  rewrite root with { Done(root, Constant(b, t)); };
}`;
  const body = (n: number) => `%0 = "t.constant"() <{value = ${n} : i32}> : () -> i32
    %1 = "u.double"(%0) : (i32) -> i32
    "t.return"(%1) : (i32) -> ()`;
  const registry: NativeRegistry = {
    constraints: {
      IsZero: (_ctx, a: IntegerAttr) => a.value === 0n,
      Twice: (_ctx, a: IntegerAttr) => IntegerAttr.get(a.value * 2n, a.type),
    },
  };
  assert.equal(run(good, body(4), registry)[0], '%0 = t.constant() <{value = 8 : i32}>');
  assert.match(run(good, body(0), registry)[1], /u.double/);
});

test('an operation that is no producer is found among the users of a value', () => {
  const rules = `Pattern {
    let root = op<t.relu>(x: Value);
    let other = op<t.neg>(x);
    rewrite root with { replace root with other; };
  }`;
  const body = (more: string) =>
    `%n = "t.neg"(%b) : (i32) -> i32
     "t.sink"(%a) : (i32) -> ()
     ${more}
     %r = "t.relu"(%a) : (i32) -> i32
     "t.sink"(%r, %n) : (i32, i32) -> ()
     "t.return"() : () -> ()`;
  assert.match(run(rules, body('')).join(), /t\.relu/);
  const found = run(rules, body('%m = "t.neg"(%a) : (i32) -> i32\n"t.sink"(%m) : (i32) -> ()'));
  assert.equal(found.slice(1, 5), [
    't.sink(%arg0)',
    '%1 = t.neg(%arg0)',
    't.sink(%1)',
    't.sink(%1, %0)',
  ]);
});

test('members of an operation by the names of its spec', () => {
  const rules = `Pattern {
    let root: Op<t.add>;
    let c = op<t.constant>;
    let x = op<t.add>(y: Value, c);
    replace root with root.lhs;
  }`;
  assert.match(errorOf(rules), /cannot be reached from the root of the pattern: no value connects/);
  const swap = `Pattern {
    let root = op<t.add>(op<t.constant>, x: Value);
    rewrite root with {
      replace root with op<u.add>(root.rhs, root.lhs);
    };
  }`;
  const body = `%0 = "t.constant"() <{value = 1 : i32}> : () -> i32
    %1 = "t.add"(%0, %a) : (i32, i32) -> i32
    "t.return"(%1) : (i32) -> ()`;
  assert.equal(run(swap, body)[1], '%1 = u.add(%arg0, %0)');
});

test('one name in two places is one thing', () => {
  const rules = 'Pattern => replace op<t.add>(x: Value, x) with op<u.twice>(x);';
  const body = (a: string, b: string) => `%0 = "t.add"(${a}, ${b}) : (i32, i32) -> i32
    "t.return"(%0) : (i32) -> ()`;
  assert.equal(run(rules, body('%a', '%a'))[0], '%0 = u.twice(%arg0)');
  assert.equal(run(rules, body('%a', '%b'))[0], '%0 = t.add(%arg0, %arg1)');
});

test('any operation, and erase', () => {
  const rules = 'Pattern => erase op<> {del};';
  const body = '"u.a"() {del} : () -> ()\n"u.b"() {z} : () -> ()\n"t.return"() : () -> ()';
  assert.equal(run(rules, body), ['u.b() {z}', 't.return()']);
});

test('an included file brings its declarations once', () => {
  files['/inc/common.pdll'] = 'Constraint Ok(v: Value);';
  files['/rules/more.pdll'] = '#include "common.pdll"';
  const table = compile(
    '#include "common.pdll"\n#include "more.pdll"\nPattern => erase op<u.a>(x: [Value, Ok]);',
  );
  assert.equal(table.constraints, [{ name: 'Ok', args: ['Value'], results: [] }]);
});

test('a native rewrite may change the IR through the rewriter', () => {
  const rules = `Rewrite Mark(o: Op);
  Pattern {
    let root = op<t.sink>;
    rewrite root with { Mark(root); };
  }`;
  const context = toyContext();
  const module = parseBody(context, '"t.sink"() : () -> ()\n"t.return"() : () -> ()');
  const mark = (
    ctx: { rewriter: { modifyInPlace: (op: Operation, f: () => void) => void } },
    op: Operation,
  ) => {
    ctx.rewriter.modifyInPlace(op, () => op.setAttr('n', IntegerAttr.i64(1)));
    return undefined;
  };
  const patterns = patternsOf(compile(rules), { rewrites: { Mark: mark } });
  // It matches for ever: the limit holds.
  const few = { maxRewrites: 3, maxIterations: 1 };
  const result = applyPatternsGreedily(context, module, patterns, few);
  assert.equal(result, { changed: true, converged: false, rewrites: 3 });
  assert.equal(short(context, module)[0], 't.sink() {n = 1 : i64}');
});

// Rules with their errors: line and column, and the message.
const ERRORS: readonly (readonly [rules: string, at: string, message: string])[] = [
  ['Pattern with benefit(x) => erase op<d.foo>;', '1:22', "expected a whole number, but found 'x'"],
  ['#include "nope.td"', '1:10', 'unable to open include file `nope.td`'],
  ['Pattern { let x = op<d.a>', '1:26', 'the end of the file'],
  ['Pattern { let x: Value; erase x; }', '1:31', 'expected `Op` expression'],
  ['Pattern { erase op<d.a>; erase op<d.b>; }', '1:26', 'found trailing statements'],
  ['Pattern { let x: Op; }', '1:1', 'to terminate with an operation rewrite statement'],
  ['Pattern => erase op<t.nag>;', '1:21', 'unknown operation `t.nag`; did you mean `t.neg`?'],
  ['Pattern => erase op<t.conv> {atc};', '1:30', 'unknown attribute of `t.conv` `atc`'],
  [
    'Pattern => erase op<t.add>(x: Value);',
    '1:18',
    'invalid number of operand groups for `t.add`; expected 2 (lhs, rhs), but got 1',
  ],
  [
    'Pattern => erase op<t.add>(x: Valu, y: Value);',
    '1:31',
    'unknown constraint `Valu`; did you mean `Value`?',
  ],
  [
    'Pattern { let root = op<t.sink>; erase rot; }',
    '1:40',
    'undefined reference to `rot`; did you mean `root`?',
  ],
  [
    'Pattern => replace op<t.neg>(x: Type) with x;',
    '1:30',
    'unable to convert expression of type `Type` to the expected type of `ValueRange`',
  ],
  [
    'Pattern { let r: Op<t.add>; replace r with r.lhss; }',
    '1:44',
    'invalid member access `lhss` on expression of type `Op<t.add>`; did you mean `lhs`?',
  ],
  [
    'Constraint C(a: Attr, b: Attr);\nPattern { let r = op<t.sink>; C(attr<"1">); erase r; }',
    '2:31',
    'expected 2, but got 1',
  ],
  [
    'Rewrite R();\nPattern { let r = op<t.sink>; R(); erase r; }',
    '2:31',
    'unable to invoke `Rewrite` within a match section',
  ],
  [
    'Pattern A => erase op<t.sink>;\nPattern A => erase op<t.sink>;',
    '2:9',
    '`A` has already been defined',
  ],
  [
    'Pattern { let x: Value; let x: Value; erase op<t.sink>; }',
    '1:29',
    '`x` has already been defined',
  ],
  [
    'Pattern { let x: Value; let r = op<t.sink>; replace r with x; }',
    '1:60',
    '`x` is not bound by the match',
  ],
  [
    'Constraint C(v: Value) => v;\nPattern { let r = op<t.sink>(x: Value); not C(x); erase r; }',
    '2:41',
    'only a native constraint can be negated',
  ],
  ['Pattern { return op<t.sink>; }', '1:11', '`return` stands only in'],
];

for (const [rules, at, message] of ERRORS) {
  test(`error: ${message}`, () => {
    const text = errorOf(rules);
    assert.ok(text.startsWith(`/rules/test.pdll:${at}: error: `), text);
    assert.ok(text.includes(message), text);
  });
}

test('an error shows its line with a caret', () => {
  assert.is(
    errorOf('Pattern P {\n  let r = op<t.nag>;\n  erase r;\n}'),
    '/rules/test.pdll:2:14: error: unknown operation `t.nag`; did you mean `t.neg`?\n  let r = op<t.nag>;\n             ^\n',
  );
});

test('specs without names do not matter: an op of no known dialect is any op', () => {
  compile('Pattern => erase op<zzz.foo>(x: Value) {k};', specsOf([opSpec('t.a', {})]));
});

test.run();
