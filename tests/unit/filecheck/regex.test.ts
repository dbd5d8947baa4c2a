/** Leftmost-longest matches and their groups, and what is no regular expression. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { compileRegex, RegexError } from '../../../tools/filecheck/index.js';

/** Expression, text, and what the groups are (0: the whole match). */
const matches: readonly (readonly [string, string, readonly (string | undefined)[]])[] = [
  ['foo|foobar', 'a foobarz', ['foobar']],
  ['(a|ab)(c|bcd)(d*)', 'abcd', ['abcd', 'ab', 'c', 'd']],
  ['(a?)(ab)?', 'ab', ['ab', '', 'ab']],
  ['ab?(bcd)?', 'abcd', ['abcd', 'bcd']],
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
for (const [source, text, groups] of matches) {
  test(`${source} on ${JSON.stringify(text)}`, () => {
    assert.equal(compileRegex(source).exec(text)?.groups, groups);
  });
}

test('letters of either case', () => {
  assert.ok(compileRegex('[a-c]+x', true).exec('ABX'));
  assert.not(compileRegex('[a-c]+x').exec('ABX'));
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
      () => compileRegex(source),
      (error: Error) => error instanceof RegexError && error.message === message,
    );
  });
}

test.run();
