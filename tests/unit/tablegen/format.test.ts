// biome-ignore-all lint/suspicious/noThenProperty: the name of the contract
/** The declarative format: elements, and errors under the word that is wrong. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  baseLibraryFolder,
  type DialectModel,
  loadText,
  readDialects,
  TableGenError,
} from '../../../tablegen/index.js';

function read(ops: string): DialectModel {
  const text = `include "OpBase.td"
def T_Dialect : Dialect { let name = "t"; }
class T_Op<string m, list<Trait> t = []> : Op<T_Dialect, m, t>;
${ops}`;
  return readDialects(loadText(text, 'test.td', { includeDirs: [baseLibraryFolder()] }))[0];
}

function errorOf(ops: string): string {
  try {
    read(ops);
  } catch (error) {
    if (error instanceof TableGenError) return error.render();
    throw error;
  }
  throw new Error('an error was expected');
}

const op = (format: string, more = '') => `def T_AOp : T_Op<"a"> {
  let arguments = (ins AnyType:$lhs, Optional<I32>:$rhs, OptionalAttr<I64Attr>:$n, UnitAttr:$flag);
  let results = (outs AnyType:$out);
  ${more}
  let assemblyFormat = "${format}";
}`;

test('elements point into the op’s lists', () => {
  const [a] = read(
    op('$lhs (`,` $rhs^)? ($n^):(`none`)? attr-dict `:` functional-type($lhs, $out)'),
  ).ops;
  assert.equal(a.format, [
    { kind: 'operand', index: 0 },
    {
      kind: 'optional',
      then: [
        { kind: 'literal', text: ',' },
        { kind: 'operand', index: 1 },
      ],
      otherwise: [],
      anchor: 1,
      inverted: false,
    },
    {
      kind: 'optional',
      then: [{ kind: 'attribute', index: 0 }],
      otherwise: [{ kind: 'literal', text: 'none' }],
      anchor: 0,
      inverted: false,
    },
    { kind: 'attr-dict', withKeyword: false },
    { kind: 'literal', text: ':' },
    {
      kind: 'functional-type',
      inputs: { kind: 'operand', index: 0 },
      results: { kind: 'result', index: 0 },
    },
  ]);
});

test('an unknown name is shown under a caret with the nearest one', () => {
  const error = errorOf(op('$lsh attr-dict `:` type($lhs) type($out)'));
  assert.match(
    error,
    /^test\.td:8:25: error: the op has nothing named '\$lsh'; did you mean '\$lhs'\?\n/,
  );
  assert.match(error, /\n {24}\^\n/);
});

const errors: readonly (readonly [string, RegExp])[] = [
  ['$lhs $rhs attr-dict', /does not tell the type of '\$lhs'; add 'type\(\$lhs\)'/],
  ['$lhs `:` type($lhs) type($out)', /needs an 'attr-dict'/],
  ['$lhs ($rhs)? attr-dict `:` type($lhs) type($out)', /has no anchor/],
  ['$lhs (`,`^ $rhs)? attr-dict `:` type($lhs) type($out)', /a literal cannot be an anchor/],
  ['$lhs attr-dict `:` typ($lhs)', /'typ' is no directive; did you mean 'type'\?/],
  ['$lhs attr-dict `: type($lhs)', /expected a closing '`'/],
  ['$out attr-dict `:` type($lhs)', /can stand only inside 'type'/],
  ['attr-dict attr-dict', /for the second time/],
];
for (const [format, pattern] of errors) {
  test(`error: ${format}`, () => assert.match(errorOf(op(format)), pattern));
}

test('traits tie types together', () => {
  const [a] = read(`def T_AOp : T_Op<"a", [AllTypesMatch<["x", "y"]>]> {
    let arguments = (ins AnyType:$x, I32:$i);
    let results = (outs AnyType:$y);
    let assemblyFormat = "$x \`,\` $i attr-dict \`:\` type($x)";
  }`).ops;
  assert.is(a.operands[1].constraint.buildableType, 'i32');
});

test('two variadic groups need a trait', () => {
  assert.match(
    errorOf('def T_AOp : T_Op<"a"> { let arguments = (ins Variadic<I32>:$a, Variadic<I32>:$b); }'),
    /needs the trait 'AttrSizedOperandSegments'/,
  );
});

test('every operand stands in the format, once', () => {
  const TAIL = 'attr-dict `:` functional-type(operands, $out)';
  for (const [format, message] of [
    [
      '$lhs attr-dict `:` type($lhs) `,` type($out)',
      "the format does not have operand '$rhs'; add '$rhs'",
    ],
    [`$lhs $lhs ($rhs^)? ${TAIL}`, "'$lhs' stands here for the second time"],
    [`$lhs $rhs $n $n ${TAIL}`, "'$n' stands here for the second time"],
    [`$lhs $rhs operands operands ${TAIL}`, "'operands' stands here for the second time"],
    [
      '$lhs $rhs attr-dict `:` type($lhs) type($lhs) `,` type($out)',
      "'type($lhs)' stands here for the second time",
    ],
    [`$lhs $rhs ref($lhs) ${TAIL}`, "'ref' can stand only inside 'custom'"],
    [
      `custom<X>(ref($lhs)) $lhs $rhs ${TAIL}`,
      "'$lhs' must stand in the format before it is referred to",
    ],
    [
      `$lhs $rhs custom<X>() ${TAIL}`,
      "expected a literal, a variable, a directive or '(', got ')'",
    ],
  ]) {
    assert.match(errorOf(op(format)), message, format);
  }
});

test('every region and successor stands in the format', () => {
  const region = 'let regions = (region AnyRegion:$body);';
  assert.match(
    errorOf(op('$lhs $rhs attr-dict `:` functional-type($lhs, $out)', region)),
    "the format does not have region '$body'; add '$body'",
  );
  const successor = 'let successors = (successor AnySuccessor:$next);';
  assert.match(
    errorOf(op('$lhs $rhs attr-dict `:` functional-type($lhs, $out)', successor)),
    "the format does not have successor '$next'; add '$next'",
  );
});

test.run();
