// What the drivers of rules promise beyond matching: conversion takes back what fails, an analysis
// changes nothing, types are materialized; a walk visits each operation once.
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  IntegerType,
  type Operation,
  printOperation,
  type Type,
  UnitAttr,
  verify,
} from '../../../ir/index.js';
import {
  applyConversion,
  applyPatternsByWalk,
  type ConversionRewriter,
  type LegalitySpec,
  patternsOf,
  type RewritePattern,
  type TypeConverter,
} from '../../../rewrite/index.js';
import { compilePdll } from '../../../rewrite/pdll/index.js';
import { parseBody, short, toyContext } from './toy.js';

function rulesOf(text: string): RewritePattern[] {
  const source = { file: 'r.pdll', text };
  return patternsOf(compilePdll(source, { read: () => undefined, folders: [] }));
}

const LOW: LegalitySpec = {
  legalDialects: ['builtin', 'low'],
  legalOps: ['t.func', 't.return', 't.sink'],
  illegalDialects: ['t', 'mid'],
};

const NEG = `%0 = "t.neg"(%a) : (i32) -> i32
  "t.sink"(%0) : (i32) -> ()
  "t.return"(%0) : (i32) -> ()`;

test('where what a rule made cannot be made legal the next rule has its turn', () => {
  const context = toyContext();
  const module = parseBody(context, NEG);
  const rules = rulesOf(`
Pattern DeadEnd with benefit(2) { let root = op<t.neg>(x: Value); replace root with op<mid.none>(op<mid.twice>(x) -> (type<"i32">)) -> (type<"i32">); }
Pattern Twice { let root = op<mid.twice>(x: Value); replace root with op<low.twice>(x) -> (type<"i32">); }
Pattern Way { let root = op<t.neg>(x: Value); replace root with op<low.neg>(x) -> (type<"i32">); }`);
  const result = applyConversion(context, module, LOW, rules, { mode: 'full' });
  assert.equal(result, { ok: true, rewrites: 1, errors: [] });
  assert.equal(short(context, module), ['%0 = low.neg(%arg0)', 't.sink(%0)', 't.return(%0)']);
});

test('a failure says what stood in the way further down, and leaves the IR as it was', () => {
  const context = toyContext();
  const module = parseBody(context, NEG);
  const before = printOperation(module, { generic: true });
  const rules = rulesOf(
    'Pattern DeadEnd { let root = op<t.neg>(x: Value); replace root with op<mid.none>(x) -> (type<"i32">); }',
  );
  const { ok, errors } = applyConversion(context, module, LOW, rules, { mode: 'full' });
  assert.not(ok);
  assert.equal(
    errors.map((e) => e.message),
    [
      "failed to legalize operation 't.neg' that was explicitly marked illegal: DeadEnd: failed to legalize operation 'mid.none' that was explicitly marked illegal: no rule starts at 'mid.none'",
    ],
  );
  assert.is(printOperation(module, { generic: true }), before);
});

test('erased regions, moved operations, changes in place and casts are taken back', () => {
  const context = toyContext();
  const text = `%0 = "t.neg"(%a) {k = 1 : i32} : (i32) -> i32
    "t.if"(%0) ({
      %1 = "t.relu"(%0) : (i32) -> i32
      "t.sink"(%1, %0) : (i32, i32) -> ()
    }) : (i32) -> ()
    "t.if"(%0) ({
      %2 = "t.conv"(%0) : (i32) -> i32
      "t.sink"(%2) : (i32) -> ()
    }) : (i32) -> ()
    "t.return"(%0) : (i32) -> ()`;
  const module = parseBody(context, text);
  const before = printOperation(module, { generic: true });
  const patterns: RewritePattern[] = [
    {
      name: 'Inline',
      root: 't.if',
      benefit: 2,
      matchAndRewrite(op, rewriter) {
        const { front } = op.region();
        if (front.firstOp?.name !== 't.conv') return false;
        rewriter.inlineBlockBefore(front, op);
        rewriter.eraseOp(op);
        return true;
      },
    },
    {
      name: 'Erase',
      root: 't.if',
      benefit: 1,
      matchAndRewrite(op, rewriter) {
        rewriter.eraseOp(op);
        return true;
      },
    },
    {
      name: 'Retype',
      root: 't.neg',
      benefit: 1,
      matchAndRewrite(op, rewriter) {
        rewriter.replaceOpWith(op, 'low.neg', {
          operands: op.operands,
          resultTypes: [IntegerType.get(64)],
        });
        return true;
      },
    },
    {
      name: 'InPlace',
      root: 't.conv',
      benefit: 1,
      matchAndRewrite(op, rewriter) {
        rewriter.modifyInPlace(op, () => op.setAttr('done', UnitAttr.get()));
        return true;
      },
    },
  ];
  const target = { ...LOW, illegalOps: ['t.conv'] };
  const { ok } = applyConversion(context, module, target, patterns, { mode: 'full' });
  assert.not(ok);
  assert.is(printOperation(module, { generic: true }), before);
  assert.ok(verify(context, module));
});

test('an analysis says what could be made legal, and changes nothing', () => {
  const context = toyContext();
  const module = parseBody(
    context,
    `%0 = "t.neg"(%a) : (i32) -> i32
     %1 = "t.relu"(%0) : (i32) -> i32
     %2 = "other.op"(%1) : (i32) -> i32
     "t.return"(%2) : (i32) -> ()`,
  );
  const before = printOperation(module, { generic: true });
  const rules = rulesOf(`
Pattern Neg { let root = op<t.neg>(x: Value); replace root with op<low.neg>(x) -> (type<"i32">); }
Pattern Relu { let root = op<t.relu>(x: Value); replace root with op<mid.relu>(x) -> (type<"i32">); }`);
  const result = applyConversion(context, module, LOW, rules, { mode: 'analysis' });
  assert.equal(
    [...result.legalizable!].map((op) => op.name),
    ['t.func', 't.neg', 'other.op', 't.return'],
  );
  assert.equal(result.errors, []);
  assert.is(printOperation(module, { generic: true }), before);
});

const I64 = IntegerType.get(64);
const wide: TypeConverter = {
  convert: (type: Type) => (type instanceof IntegerType && type.width === 32 ? I64 : type),
};
/** `name` on values of the converted type. */
const widened = (from: string, name: string): RewritePattern => ({
  name: `${from}->${name}`,
  root: from,
  benefit: 1,
  matchAndRewrite(op, rewriter) {
    const operands = op.operands.map((v) => (rewriter as ConversionRewriter).converted(v));
    rewriter.replaceOpWith(op, name, { operands, resultTypes: op.results.map(() => I64) });
    return true;
  },
});

test('values between types are materialized as the converter says', () => {
  const context = toyContext();
  const module = parseBody(context, NEG);
  const made =
    (name: string): NonNullable<TypeConverter['source']> =>
    (b, type, value) =>
      b.create(name, { operands: [value], resultTypes: [type] }).result();
  const typeConverter = { ...wide, source: made('low.narrow'), target: made('low.widen') };
  const result = applyConversion(context, module, LOW, [widened('t.neg', 'low.neg')], {
    mode: 'full',
    typeConverter,
  });
  assert.equal(result.errors, []);
  assert.equal(short(context, module), [
    '%0 = low.widen(%arg0)',
    '%1 = low.neg(%0)',
    '%2 = low.narrow(%1)',
    't.sink(%2)',
    't.return(%2)',
  ]);
});

test('arguments of a block are materialized by the function for arguments', () => {
  const context = toyContext();
  const module = parseBody(context, '"t.sink"(%a) : (i32) -> ()\n"t.return"(%b) : (i32) -> ()');
  const pattern: RewritePattern = {
    name: 'Signature',
    root: 't.func',
    benefit: 1,
    matchAndRewrite(op, rewriter) {
      (rewriter as ConversionRewriter).convertArguments(op.region().front);
      return true;
    },
  };
  const typeConverter: TypeConverter = {
    ...wide,
    argument: (b, type, value) =>
      b.create('low.arg', { operands: [value], resultTypes: [type] }).result(),
  };
  const isWide = (op: Operation) => op.region().front.args.every((a) => a.type === I64);
  const target = { ...LOW, dynamic: { 't.func': isWide } };
  const result = applyConversion(context, module, target, [pattern], {
    mode: 'full',
    typeConverter,
  });
  assert.equal(result.errors, []);
  assert.equal(short(context, module).slice(-4).sort(), [
    '%0 = low.arg(%arg1)',
    '%1 = low.arg(%arg0)',
    't.return(%0)',
    't.sink(%1)',
  ]);
});

test('a converter that cannot make a value leaves an error, and the IR as it was', () => {
  const context = toyContext();
  const module = parseBody(context, NEG);
  const before = printOperation(module, { generic: true });
  const result = applyConversion(context, module, LOW, [widened('t.neg', 'low.neg')], {
    mode: 'full',
    typeConverter: { ...wide, source: () => undefined },
  });
  assert.match(result.errors[0].message, /remained live after conversion/);
  assert.is(printOperation(module, { generic: true }), before);
});

/** One operation of a body: its name and what it uses. */
const opArb = fc.record({
  name: fc.constantFrom('neg', 'relu', 'add', 'sink', 'if', 'pair'),
  uses: fc.tuple(fc.nat(), fc.nat()),
});

test('whatever a conversion tried, one that fails leaves no trace', () => {
  const context = toyContext();
  const rules = rulesOf(`
Pattern => replace op<t.neg>(op<t.neg>(x: Value)) with x;
Pattern with benefit(2) { let root = op<t.neg>(x: Value); replace root with op<mid.a>(op<t.relu>(x) -> (type<"i32">)) -> (type<"i32">); }
Pattern { let root = op<t.neg>(x: Value); replace root with op<low.neg>(x) -> (type<"i32">); }
Pattern { let root = op<t.add>(x: Value, y: Value); replace root with op<t.neg>(op<low.add>(x, y) -> (type<"i32">)) -> (type<"i32">); }
Pattern { let root = op<mid.a>(x: Value); replace root with op<t.add>(x, x) -> (type<"i32">); }
Pattern => erase op<t.if>;`);
  fc.assert(
    fc.property(fc.array(opArb, { maxLength: 20 }), (ops) => {
      const values = ['%a', '%b'];
      const lines = ops.map(({ name, uses }, i) => {
        const [x, y] = uses.map((u) => values[u % values.length]);
        if (name === 'sink') return `"t.sink"(${x}, ${y}) : (i32, i32) -> ()`;
        if (name === 'if')
          return `"t.if"(${x}) ({ %i${i} = "t.neg"(${y}) : (i32) -> i32\n"t.sink"(%i${i}) : (i32) -> () }) : (i32) -> ()`;
        values.push(`%v${i}`);
        if (name === 'pair') return `%v${i}, %w${i} = "t.pair"() : () -> (i32, i32)`;
        const two = name === 'add';
        return `%v${i} = "t.${name}"(${two ? `${x}, ${y}` : x}) : (${two ? 'i32, i32' : 'i32'}) -> i32`;
      });
      const text = `${lines.join('\n')}\n"t.return"(${values.at(-1)}) : (i32) -> ()`;
      const module = parseBody(context, text);
      const before = printOperation(module, { generic: true });
      const analysed = applyConversion(context, module, LOW, rules, { mode: 'analysis' });
      if (printOperation(module, { generic: true }) !== before) return false;
      const { ok } = applyConversion(context, module, LOW, rules, { mode: 'full' });
      if (!verify(context, module)) return false;
      // Nothing but legal operations, or the text as it was.
      if (!ok) return printOperation(module, { generic: true }) === before;
      return (
        analysed.errors.length === 0 &&
        !/"(mid|t\.(neg|relu|add|if))/.test(printOperation(module, { generic: true }))
      );
    }),
    { numRuns: 400 },
  );
});

test('a walk visits what is there once, the inner before the outer', () => {
  const context = toyContext();
  const module = parseBody(
    context,
    `%0 = "t.neg"(%a) : (i32) -> i32
     %1 = "t.neg"(%0) : (i32) -> i32
     "t.if"(%1) ({
       %2 = "t.neg"(%1) : (i32) -> i32
       "t.sink"(%2) : (i32) -> ()
     }) : (i32) -> ()
     "t.return"(%1) : (i32) -> ()`,
  );
  const rules = rulesOf(`
Pattern Grow { let root = op<t.neg>(x: Value); replace root with op<t.neg>(op<u.more>(x) -> (type<"i32">)) -> (type<"i32">); }
Pattern Gone with benefit(1) => erase op<t.sink>;`);
  assert.is(applyPatternsByWalk(context, module, rules), 4);
  assert.equal(short(context, module), [
    '%0 = u.more(%arg0)',
    '%1 = t.neg(%0)',
    '%2 = u.more(%1)',
    '%3 = t.neg(%2)',
    't.if(%3) ({',
    '%4 = u.more(%3)',
    '%5 = t.neg(%4)',
    '})',
    't.return(%3)',
  ]);
});

test('a walk does not visit what a rule erased', () => {
  const context = toyContext();
  const module = parseBody(
    context,
    `"t.sink"(%a) {first} : (i32) -> ()
     "t.sink"(%b) : (i32) -> ()
     "t.return"() : () -> ()`,
  );
  const visited: string[] = [];
  const pattern: RewritePattern = {
    name: 'EraseNext',
    root: 't.sink',
    benefit: 1,
    matchAndRewrite(op, rewriter) {
      visited.push(op.attributes.map((a) => a.name).join());
      rewriter.eraseOp(op.next!);
      return true;
    },
  };
  assert.is(applyPatternsByWalk(context, module, [pattern]), 1);
  assert.equal(visited, ['first']);
  const wrong = { ...pattern, matchAndRewrite: () => 'no' };
  assert.is(applyPatternsByWalk(context, module, [wrong]), 0);
});

test.run();
