// npu-pdll --lint: one test for each thing it finds, and our own rules.
import { readdirSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../../tools/npu-pdll.js';

async function lint(rules: string): Promise<string[]> {
  let err = '';
  const exit = await main(['--lint', '-'], {
    cwd: process.cwd(),
    stdin: async () => Buffer.from(rules),
    stdout: () => {
      throw new Error('a lint prints no output');
    },
    stderr: (text) => {
      err += text;
    },
  });
  const lines = err.split('\n').filter((l) => /^<stdin>/.test(l));
  assert.is(exit, lines.length > 0 ? 1 : 0, err);
  return lines.map((l) => l.replace('<stdin>:', ''));
}

test('rules that ask the same and are worth the same', async () => {
  const rules = `Pattern A => erase op<d.a>(op<d.b>(x: Value)) {k = attr<"1 : i32">};
Pattern B => erase op<d.a>(op<d.b>(y: Value)) {k = attr<"1 : i32">};
Pattern C with benefit(1) => erase op<d.a>(op<d.b>(y: Value)) {k = attr<"2 : i32">};`;
  assert.equal(await lint(rules), [
    "2:1: warning: 'B' never applies: 'A' matches the same, has the same benefit and comes first [overlap]",
    "1:1: note: 'A' is here",
  ]);
});

test('rules behind a more general one', async () => {
  const rules = `Constraint Fit(v: Value);
Pattern Special { let root = op<d.a>(x: Value, op<d.b>) {k}; Fit(x); erase root; }
Pattern Any with benefit(2) => erase op<d.a>(x: Value, y: Value);
Pattern Other => erase op<d.a>(x: Value);
Pattern All => erase op<>(x: Value);
Pattern Late => erase op<d.c>(x: Value) {k};
Pattern Best with benefit(1) => erase op<d.c>(x: Value) {k};
Pattern Last => erase op<d.e>(x: Value) {k};`;
  assert.equal(
    (await lint(rules)).filter((l) => !l.includes('note')),
    [
      "2:1: warning: 'Special' never applies: 'Any' comes first and matches all that it matches [shadowed]",
      "6:1: warning: 'Late' never applies: 'Best' comes first and matches all that it matches [shadowed]",
      "8:1: warning: 'Last' never applies: 'All' comes first and matches all that it matches [shadowed]",
    ],
  );
});

test('a constraint of the more general rule keeps the other alive', async () => {
  const rules = `Constraint Fit(v: Value);
Pattern Any with benefit(2) { let root = op<d.a>(x: Value); Fit(x); erase root; }
Pattern Rest => erase op<d.a>(x: Value);`;
  assert.equal(await lint(rules), []);
});

test('rules that match nothing', async () => {
  const rules = `Pattern P {
  let x: [Value<type<"i32">>, Value<type<"i64">>];
  let root = op<d.a>(x);
  erase root;
}`;
  assert.equal(await lint(rules), [
    "1:1: warning: 'P' matches nothing: one part must be i32 and i64 [never]",
  ]);
});

test('rules that undo each other, in two steps or three, alone, or without an end', async () => {
  const to = (name: string, from: string, made: string) =>
    `Pattern ${name} { let root = op<${from}>(x: Value, y: Value) -> (t: Type); replace root with op<${made}>(x, y) -> (t); }\n`;
  assert.equal(await lint(to('A', 'd.a', 'd.b') + to('B', 'd.b', 'd.a')), [
    "1:1: warning: 'A', then 'B' lead back to where they began [undo]",
    "2:1: note: 'B' is here",
  ]);
  const three = await lint(to('A', 'd.a', 'd.b') + to('B', 'd.b', 'd.c') + to('C', 'd.c', 'd.a'));
  assert.is(three[0], "1:1: warning: 'A', then 'B', then 'C' lead back to where they began [undo]");
  assert.equal(await lint(to('A', 'd.a', 'd.b') + to('B', 'd.b', 'd.c')), []);
  assert.equal(
    await lint(
      'Pattern Swap { let root = op<d.a>(x: Value, y: Value); replace root with op<d.a>(y, x) -> (type<"i32">); }',
    ),
    ["1:1: warning: 'Swap' undoes what it did [undo]"],
  );
  assert.equal(
    await lint(
      'Pattern Same { let root = op<d.a>(x: Value); replace root with op<d.a>(x) -> (type<"i32">); }',
    ),
    ["1:1: warning: 'Same' makes what it matches, and applies without an end [undo]"],
  );
  assert.equal(
    await lint(
      'Pattern Grow { let root = op<d.a>(x: Value); replace root with op<d.a>(op<d.a>(x) -> (type<"i32">)) -> (type<"i32">); }',
    ),
    ["1:1: warning: 'Grow' applies without an end to what it makes [undo]"],
  );
  const guarded = `Constraint IsLeft(v: Value);
Pattern Swap { let root = op<d.a>(x: Value, y: Value); IsLeft(x); replace root with op<d.a>(y, x) -> (type<"i32">); }`;
  assert.equal(await lint(guarded), [
    "2:1: warning: 'Swap' undoes what it did, unless 'IsLeft' prevents it [undo]",
  ]);
});

test('a rule that computes something new does not lead back', async () => {
  const rules = `Rewrite Sum(a: Attr, b: Attr) -> Attr;
Pattern Fuse { let root = op<d.a>(op<d.a>(x: Value) {k = a: Attr}) {k = b: Attr}; replace root with op<d.a>(x) {k = Sum(a, b)} -> (type<"i32">); }`;
  assert.equal(await lint(rules), []);
});

test('constraints and rewrites that no pattern uses', async () => {
  const rules = `Constraint Direct(v: Value);
Constraint Inside(v: Value);
Constraint Written(v: Value) { Inside(v); }
Constraint Lonely(v: Value) { Direct(v); }
Rewrite Made(v: Value) -> Value;
Pattern { let root = op<d.a>(x: Written); erase root; }`;
  assert.equal(await lint(rules), [
    "1:12: warning: no pattern uses the constraint 'Direct' [unused]",
    "4:12: warning: no pattern uses the constraint 'Lonely' [unused]",
    "5:9: warning: no pattern uses the rewrite 'Made' [unused]",
  ]);
});

test('what is meant is allowed by a comment with a reason', async () => {
  const rules = (comment: string) => `Pattern A => erase op<d.a>;
// A copy.
// ${comment}
Pattern B => erase op<d.a>;`;
  assert.equal(await lint(rules('lint-allow(overlap): to see that it is found')), []);
  assert.is((await lint(rules('lint-allow(overlap):'))).length, 2);
  assert.is((await lint(rules('lint-allow(undo): no'))).length, 2);
});

const own = ['dialects', 'lowering'].flatMap((folder) =>
  readdirSync(folder, { recursive: true })
    .map((f) => `${folder}/${f}`)
    .filter((f) => f.endsWith('.pdll')),
);
for (const file of own) {
  test(`${file} is clean`, async () => {
    let err = '';
    const exit = await main(['--lint', file, '-I', '.', '-I', 'dialects'], {
      cwd: process.cwd(),
      stdin: async () => Buffer.from(''),
      stdout: () => {},
      stderr: (text) => {
        err += text;
      },
    });
    assert.is(err, '');
    assert.is(exit, 0);
  });
}

test.run();
