// Whatever rules and passes do to a random function, it stays valid: no use is left dangling, every
// use is dominated by its definition.
import fc from 'fast-check';
import { test } from 'uvu';
import { verify } from '../../../ir/index.js';
import { PassRegistry, parsePassList, runPipeline } from '../../../pass/index.js';
import { registerTransforms } from '../../../pass/transforms/index.js';
import { applyConversion, applyPatternsGreedily, patternsOf } from '../../../rewrite/index.js';
import { compilePdll } from '../../../rewrite/pdll/index.js';
import { parseBody, toyContext } from './toy.js';

const RULES = `
Pattern => replace op<t.neg>(op<t.neg>(x: Value)) with x;
Pattern => replace op<t.relu>(op<t.conv>(x: Value)) with op<t.conv>(x) {act = attr<"\\"relu\\"">};
Pattern => replace op<t.add>(x: Value, x) with op<t.neg>(op<t.neg>(x) -> (type<"i32">));
Pattern with benefit(2) => replace op<t.add>(op<t.neg>(x: Value), op<t.neg>(y: Value)) with op<t.neg>(op<t.add>(x, y) -> (type<"i32">));
Pattern => erase op<u.use>(op<t.relu>);`;

const registry = new PassRegistry();
registerTransforms(registry);
const table = compilePdll(
  { file: 'rules.pdll', text: RULES },
  { read: () => undefined, folders: [] },
);

/** One operation: its name, and which of the values so far it uses. */
const opArb = fc.record({
  name: fc.constantFrom('neg', 'relu', 'conv', 'add', 'constant', 'use', 'if'),
  uses: fc.tuple(fc.nat(), fc.nat()),
});

function bodyText(ops: readonly { name: string; uses: readonly [number, number] }[]): string {
  const values = ['%a', '%b'];
  const lines = ops.map(({ name, uses }, i) => {
    const [x, y] = uses.map((u) => values[u % values.length]);
    if (name === 'use') return `"u.use"(${x}) : (i32) -> ()`;
    if (name === 'if') {
      return `"t.if"(${x}) ({ %i${i} = "t.neg"(${y}) : (i32) -> i32\n"u.use"(%i${i}) : (i32) -> () }) : (i32) -> ()`;
    }
    const line =
      name === 'constant'
        ? `%v${i} = "t.constant"() <{value = ${uses[0] % 3} : i32}> : () -> i32`
        : `%v${i} = "t.${name}"(${name === 'add' ? `${x}, ${y}` : x}) : (${name === 'add' ? 'i32, i32' : 'i32'}) -> i32`;
    values.push(`%v${i}`);
    return line;
  });
  return `${lines.join('\n')}\n"t.return"(${values.at(-1)}) : (i32) -> ()`;
}

test('greedy rewrites, conversion and passes leave valid IR', async () => {
  const context = toyContext();
  const patterns = patternsOf(table);
  await fc.assert(
    fc.asyncProperty(fc.array(opArb, { maxLength: 30 }), fc.boolean(), async (ops, topDown) => {
      const text = bodyText(ops);
      const greedy = parseBody(context, text);
      const result = applyPatternsGreedily(context, greedy, patterns, { topDown });
      if (!result.converged || !verify(context, greedy)) return false;
      if (applyPatternsGreedily(context, greedy, patterns, { topDown }).changed) return false;
      const converted = parseBody(context, text);
      const illegal = { illegalOps: ['t.neg', 't.relu', 't.add'] };
      applyConversion(context, converted, illegal, patterns, { mode: 'partial' });
      if (!verify(context, converted)) return false;
      const passed = parseBody(context, text);
      const pipeline = await parsePassList('canonicalize,cse,dce,symbol-dce', registry);
      return runPipeline(context, passed, pipeline);
    }),
    { numRuns: 300 },
  );
});

test.run();
