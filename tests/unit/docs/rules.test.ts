// docs/rules.md: every rule does to the first text what the second one says, and the rules that are
// written in TypeScript are those that the page lists.
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../../dialects/index.js';
import { parseText } from '../../../driver/base/index.js';
import { printOperation, verify } from '../../../ir/index.js';
import {
  applyPatternsGreedily,
  canonicalizationsFor,
  patternsOf,
  type RewritePattern,
} from '../../../rewrite/index.js';
import { compilePdll, specsOfContext } from '../../../rewrite/pdll/index.js';

const page = readFileSync('docs/rules.md', 'utf8');
const blocks = [...page.matchAll(/```(\w*)\n([\s\S]*?)```/g)].map(([, kind, text]) => ({
  kind,
  text,
}));
const examples = blocks.flatMap(({ kind, text }, i) =>
  kind === 'pdll' ? [{ rules: text, before: blocks[i + 1], after: blocks[i + 2] }] : [],
);

test('there are examples, each with the IR before and after', () => {
  assert.ok(examples.length >= 4);
  for (const { before, after } of examples)
    assert.equal([before.kind, after.kind], ['mlir', 'mlir']);
});

for (const { rules, before, after } of examples) {
  test(/^\/\/ .*->.*$|^Pattern (\w+)/m.exec(rules)![0], async () => {
    const context = await createContext();
    await context.load('arith', 'func');
    const module = await parseText(context, before.text, 'rules.md');
    const source = { file: 'rules.md', text: rules };
    const reader = { read: () => undefined, folders: [] };
    const table = compilePdll(source, reader, specsOfContext(context));
    const { rewrites } = applyPatternsGreedily(context, module, patternsOf(table), {
      fold: false,
    });
    assert.ok(rewrites > 0);
    assert.ok(verify(context, module));
    const wanted = await parseText(context, after.text, 'rules.md');
    assert.is(printOperation(module), printOperation(wanted));
  });
}

test('the rules in TypeScript are those of the list, and under a tenth of all', async () => {
  const context = await createContext();
  await context.load(...context.knownDialects);
  const module = await parseText(context, '', 'empty.mlir');
  const canonical = await canonicalizationsFor(module, context);
  const tables = ['qnn-to-npu', 'qnn-to-npu-fuse'].map(
    (name) =>
      import(`../../../generated/rules/${name}.js`) as Promise<{ rules: { patterns: object[] } }>,
  );
  const lowerings = (await Promise.all(tables)).flatMap(({ rules }) => rules.patterns).length;
  const isNative = (p: RewritePattern) => p.program === undefined;
  const section = page.slice(
    page.indexOf('## Rules in TypeScript'),
    page.indexOf('## What differs'),
  );
  const listed = [...section.matchAll(/^\| `(\w+)` \| .+ \|$/gm)].map((m) => m[1]);
  const native = canonical.filter(isNative).map((p) => p.name);
  assert.equal(native, listed);
  const all = canonical.length + lowerings;
  assert.ok(native.length * 10 < all, `${native.length} of ${all}`);
});

test.run();
