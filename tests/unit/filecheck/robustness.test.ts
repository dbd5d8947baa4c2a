/** Whatever the check file and the input are, there is a verdict, and soon; SIMD and its definition. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Regex, RegexLimit } from '../../../tools/filecheck/index.js';
import { Input } from '../../../tools/filecheck/source.js';
import { main } from '../../../tools/npu-filecheck.js';
import {
  mutated,
  Random,
  randomCase,
  randomRegex,
  randomRegexCase,
} from '../../support/random-checks.js';

const folder = mkdtempSync(join(tmpdir(), 'npu-filecheck-robust-'));

async function run(check: string, input: string, options: readonly string[]) {
  writeFileSync(join(folder, 'c'), check, 'latin1');
  let err = '';
  const exit = await main([...options, 'c'], {
    cwd: folder,
    stdin: async () => Buffer.from(input, 'latin1'),
    stdout: () => {},
    stderr: (text) => {
      err += text;
    },
  });
  return { exit, err };
}

test('1000 mutated cases have a verdict, and a sentence when it is not 0', async () => {
  const verdicts = [0, 0, 0];
  for (let seed = 0; seed < 1000; seed++) {
    const r = new Random(seed);
    const c = r.chance(50) ? randomCase(r) : randomRegexCase(r);
    let check = c.check;
    let input = c.input;
    for (let i = r.below(4); i > 0; i--) {
      check = mutated(r, check);
      input = mutated(r, input);
    }
    const options = r.chance(50) ? c.options : [...c.options, '--lenient'];
    const { exit, err } = await run(check, input, options);
    assert.ok(exit === 0 || /error: /.test(err), `seed ${seed}: exit ${exit} without a sentence`);
    verdicts[exit]++;
  }
  assert.ok(
    verdicts.every((n) => n > 10),
    `verdicts ${verdicts}: the cases are all alike`,
  );
});

const LONG = 'a'.repeat(20_000);
const shapes: readonly (readonly [string, string, readonly number[] | undefined])[] = [
  ['(a*)*b', LONG, undefined],
  ['(a|a)*[bc]', LONG, undefined],
  ['(a|aa)+$', `${LONG}b`, undefined],
  ['(a+a+)+[yz]', LONG, undefined],
  ['((a*)*)*[bc]', LONG, undefined],
  ['aa*b|c', `${LONG}c`, [20_000, 20_001]],
  ['(.*)(.*)(.*)(.*)x', `${LONG}x`, [0, 20_001]],
  ['((a|b|ab)*)(.*)x', `${LONG}x`, [0, 20_001]],
  ['((a|a.*Z)*)c', `${LONG}c`, [0, 20_001]],
  ['(.|[[:space:]])*[z!]', `${LONG}\n${LONG}`, undefined],
  ['(.*a){20}', LONG, [0, 20_000]],
  ['(a*)\\1[bc]', LONG, undefined],
];
for (const [regex, text, span] of shapes) {
  test(`no catastrophe: ${regex}`, () => {
    const bytes = Buffer.from(text);
    const start = performance.now();
    const found = new Regex(regex).exec({ bytes, from: 0, to: bytes.length });
    assert.equal(found && [found.start, found.end], span);
    assert.ok(performance.now() - start < 2000, `${performance.now() - start} ms`);
  });
}

test('what needs exponential time has a limit, and says so', async () => {
  // The text between is cut into pieces in every way before the back-reference fails.
  const input = `a${'a'.repeat(60)}cb\n`;
  const bytes = Buffer.from(input);
  const regex = new Regex('^(a|b)((a|aa)+)+c\\1$');
  assert.throws(
    () => regex.exec({ bytes, from: 0, to: bytes.length }),
    (error: Error) => error instanceof RegexLimit,
  );
  const { exit, err } = await run('CHECK: {{^(a|b)((a|aa)+)+c\\2$}}\n', input, []);
  assert.is(exit, 2);
  assert.match(err, 'with this text its back-references need more than 5 million tries');
});

test('repetitions that multiply, and deep parentheses', async () => {
  const { exit, err } = await run('CHECK: {{(((a{99}){99}){99})}}\n', 'a\n', []);
  assert.is(exit, 2);
  assert.match(err, 'c:1:8: error: this regex cannot be matched: its repetitions multiply to more');
  const deep = await run(`CHECK: {{${'('.repeat(50_000)}a}}\n`, 'a\n', []);
  assert.is(deep.exit, 2);
  assert.match(deep.err, 'its parentheses nest');
});

test('a count of what takes nothing ends', async () => {
  assert.is((await run('CHECK-COUNT-2147483647: {{x*}}\n', 'a\n', [])).exit, 0);
});

/** The text that is matched, by the definition. */
function plain(text: string): { text: string; origins: number[] } {
  let out = '';
  const origins: number[] = [];
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\r' && text[at + 1] === '\n') continue;
    if (/[ \t]/.test(text[at]) && at > 0 && /[ \t]/.test(text[at - 1])) continue;
    out += text[at] === '\t' ? ' ' : text[at];
    origins.push(at);
  }
  return { text: out, origins };
}

test('large texts are squeezed as small ones are, and places lead back', () => {
  const r = new Random(7);
  for (const size of [10, 65_535, 65_536, 65_537, 200_000]) {
    const text = Array.from({ length: size }, () =>
      r.pick(['a', 'b', ' ', ' ', '\t', '\r', '\n']),
    ).join('');
    const input = new Input({ name: 'x', bytes: Buffer.from(text) }, false);
    const want = plain(text);
    assert.ok(input.bytes.equals(Buffer.from(want.text)), `${size} bytes`);
    for (let i = 0; i < 50; i++) {
      const offset = r.below(want.origins.length);
      const at = want.origins[offset];
      const line = text.slice(0, at).split('\n').length;
      assert.equal(input.place(offset), { line, column: at - text.lastIndexOf('\n', at - 1) });
    }
  }
});

test('a match starts where JavaScript finds one, and is no shorter', () => {
  const r = new Random(11);
  let compared = 0;
  for (let i = 0; i < 3000; i++) {
    const source = randomRegex(r);
    const text = r.times(0, 30, () => r.pick(['a', 'b', 'c', '1', ' ', '\n'])).join('');
    // What both languages read alike.
    if (/\[\[|\[\]|\\|\{0|\||\[\^/.test(source)) continue;
    let ours: Regex;
    let theirs: RegExp;
    try {
      ours = new Regex(source);
      theirs = new RegExp(source, 'm');
    } catch {
      continue;
    }
    const bytes = Buffer.from(text);
    const found = ours.exec({ bytes, from: 0, to: bytes.length });
    const expected = theirs.exec(text);
    compared++;
    assert.is(found?.start, expected?.index, `${source} on ${JSON.stringify(text)}`);
    if (found && expected) assert.ok(found.end - found.start >= expected[0].length, source);
  }
  assert.ok(compared > 500, `${compared} compared`);
});

test.after(() => rmSync(folder, { recursive: true }));
test.run();
