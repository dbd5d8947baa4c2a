import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { IntegerType, type Type } from '../../../ir/index.js';
import {
  applyConversion,
  type ConversionRewriter,
  checkLegality,
  type LegalitySpec,
  type RewritePattern,
} from '../../../rewrite/index.js';
import { parseBody, short, toyContext } from './toy.js';

/** Renames `from` to `to`. */
const rename = (from: string, to: string, more: Partial<RewritePattern> = {}): RewritePattern => ({
  name: `${from}->${to}`,
  root: from,
  benefit: 1,
  matchAndRewrite(op, rewriter) {
    rewriter.replaceOpWith(op, to, { operands: op.operands });
    return true;
  },
  ...more,
});

const target: LegalitySpec = {
  name: 'low',
  legalDialects: ['builtin', 'low'],
  legalOps: ['t.func', 't.return'],
  illegalDialects: ['t'],
};

const body = `%0 = "t.neg"(%a) : (i32) -> i32 loc("n1")
  %1 = "t.relu"(%0) : (i32) -> i32
  "t.if"(%1) ({
    %2 = "t.neg"(%1) : (i32) -> i32
    "low.use"(%2) : (i32) -> ()
  }) : (i32) -> ()
  "t.return"(%1) : (i32) -> ()`;

test('what a pattern makes is legalized in turn, inside regions as well', () => {
  const context = toyContext();
  const module = parseBody(context, body);
  const result = applyConversion(
    context,
    module,
    { ...target, legalOps: ['t.func', 't.return', 't.if'] },
    [rename('t.relu', 't.neg'), rename('t.neg', 'low.neg')],
    { mode: 'full' },
  );
  assert.equal(result, { ok: true, rewrites: 4, errors: [] });
  assert.equal(short(context, module), [
    '%0 = low.neg(%arg0)',
    '%1 = low.neg(%0)',
    't.if(%1) ({',
    '%2 = low.neg(%1)',
    'low.use(%2)',
    '})',
    't.return(%1)',
  ]);
  const first = module.region().front.firstOp!.region().front.firstOp!;
  assert.is(first.loc.toString(), 'loc("n1")');
});

test('a failure names the operation and what each rule said', () => {
  const context = toyContext();
  const module = parseBody(context, body);
  const result = applyConversion(
    context,
    module,
    target,
    [
      rename('t.neg', 'low.neg'),
      { ...rename('t.relu', 'low.relu'), matchAndRewrite: () => 'the scale is not a power of two' },
    ],
    { mode: 'full' },
  );
  assert.not(result.ok);
  assert.equal(
    result.errors.map((e) => e.message),
    [
      "failed to legalize operation 't.relu' that was explicitly marked illegal: t.relu->low.relu: the scale is not a power of two",
      "failed to legalize operation 't.if' that was explicitly marked illegal: no rule starts at 't.if'",
    ],
  );
});

test('partial: an operation that the spec does not mention may stay', () => {
  const context = toyContext();
  const text = '"other.op"() : () -> ()\n"t.return"() : () -> ()';
  const run = (mode: 'partial' | 'full') =>
    applyConversion(context, parseBody(context, text), target, [], { mode });
  assert.ok(run('partial').ok);
  assert.is(
    run('full').errors[0].message,
    "failed to legalize operation 'other.op': no rule starts at 'other.op'",
  );
});

test('a producer that its users consumed need not be legal itself', () => {
  const context = toyContext();
  const module = parseBody(
    context,
    `%0 = "t.constant"() <{value = 1 : i32}> : () -> i32
     %1 = "t.neg"(%0) : (i32) -> i32
     "t.return"(%1) : (i32) -> ()`,
  );
  const consume: RewritePattern = {
    ...rename('t.neg', 'low.neg'),
    matchAndRewrite(op, rewriter) {
      const value = op.operand(0).definingOp!.attr('value')!;
      rewriter.replaceOpWith(op, 'low.neg', { attributes: [{ name: 'value', value }] });
      return true;
    },
  };
  assert.ok(applyConversion(context, module, target, [consume], { mode: 'full' }).ok);
  assert.equal(short(context, module), ['%0 = low.neg() {value = 1 : i32}', 't.return(%0)']);
});

test('a rule is not applied to its own products, unless it says so', () => {
  const context = toyContext();
  let left = 3;
  const again = (recursion: boolean): RewritePattern => ({
    ...rename('t.neg', 't.neg'),
    recursion,
    matchAndRewrite(op, rewriter) {
      rewriter.replaceOpWith(op, left-- > 0 ? 't.neg' : 'low.neg', { operands: op.operands });
      return true;
    },
  });
  const text = '%0 = "t.neg"(%a) : (i32) -> i32\n"t.return"(%0) : (i32) -> ()';
  const one = applyConversion(context, parseBody(context, text), target, [again(false)], {
    mode: 'full',
  });
  assert.match(one.errors[0].message, /made this operation itself/);
  left = 3;
  assert.ok(
    applyConversion(context, parseBody(context, text), target, [again(true)], { mode: 'full' }).ok,
  );
});

test('types: casts stand in until the users are converted, and go then', () => {
  const i32 = IntegerType.get(32);
  const i64 = IntegerType.get(64);
  const typeConverter = { convert: (t: Type) => (t === i32 ? i64 : t) };
  const convert = (root: string, to: string): RewritePattern => ({
    name: root,
    root,
    benefit: 1,
    matchAndRewrite(op, rewriter) {
      const r = rewriter as ConversionRewriter;
      const made = r.create(to, {
        operands: op.operands.map((v) => r.converted(v)),
        resultTypes: op.resultTypes.map((t) => typeConverter.convert(t)),
      });
      r.replaceOp(op, made.results);
      return true;
    },
  });
  const func: RewritePattern = {
    name: 'func',
    root: 't.func',
    benefit: 1,
    matchAndRewrite(op, rewriter) {
      (rewriter as ConversionRewriter).convertArguments(op.region().front);
      return true;
    },
  };
  const context = toyContext();
  const text = `%0 = "t.neg"(%a) : (i32) -> i32
    %1 = "t.neg"(%0) : (i32) -> i32
    "t.return"(%1) : (i32) -> ()`;
  const spec: LegalitySpec = {
    legalDialects: ['builtin', 'low'],
    dynamic: {
      't.func': (op) => op.region().front.args.every((a) => a.type === i64),
      't.return': (op) => op.operands.every((v) => v.type === i64) || 'returns a converted type',
    },
  };
  const whole = parseBody(context, text);
  const ret: RewritePattern = convert('t.return', 't.return');
  const all = [func, convert('t.neg', 'low.neg'), ret];
  const result = applyConversion(context, whole, spec, all, { mode: 'full', typeConverter });
  assert.equal(result.errors, []);
  assert.equal(short(context, whole), ['%0 = low.neg(%arg0)', '%1 = low.neg(%0)', 't.return(%1)']);
  const part = parseBody(context, text);
  const two = applyConversion(
    context,
    part,
    { ...spec, legalOps: ['t.return'], dynamic: {} },
    all.slice(0, 2),
    { mode: 'full', typeConverter },
  );
  assert.match(two.errors[0].message, /t.func/);
  assert.match(two.errors.at(-1)!.message, /from 'i64' to 'i32' that remained live/);
});

test('a level says what may not appear on it', () => {
  const context = toyContext();
  const module = parseBody(context, '"t.sink"(%a) : (i32) -> ()\n"t.return"() : () -> ()');
  const spec: LegalitySpec = { ...target, dynamic: { 't.sink': () => 'a sink has no engine' } };
  assert.equal(
    checkLegality(module, spec).map((d) => d.message),
    ["'t.sink' op may not appear on level 'low': a sink has no engine"],
  );
});

test.run();
