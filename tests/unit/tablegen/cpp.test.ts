/** C++ expressions of MLIR's specs: what they become, and what is not understood. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import * as ir from '../../../ir/index.js';
import { cppNames, makeCppLibrary } from '../../../tablegen/cpp/library.js';
import { translateCpp } from '../../../tablegen/cpp/translate.js';

const cpp = makeCppLibrary(ir);
const names = cppNames(
  cpp,
  {
    classOf: (name) =>
      name === 'shape::SizeType'
        ? { dialect: 'shape', mnemonic: 'size', parameters: [] }
        : undefined,
    isEnumAttr: (name) => name === 'arith::CmpIPredicateAttr',
    parameterNames: new Set(['pointeeType']),
  },
  '',
);

function evaluate(text: string, self: unknown): unknown {
  const translated = translateCpp(text, names);
  assert.type(translated, 'string', `not understood: ${text}`);
  const code = translated!.replaceAll('$_self', 'self').replaceAll('$_op', 'self');
  return new Function('cpp', 'self', `'use strict'; return (${code});`)(cpp, self);
}

const { FloatType, IntegerType, IntegerAttr, RankedTensorType, StringAttr, VectorType } = ir;
const i8 = IntegerType.get(8);
const vector = VectorType.get([2, 4], FloatType.get('f32'));
const tensor = RankedTensorType.get([1, 2, 3, ir.DYNAMIC], i8);

const CASES: readonly (readonly [text: string, self: unknown, wanted: unknown])[] = [
  ['$_self.isSignlessInteger(8)', i8, true],
  ['!$_self.isInteger(16)', i8, true],
  ['::llvm::isa<::mlir::VectorType, ::mlir::TensorType>($_self)', vector, true],
  ['::llvm::isa<::mlir::TensorType>($_self)', i8, false],
  ['::llvm::cast<::mlir::ShapedType>($_self).getRank() == 4', tensor, true],
  ['::llvm::cast<::mlir::ShapedType>($_self).hasStaticShape()', tensor, false],
  ['::llvm::cast<VectorType>($_self).getElementType()', vector, FloatType.get('f32')],
  ['::llvm::cast<::mlir::VectorType>($_self).getNumElements() % 2 == 0 ? 1u : 2u', vector, 1],
  ['(1 + 2) * 3 >= 9 && 4 - 1 < 4', i8, true],
  [
    '[](::mlir::Type elementType) { return elementType.isF32(); }($_self.getElementType())',
    vector,
    true,
  ],
  ['[&]() { auto t = $_self.getElementType(); return t.isF32() || t.isF64(); }()', vector, true],
  ['::llvm::cast<::mlir::IntegerAttr>($_self).getInt() >= -1', IntegerAttr.i64(-1), true],
  [
    '!(::llvm::cast<::mlir::IntegerAttr>($_self).getValue().getZExtValue() & (~(1u|2u)))',
    IntegerAttr.i32(3),
    true,
  ],
  ['::llvm::cast<StringAttr>($_self).getValue() == "a\\"b"', StringAttr.get('a"b'), true],
  [
    '::llvm::all_of(::llvm::cast<::mlir::ArrayAttr>($_self), [&](::mlir::Attribute attr) { return attr && ::llvm::isa<::mlir::IntegerAttr>(attr); })',
    ir.ArrayAttr.get([IntegerAttr.i64(1)]),
    true,
  ],
  ['std::equal_to<>()(::getElementTypeOrSelf($_self), $_self)', i8, true],
  ['$_self != nullptr', i8, true],
  ['::llvm::isa<::mlir::shape::SizeType>($_self)', i8, false],
  ['::llvm::isa<::mlir::arith::CmpIPredicateAttr>($_self)', IntegerAttr.i64(1), true],
  ['$_self.hasTrait<::mlir::ValueSemantics>()', tensor, true],
  ['$_self == $_builder.getBoolAttr(true)', IntegerAttr.bool(true), true],
];

for (const [text, self, wanted] of CASES) {
  test(text, () => assert.is(evaluate(text, self), wanted));
}

test('what is not understood is said to be so', () => {
  for (const text of [
    'emitc::isSupportedEmitCType($_self)',
    '::llvm::isa<::mlir::Unknown>($_self)',
    '$_self.getStrange()',
    '[&]() { int x = 1; return x; }()',
    '$_self.getRank(',
    '$_builder.getStrangeType()',
    'someName',
    '\\',
  ]) {
    assert.is(translateCpp(text, names), undefined, text);
  }
});

test.run();
