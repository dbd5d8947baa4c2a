/** The base library: predicates as TypeScript, kinds, defaults, enums. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  baseLibraryFolder,
  loadText,
  type OpModel,
  readDialects,
} from '../../../tablegen/index.js';

function readOp(args: string, more = ''): OpModel {
  const text = `include "OpBase.td"
def T_Dialect : Dialect { let name = "t"; }
${more}
def T_AOp : Op<T_Dialect, "a"> { let arguments = (ins ${args}); }`;
  return readDialects(loadText(text, 'test.td', { includeDirs: [baseLibraryFolder()] }))[0].ops[0];
}

const predicates: readonly (readonly [string, string | undefined, string])[] = [
  ['AnyType', undefined, 'any type'],
  [
    'I8',
    "$_self instanceof IntegerType && $_self.width === 8 && $_self.signedness === 'signless'",
    '8-bit signless integer',
  ],
  [
    'AnyTensor',
    '$_self instanceof RankedTensorType || $_self instanceof UnrankedTensorType',
    'tensor of any type values',
  ],
  [
    'RankedTensorOf<[F32, F64]>',
    "$_self instanceof RankedTensorType && (($_self.elementType instanceof FloatType && $_self.elementType.kind === 'f32') || ($_self.elementType instanceof FloatType && $_self.elementType.kind === 'f64'))",
    'ranked tensor of 32-bit float or 64-bit float values',
  ],
  ['Type<Neg<Index.predicate>, "no index">', '!($_self instanceof IndexType)', 'no index'],
];
for (const [type, predicate, summary] of predicates) {
  test(`type ${type}`, () => {
    const [{ constraint }] = readOp(`${type}:$x`).operands;
    assert.is(constraint.predicate, predicate);
    assert.is(constraint.summary, summary);
  });
}

const defaults: readonly (readonly [string, string])[] = [
  ['DefaultValuedAttr<I32Attr, "3">', '3 : i32'],
  ['DefaultValuedAttr<I64Attr, "3 : i64">', '3 : i64'],
  ['DefaultValuedAttr<F32Attr, "1">', '1.0 : f32'],
  ['DefaultValuedAttr<BoolAttr, "true">', 'true'],
  ['DefaultValuedStrAttr<StrAttr, "abc">', '"abc"'],
  ['DefaultValuedAttr<DenseI64ArrayAttr, "{1, 2}">', 'array<i64: 1, 2>'],
  ['DefaultValuedAttr<Mode, "::ns::Mode::fast">', '2 : i32'],
];
const MODE = `def Mode : I32EnumAttr<"Mode", "how", [I32EnumAttrCase<"slow", 1>, I32EnumAttrCase<"fast", 2>]>;`;
for (const [attr, text] of defaults) {
  test(`default of ${attr}`, () => {
    assert.is(readOp(`${attr}:$x`, MODE).attributes[0].defaultValue, text);
  });
}

test('an enum gives its cases and width', () => {
  const [{ constraint, optional }] = readOp('OptionalAttr<Mode>:$m', MODE).attributes;
  assert.is(constraint.kind, 'enum');
  assert.is(constraint.enum?.width, 32);
  assert.equal(constraint.enum?.cases, [
    { symbol: 'slow', text: 'slow', value: 1n },
    { symbol: 'fast', text: 'fast', value: 2n },
  ]);
  assert.is(optional, true);
});

test('a confined attribute keeps its kind and says its limits', () => {
  const [{ constraint }] = readOp(
    'ConfinedAttr<I64Attr, [IntPositive, IntMaxValue<9>]>:$n',
  ).attributes;
  assert.is(constraint.kind, 'integer');
  assert.is(constraint.valueType, 'i64');
  assert.match(constraint.summary, /whose value is positive whose maximum value is 9$/);
  assert.match(constraint.predicate!, /&& \$_self\.value > 0n && \$_self\.value <= 9n$/);
});

test.run();
