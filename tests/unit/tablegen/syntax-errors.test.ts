import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadText, TableGenError } from '../../../tablegen/language/index.js';

/** `line:column: message` of the first error; undefined for a text without one. */
function firstError(text: string): string | undefined {
  try {
    loadText(text, 'm.td', { readFile: () => undefined });
    return undefined;
  } catch (error) {
    if (!(error instanceof TableGenError)) throw error;
    return error.render().split('\n')[0].replace('m.td:', '').replace('error: ', '');
  }
}

const CASES: readonly (readonly [string, string | undefined])[] = [
  // What is wrong first is told of first, whatever of the two it is.
  ['def a : Missing;\n def b { int x = "; }', "1:9: Couldn't find class 'Missing'"],
  ['def a : Missing;\n def b {{ }', "1:9: Couldn't find class 'Missing'"],
  ['include "no.td"\n}', "1:9: Could not find include file 'no.td'"],
  ['def a {{ }\n def b { string x = "; }', "1:8: expected '}', found '{'"],
  ['def a { string x = "\\x"; }', '1:22: invalid escape in string literal'],
  ['def a { string x = "', '1:21: End of file in string literal'],
  // Words for what is missing.
  ['class A<list int> x>;', "1:14: expected '<', found 'int'"],
  ['class A<int>;', '1:12: Expected identifier in declaration'],
  ['def a : ;', "1:9: expected a name, found ';'"],
  ['def a', "1:6: Expected '{' or ';' after the parents of a record, found the end of the file"],
  ['def a;\n}', '2:1: Unexpected token at top level'],
  // Lists and dags.
  ['def a { list<int> l = [1, ]; }', undefined],
  [
    'def a { list<int> l = [1, , 2]; }',
    "1:27: Unknown or reserved token when parsing a value, found ','",
  ],
  ['def op; def a { dag d = ("x" 1); }', '1:26: expected identifier in dag init'],
  ['def op; def a { dag d = (!getdagop((op 1)) 1); dag e = (? 1); }', undefined],
  // What a definition is made of is known, but for what is declared with `field`.
  [
    'class A { int x; int y = !add(x, 1); } def a : A;',
    "1:44: Initializer of 'y' in 'a' could not be fully resolved: !add(x, 1)",
  ],
  ['class A { field int x; field int y = !add(x, 1); } def a : A;', undefined],
  // Directives.
  ['#define F\n#ifdef F // why\ndef a;\n#endif /* so */\n', undefined],
  ['#ifdef F x\n#endif', '1:10: Only comments are supported after #ifdef NAME'],
  ['#ifdef F\n#else x\n#endif', '2:7: Only comments are supported after #else'],
  ['#define', '1:8: Expected macro name after #define'],
  ['#ifdef 1\n#endif', '1:8: Expected macro name after #ifdef'],
  ['#endif', '1:1: #endif without #ifdef'],
  ['#else', '1:1: #else without #ifdef or #ifndef'],
  ['#ifndef F\n#else\n#else\n#endif', '3:1: double #else'],
  ['#ifdef F\n#ifdef G\n#else\n#else\n#endif\n#endif', '4:1: double #else'],
  ['#ifdef F\n#endif#endif\n', '3:1: Reached EOF without matching #endif'],
  ['#ifndef F\ndef a;\n', '3:1: Reached EOF without matching #endif'],
  ['#ifdefX', '1:1: Unexpected token at top level'],
  ['def a; #ifdef F\n#endif', '1:8: Unexpected token at top level'],
  ['#ifdef F\n/*\n#endif\n*/\n"#endif\n#endif\ndef a;', undefined],
  ['/* open', '1:1: Unterminated comment!'],
];

for (const [text, expected] of CASES) {
  test(JSON.stringify(text), () => assert.is(firstError(text), expected));
}

test('directives behind an include see what it defined', () => {
  const files: Readonly<Record<string, string>> = {
    'a.td': '#ifndef A\n#define A\n#define X\ndef a;\n#endif\n',
    'c.td': '#define Y\n',
  };
  const text = `#ifndef B
#define B
include "a.td"
#ifdef X
def withX;
#else
def withoutX;
#endif
#ifdef Y
def early;
#endif
include "c.td"
include "a.td"
#ifdef Y
def late;
#endif
#endif
`;
  const keeper = loadText(text, 'm.td', { readFile: (path) => files[path] });
  assert.equal([...keeper.defs.keys()].sort(), ['a', 'late', 'withX']);
});

test.run();
