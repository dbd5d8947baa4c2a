import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseSource, StringAttr } from '../../../ir/index.js';
import {
  applyPatternsGreedily,
  observeRewrites,
  type RewritePattern,
  ruleCoverage,
} from '../../../rewrite/index.js';
import { parseBody, short, toyContext } from './toy.js';

/** neg(neg(x)) -> x */
const doubleNeg: RewritePattern = {
  name: 'DoubleNeg',
  root: 't.neg',
  benefit: 1,
  matchAndRewrite(op, rewriter) {
    const inner = op.operand(0).definingOp;
    if (inner?.name !== 't.neg') return 'the operand is no t.neg';
    rewriter.replaceOp(op, [inner.operand(0)]);
    return true;
  },
};

/** relu(conv(x)) -> conv(x) {act = "relu"} */
const fuseRelu: RewritePattern = {
  name: 'FuseRelu',
  root: 't.relu',
  benefit: 1,
  matchAndRewrite(op, rewriter) {
    const conv = op.operand(0).definingOp;
    if (conv?.name !== 't.conv') return false;
    rewriter.fuseLocations([conv, op]);
    rewriter.replaceOpWith(op, 't.conv', {
      operands: conv.operands,
      attributes: [{ name: 'act', value: StringAttr.get('relu') }],
    });
    return true;
  },
};

test('a chain is rewritten to its fixed point and dead operations go', () => {
  const context = toyContext();
  const module = parseBody(
    context,
    `%0 = "t.neg"(%a) : (i32) -> i32
     %1 = "t.neg"(%0) : (i32) -> i32
     %2 = "t.neg"(%1) : (i32) -> i32
     %3 = "t.neg"(%2) : (i32) -> i32
     "t.return"(%3) : (i32) -> ()`,
  );
  const result = applyPatternsGreedily(context, module, [doubleNeg]);
  assert.equal(result, { changed: true, converged: true, rewrites: 2 });
  assert.equal(short(context, module), ['t.return(%arg0)']);
});

test('folding makes constants at the front, each once', () => {
  const context = toyContext();
  const module = parseBody(
    context,
    `%0 = "t.constant"() <{value = 1 : i32}> : () -> i32
     %1 = "t.constant"() <{value = 2 : i32}> : () -> i32
     %2 = "t.add"(%0, %1) : (i32, i32) -> i32
     %3 = "t.add"(%1, %0) : (i32, i32) -> i32
     %4 = "t.add"(%2, %a) : (i32, i32) -> i32
     "t.return"(%4, %3) : (i32, i32) -> ()`,
  );
  const result = applyPatternsGreedily(context, module, []);
  assert.ok(result.converged);
  assert.equal(short(context, module), [
    '%0 = t.constant() <{value = 3 : i32}>',
    '%1 = t.add(%0, %arg0)',
    't.return(%1, %0)',
  ]);
  assert.not(applyPatternsGreedily(context, module, []).changed);
});

test('a fold to an operand replaces the operation', () => {
  const context = toyContext();
  const module = parseBody(
    context,
    `%0 = "t.constant"() <{value = 0 : i32}> : () -> i32
     %1 = "t.add"(%a, %0) : (i32, i32) -> i32
     "t.return"(%1) : (i32) -> ()`,
  );
  applyPatternsGreedily(context, module, []);
  assert.equal(short(context, module), ['t.return(%arg0)']);
});

test('the product of several operations has all their names, the root last', () => {
  const context = toyContext();
  const module = parseBody(
    context,
    `%0 = "t.conv"(%a) : (i32) -> i32 loc("conv1")
     %1 = "t.relu"(%0) : (i32) -> i32 loc("relu1")
     "t.return"(%1) : (i32) -> ()`,
  );
  applyPatternsGreedily(context, module, [fuseRelu]);
  assert.equal(short(context, module), ['%0 = t.conv(%arg0) <{act = "relu"}>', 't.return(%0)']);
  const conv = module.region().front.firstOp!.region().front.firstOp!;
  assert.is(conv.loc.toString(), 'loc(fused["conv1", "relu1"])');
});

test('more benefit goes first, then what is declared first; any-root patterns take part', () => {
  const context = toyContext();
  const order: string[] = [];
  const probe = (name: string, root: string | undefined, benefit: number): RewritePattern => ({
    name,
    root,
    benefit,
    matchAndRewrite() {
      order.push(name);
      return false;
    },
  });
  const module = parseBody(context, '"t.sink"() : () -> ()\n"t.return"() : () -> ()');
  const sink = module.region().front.firstOp!;
  applyPatternsGreedily(context, sink, [
    probe('a', 't.sink', 1),
    probe('b', undefined, 5),
    probe('c', 't.sink', 5),
    probe('d', 't.neg', 9),
  ]);
  assert.equal(order, ['b', 'c', 'a', 'b']);
});

test('a rule without an end stops at the limit and says so', () => {
  const context = toyContext();
  const pingPong: RewritePattern = {
    name: 'PingPong',
    root: 't.sink',
    benefit: 1,
    matchAndRewrite(op, rewriter) {
      rewriter.replaceOpWith(op, 't.sink', { operands: op.operands });
      return true;
    },
  };
  const module = parseBody(context, '"t.sink"() : () -> ()\n"t.return"() : () -> ()');
  const few = { maxRewrites: 20, maxIterations: 3 };
  const result = applyPatternsGreedily(context, module, [pingPong], few);
  assert.equal(result, { changed: true, converged: false, rewrites: 60 });
  const endless = applyPatternsGreedily(context, module, [doubleNeg, pingPong]);
  assert.not(endless.converged);
  assert.equal(endless.endless, ['PingPong']);
  short(context, module);
});

test('a rule that erases what is used is named, with the place', () => {
  const context = toyContext();
  const eraser: RewritePattern = {
    name: 'Eraser',
    root: 't.neg',
    benefit: 1,
    matchAndRewrite(op, rewriter) {
      rewriter.eraseOp(op);
      return true;
    },
  };
  const module = parseBody(
    context,
    '%0 = "t.neg"(%a) : (i32) -> i32\n"t.return"(%0) : (i32) -> ()',
  );
  assert.throws(
    () => applyPatternsGreedily(context, module, [eraser]),
    /the rule 'Eraser' is wrong: 't.neg' is erased while its result 0 is used by 't.return'/,
  );
});

test('erasing an operation with a region drops what was queued inside it', () => {
  const context = toyContext();
  const erase: RewritePattern = {
    name: 'EraseIf',
    root: 't.if',
    benefit: 1,
    matchAndRewrite(op, rewriter) {
      rewriter.eraseOp(op);
      return true;
    },
  };
  const module = parseBody(
    context,
    `%0 = "t.neg"(%a) : (i32) -> i32
     "t.if"(%0) ({
       %1 = "t.neg"(%0) : (i32) -> i32
       "t.sink"(%1) : (i32) -> ()
     }) : (i32) -> ()
     "t.return"() : () -> ()`,
  );
  for (const topDown of [true, false]) {
    applyPatternsGreedily(context, module, [erase, doubleNeg], { topDown });
  }
  assert.equal(short(context, module), ['t.return()']);
});

test('attempts are observed and rules counted', () => {
  const context = toyContext();
  const module = parseBody(
    context,
    `%0 = "t.neg"(%a) : (i32) -> i32
     %1 = "t.neg"(%0) : (i32) -> i32
     "t.return"(%1) : (i32) -> ()`,
  );
  const seen: string[] = [];
  const stop = observeRewrites({
    attempt: (a) =>
      seen.push(`${a.pattern.name} ${a.opName} ${a.matched} ${a.reason ?? ''}`.trim()),
  });
  const before = ruleCoverage.get('DoubleNeg') ?? 0;
  applyPatternsGreedily(context, module, [doubleNeg]);
  stop();
  assert.equal(seen, ['DoubleNeg t.neg false the operand is no t.neg', 'DoubleNeg t.neg true']);
  assert.is(ruleCoverage.get('DoubleNeg'), before + 1);
});

test('an iteration looks again inside functions that changed, and around those inside', () => {
  const context = toyContext();
  const text = ['f', 'g'].map(
    (name) => `"t.func"() <{sym_name = "${name}"}> ({
      ^bb0(%a: i32):
        "t.sink"(%a) {in = "${name}"} : (i32) -> ()
        ${name === 'f' ? '"t.if"(%a) ({ "t.sink"(%a) {once} : (i32) -> () }) : (i32) -> ()' : ''}
        "t.return"() : () -> ()
      }) : () -> ()`,
  );
  const module = parseSource(context, text.join('\n'), 'two.mlir');
  const tried: string[] = [];
  const pattern: RewritePattern = {
    name: 'Once',
    root: 't.sink',
    benefit: 1,
    matchAndRewrite(op, rewriter) {
      if (op.attr('once')) {
        rewriter.eraseOp(op);
        return true;
      }
      tried.push(String(op.attr('in')));
      return false;
    },
  };
  const scopes: string[][] = [];
  const result = applyPatternsGreedily(context, module, [pattern], {
    afterIteration: (isNew) => {
      const functions = module.region().front.ops;
      scopes.push(functions.filter(isNew).map((f) => String(f.attr('sym_name'))));
      return false;
    },
  });
  assert.equal(result, { changed: true, converged: true, rewrites: 1 });
  assert.equal(tried, ['"f"', '"g"', '"f"']);
  assert.equal(scopes, [['"f"', '"g"'], []]);
});

test('an iteration that a limit ended is followed by a look at everything', () => {
  const context = toyContext();
  const text = ['f', 'g'].map(
    (name) => `"t.func"() <{sym_name = "${name}"}> ({
      ^bb0(%a: i32):
        "t.sink"(%a) {once} : (i32) -> ()
        "t.return"() : () -> ()
      }) : () -> ()`,
  );
  const module = parseSource(context, text.join('\n'), 'two.mlir');
  const pattern: RewritePattern = {
    name: 'Once',
    root: 't.sink',
    benefit: 1,
    matchAndRewrite(op, rewriter) {
      rewriter.eraseOp(op);
      return true;
    },
  };
  const result = applyPatternsGreedily(context, module, [pattern], { maxRewrites: 1 });
  assert.is(result.rewrites, 2);
  assert.is(result.converged, true);
});

test('a pattern that changes the IR without matching is a bug with a name', () => {
  const context = toyContext();
  const bad: RewritePattern = {
    name: 'Bad',
    root: 't.sink',
    benefit: 1,
    matchAndRewrite(_op, rewriter) {
      rewriter.create('t.sink');
      return false;
    },
  };
  const module = parseBody(context, '"t.sink"() : () -> ()\n"t.return"() : () -> ()');
  assert.throws(() => applyPatternsGreedily(context, module, [bad]), /'Bad' changed the IR/);
});

test.run();
