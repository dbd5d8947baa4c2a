import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Context, type Operation, parseSource, printOperation } from '../../../ir/index.js';
import { PassRegistry, parsePassList, runPipeline } from '../../../pass/index.js';
import { registerTransforms } from '../../../pass/transforms/index.js';
import { registerCanonicalization } from '../../../rewrite/index.js';
import { parseBody, short, toyContext } from './toy.js';

const registry = new PassRegistry();
registerTransforms(registry);

registerCanonicalization('t', async () => [
  {
    name: 'DropRelu',
    root: 't.relu',
    benefit: 1,
    matchAndRewrite(op, rewriter) {
      rewriter.replaceOp(op, [op.operand(0)]);
      return true;
    },
  },
]);

async function run(context: Context, module: Operation, text: string): Promise<string[]> {
  const counts: string[] = [];
  const count = (_pass: unknown, name: string, by: number) => counts.push(`${name}=${by}`);
  const pipeline = await parsePassList(text, registry);
  assert.ok(await runPipeline(context, module, pipeline, { instrumentation: [{ count }] }));
  return counts;
}

test('canonicalize: folds, the rules of the dialects present, unreachable blocks', async () => {
  const context = toyContext();
  const body = `%0 = "t.relu"(%a) : (i32) -> i32
      %1 = "t.constant"() <{value = 0 : i32}> : () -> i32
      %2 = "t.add"(%0, %1) : (i32, i32) -> i32
      "t.return"(%2) : (i32) -> ()
    ^dead(%x: i32):
      %3 = "t.neg"(%x) : (i32) -> i32
      "u.br"(%3)[^dead2] : (i32) -> ()
    ^dead2:
      "u.br"(%3)[^dead] : (i32) -> ()`;
  const module = parseBody(context, body);
  await run(context, module, 'canonicalize');
  assert.equal(short(context, module), ['t.return(%arg0)']);
  assert.is(module.region().front.firstOp!.region().blocks.length, 1);
  const other = parseBody(context, body);
  await run(context, other, 't.func(canonicalize{disable-patterns=DropRelu,Other})');
  assert.equal(short(context, other), ['%0 = t.relu(%arg0)', 't.return(%0)']);
});

test('cse: equal pure operations become one, which has both names', async () => {
  const context = toyContext();
  const module = parseBody(
    context,
    `%0 = "t.add"(%a, %b) : (i32, i32) -> i32 loc("one")
     %1 = "t.add"(%a, %b) : (i32, i32) -> i32 loc("two")
     %2 = "t.add"(%b, %a) : (i32, i32) -> i32
     %3 = "t.add"(%0, %1) : (i32, i32) -> i32
     "t.if"(%3) ({
       %4 = "t.add"(%a, %b) : (i32, i32) -> i32 loc("one")
       "t.sink"(%4, %2) : (i32, i32) -> ()
     }) : (i32) -> ()
     %5 = "t.neg"(%a) : (i32) -> i32
     "t.sink"() : () -> ()
     "t.sink"() : () -> ()
     "t.return"() : () -> ()`,
  );
  const counts = await run(context, module, 'cse');
  assert.equal(counts, ["num-cse'd=2", "num-dce'd=1"]);
  assert.equal(short(context, module), [
    '%0 = t.add(%arg0, %arg1)',
    '%1 = t.add(%arg1, %arg0)',
    '%2 = t.add(%0, %0)',
    't.if(%2) ({',
    't.sink(%0, %1)',
    '})',
    't.sink()',
    't.sink()',
    't.return()',
  ]);
  const first = module.region().front.firstOp!.region().front.firstOp!;
  assert.is(first.loc.toString(), 'loc(fused["one", "two"])');
});

test('cse: an operation that does not dominate is not taken', async () => {
  const context = toyContext();
  const module = parseBody(
    context,
    `"u.cond"(%a)[^x, ^y] : (i32) -> ()
   ^x:
     %0 = "t.neg"(%a) : (i32) -> i32
     "u.br"(%0)[^z] : (i32) -> ()
   ^y:
     %1 = "t.neg"(%a) : (i32) -> i32
     "u.br"(%1)[^z] : (i32) -> ()
   ^z:
     "t.return"() : () -> ()`,
  );
  assert.equal(await run(context, module, 'cse'), []);
});

test('dce: a dead chain goes from its end', async () => {
  const context = toyContext();
  const module = parseBody(
    context,
    `%0 = "t.neg"(%a) : (i32) -> i32
     %1 = "t.neg"(%0) : (i32) -> i32
     %2 = "u.op"(%0) : (i32) -> i32
     %3 = "t.add"(%1, %1) : (i32, i32) -> i32
     "t.return"() : () -> ()`,
  );
  await run(context, module, 'dce');
  assert.equal(short(context, module), ['%0 = t.neg(%arg0)', '%1 = u.op(%0)', 't.return()']);
});

test('symbol-dce: what is private and unused, through what it uses itself', async () => {
  const context = toyContext();
  const func = (name: string, visibility: string, callee?: string) =>
    `"t.func"() <{sym_name = "${name}"${visibility && `, sym_visibility = "${visibility}"`}}> ({
       ${callee ? `"t.call"() <{callee = @${callee}}> : () -> ()` : ''}
       "t.return"() : () -> ()
     }) : () -> ()\n`;
  const module = parseSource(
    context,
    func('main', '', 'used') +
      func('used', 'private', 'deeper') +
      func('deeper', 'private', 'used') +
      func('loop1', 'private', 'loop2') +
      func('loop2', 'private', 'loop1'),
    'test.mlir',
  );
  await run(context, module, 'symbol-dce');
  const names = module.region().front.ops.map((op) => op.attr('sym_name')!.toString());
  assert.equal(names, ['"main"', '"used"', '"deeper"']);
});

test('strip-debuginfo', async () => {
  const context = toyContext();
  const module = parseBody(context, '"t.sink"() : () -> () loc("x")\n"t.return"() : () -> ()');
  await run(context, module, 'strip-debuginfo');
  assert.not.match(printOperation(module, { debugInfo: true }), /"x"|test\.mlir/);
});

test.run();
