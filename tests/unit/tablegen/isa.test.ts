/** Field tables, the generated encoder and the ruler, from a small instruction set. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isaDoc, loadText, readInstructions, TableGenError } from '../../../tablegen/index.js';

const VOCABULARY = `
class Field<string n, int w, bit s = 0, string d = ""> {
  string name = n; int width = w; bit signed = s; string description = d;
}
class Instruction<string m, int o, list<Field> f> {
  string mnemonic = m; int opcode = o; list<Field> fields = f; string engine = "e"; string summary = ""; string description = "";
}
`;
const read = (defs: string) => readInstructions(loadText(VOCABULARY + defs, 'isa.td'));

test('fields are packed in order; one that does not fit starts the next word', () => {
  const [i] = read(`def A : Instruction<"e.a", 7, [
    Field<"opcode", 8>, Field<"x", 20>, Field<"y", 8, 1>, Field<"z", 32>, Field<"f", 1>]>;`);
  assert.equal(
    i.fields.map((f) => [f.name, f.word, f.shift, f.bits, f.signed]),
    [
      ['opcode', 0, 0, 8, false],
      ['x', 0, 8, 20, false],
      ['y', 1, 0, 8, true],
      ['z', 2, 0, 32, false],
      ['f', 3, 0, 1, false],
    ],
  );
  assert.is(i.words, 4);
});

const errors: readonly (readonly [string, RegExp])[] = [
  ['def A : Instruction<"e.a", 1, [Field<"x", 33>]>;', /field 'x' of 'e\.a' has 33 bits/],
  ['def A : Instruction<"e.a", 1, [Field<"x", 3>, Field<"x", 4>]>;', /two fields named 'x'/],
  [
    'def A : Instruction<"e.a", 1, []>; def B : Instruction<"e.b", 1, []>;',
    /'B' has the opcode 0x1 of 'A'/,
  ],
];
for (const [text, pattern] of errors) {
  test(`error: ${text}`, () => {
    try {
      read(text);
    } catch (error) {
      assert.instance(error, TableGenError);
      assert.match((error as Error).message, pattern);
      return;
    }
    assert.unreachable();
  });
}

test('the ruler shows names that fit and numbers for the rest', () => {
  const doc = isaDoc(
    read('def A : Instruction<"e.a", 1, [Field<"opcode", 8>, Field<"flag", 1>, Field<"n", 16>]>;'),
  );
  assert.match(doc, /\|1 \|\s+opcode\s+\|\n/);
  assert.match(doc, /\| 1 \| `flag` \| 0 \| 8 \|/);
});

test.run();
