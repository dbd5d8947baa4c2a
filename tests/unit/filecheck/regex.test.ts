/** Leftmost-longest matches and their groups, and what is no regular expression. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Regex, RegexError } from '../../../tools/filecheck/index.js';

/** Expression, text, and what the groups are (0: the whole match). */
const matches: readonly (readonly [string, string, readonly (string | undefined)[]])[] = [
  ['foo|foobar', 'a foobarz', ['foobar']],
  ['(a|ab)(c|bcd)(d*)', 'abcd', ['abcd', 'ab', 'c', 'd']],
  ['(a?)((ab)?)', 'ab', ['ab', '', 'ab', undefined]],
  ['ab?((bcd)?)', 'abcd', ['abcd', 'bcd', undefined]],
  ['[]a]+', ']a]b', [']a]']],
  ['[[:alpha:]_]+', '12a_b3', ['a_b']],
  ['(ab){2,3}', 'abababab', ['ababab', 'ab']],
  ['a{', 'a{', ['a{']],
  ['\\d', '1d', ['d']],
  ['.*', 'ab\ncd', ['ab']],
  ['^c', 'ab\ncd', ['c']],
  ['b$', 'ab\ncd', ['b']],
  ['a[^x]', 'a\nab', ['ab']],
  ['(x)\\1', 'xyxx', ['xx', 'x']],
];
/** What the groups hold; undefined where the expression does not match. */
function exec(source: string, text: string, ignoreCase = false) {
  const bytes = Buffer.from(text, 'latin1');
  const found = new Regex(source, ignoreCase).exec({ bytes, from: 0, to: bytes.length });
  if (!found) return undefined;
  const groups = [found.start, found.end, ...found.groups.slice(2)];
  return Array.from({ length: groups.length / 2 }, (_, i) =>
    groups[2 * i] < 0 ? undefined : text.slice(groups[2 * i], groups[2 * i + 1]),
  );
}

for (const [source, text, groups] of matches) {
  test(`${source} on ${JSON.stringify(text)}`, () => {
    assert.equal(exec(source, text), groups);
  });
}

test('letters of either case', () => {
  assert.equal(exec('[a-c]+x', 'ABX', true), ['ABX']);
  assert.is(exec('[a-c]+x', 'ABX'), undefined);
});

const errors: readonly (readonly [string, string])[] = [
  ['(', 'parentheses not balanced'],
  ['a)', 'parentheses not balanced'],
  ['a**', 'repetition-operator operand invalid'],
  ['*a', 'repetition-operator operand invalid'],
  ['a||b', 'empty (sub)expression'],
  ['', 'empty (sub)expression'],
  ['[z-a]', 'invalid character range'],
  ['[[:digits:]]', 'invalid character class'],
  ['[a', 'brackets ([ ]) not balanced'],
  ['a{2', 'braces not balanced'],
  ['a{3,2}', 'invalid repetition count(s)'],
  ['a\\', 'trailing backslash (\\)'],
  ['\\1(a)', 'invalid backreference number'],
];
for (const [source, message] of errors) {
  test(`${source} is none`, () => {
    assert.throws(
      () => new Regex(source),
      (error: Error) => error instanceof RegexError && error.message === message,
    );
  });
}

test.run();
