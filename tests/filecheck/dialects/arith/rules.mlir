// The rules of canonicalize.pdll, each by its name.
// RUN: npu-opt --canonicalize %s | npu-filecheck %s

// AddIAddConstant
// CHECK-LABEL: func.func @add_add(
// CHECK-NEXT: %c12_i32 = arith.constant 12 : i32
// CHECK-NEXT: %0 = arith.addi %arg0, %c12_i32 overflow<nsw> : i32
// CHECK-NEXT: return %0 : i32
func.func @add_add(%x: i32) -> i32 {
  %a = arith.constant 5 : i32
  %b = arith.constant 7 : i32
  %0 = arith.addi %x, %a overflow<nsw> : i32
  %1 = arith.addi %0, %b overflow<nsw, nuw> : i32
  return %1 : i32
}

// AddISubConstantRHS
// CHECK-LABEL: func.func @add_sub_rhs(
// CHECK-NEXT: %c2_i32 = arith.constant 2 : i32
// CHECK-NEXT: %0 = arith.addi %arg0, %c2_i32 : i32
// CHECK-NEXT: return %0 : i32
func.func @add_sub_rhs(%x: i32) -> i32 {
  %a = arith.constant 5 : i32
  %b = arith.constant 7 : i32
  %0 = arith.subi %x, %a : i32
  %1 = arith.addi %0, %b : i32
  return %1 : i32
}

// AddISubConstantLHS
// CHECK-LABEL: func.func @add_sub_lhs(
// CHECK-NEXT: %c12_i32 = arith.constant 12 : i32
// CHECK-NEXT: %0 = arith.subi %c12_i32, %arg0 : i32
// CHECK-NEXT: return %0 : i32
func.func @add_sub_lhs(%x: i32) -> i32 {
  %a = arith.constant 5 : i32
  %b = arith.constant 7 : i32
  %0 = arith.subi %a, %x : i32
  %1 = arith.addi %0, %b : i32
  return %1 : i32
}

// AddIMulNegativeOneRhs, AddIMulNegativeOneLhs
// CHECK-LABEL: func.func @add_minus(
// CHECK-NEXT: %0 = arith.subi %arg0, %arg1 : i32
// CHECK-NEXT: %1 = arith.subi %arg1, %arg0 : i32
// CHECK-NEXT: return %0, %1 : i32, i32
func.func @add_minus(%x: i32, %y: i32) -> (i32, i32) {
  %m = arith.constant -1 : i32
  %0 = arith.muli %y, %m : i32
  %1 = arith.addi %x, %0 : i32
  %2 = arith.muli %x, %m : i32
  %3 = arith.addi %2, %y : i32
  return %1, %3 : i32, i32
}

// AddUIExtendedToAddI, MulSIExtendedToMulI, MulUIExtendedToMulI
// CHECK-LABEL: func.func @unused_half(
// CHECK-NEXT: %0 = arith.addi %arg0, %arg1 : i32
// CHECK-NEXT: %1 = arith.muli %arg0, %arg1 : i32
// CHECK-NEXT: %2 = arith.muli %arg0, %arg1 : i32
// CHECK-NEXT: return %0, %1, %2 : i32, i32, i32
func.func @unused_half(%x: i32, %y: i32) -> (i32, i32, i32) {
  %0:2 = arith.addui_extended %x, %y : i32, i1
  %1:2 = arith.mulsi_extended %x, %y : i32
  %2:2 = arith.mului_extended %x, %y : i32
  return %0#0, %1#0, %2#0 : i32, i32, i32
}

// MulSIExtendedRHSOne
// CHECK-LABEL: func.func @mul_by_one(
// CHECK-NEXT: %c0_i32 = arith.constant 0 : i32
// CHECK-NEXT: %0 = arith.cmpi slt, %arg0, %c0_i32 : i32
// CHECK-NEXT: %1 = arith.extsi %0 : i1 to i32
// CHECK-NEXT: return %arg0, %1 : i32, i32
func.func @mul_by_one(%x: i32) -> (i32, i32) {
  %one = arith.constant 1 : i32
  %0:2 = arith.mulsi_extended %x, %one : i32
  return %0#0, %0#1 : i32, i32
}

// SubIRHSAddConstant, SubILHSAddConstant
// CHECK-LABEL: func.func @sub_add(
// CHECK-NEXT: %c2_i32 = arith.constant 2 : i32
// CHECK-NEXT: %c-2_i32 = arith.constant -2 : i32
// CHECK-NEXT: %0 = arith.addi %arg0, %c-2_i32 : i32
// CHECK-NEXT: %1 = arith.subi %c2_i32, %arg0 overflow<nsw> : i32
// CHECK-NEXT: return %0, %1 : i32, i32
func.func @sub_add(%x: i32) -> (i32, i32) {
  %a = arith.constant 5 : i32
  %b = arith.constant 7 : i32
  %0 = arith.addi %x, %a overflow<nsw> : i32
  %1 = arith.subi %0, %b overflow<nsw> : i32
  %2 = arith.subi %b, %0 overflow<nsw> : i32
  return %1, %2 : i32, i32
}

// SubIRHSSubConstantRHS, SubIRHSSubConstantLHS
// CHECK-LABEL: func.func @sub_sub_constant(
// CHECK-NEXT: %c-2_i32 = arith.constant -2 : i32
// CHECK-NEXT: %c12_i32 = arith.constant 12 : i32
// CHECK-NEXT: %0 = arith.subi %arg0, %c12_i32 : i32
// CHECK-NEXT: %1 = arith.subi %c-2_i32, %arg0 : i32
// CHECK-NEXT: return %0, %1 : i32, i32
func.func @sub_sub_constant(%x: i32) -> (i32, i32) {
  %a = arith.constant 5 : i32
  %b = arith.constant 7 : i32
  %0 = arith.subi %x, %a : i32
  %1 = arith.subi %0, %b : i32
  %2 = arith.subi %a, %x : i32
  %3 = arith.subi %2, %b : i32
  return %1, %3 : i32, i32
}

// SubILHSSubConstantRHS, SubILHSSubConstantLHS
// CHECK-LABEL: func.func @constant_sub_sub(
// CHECK-NEXT: %c2_i32 = arith.constant 2 : i32
// CHECK-NEXT: %c12_i32 = arith.constant 12 : i32
// CHECK-NEXT: %0 = arith.subi %c12_i32, %arg0 : i32
// CHECK-NEXT: %1 = arith.addi %arg0, %c2_i32 : i32
// CHECK-NEXT: return %0, %1 : i32, i32
func.func @constant_sub_sub(%x: i32) -> (i32, i32) {
  %a = arith.constant 5 : i32
  %b = arith.constant 7 : i32
  %0 = arith.subi %x, %a : i32
  %1 = arith.subi %b, %0 : i32
  %2 = arith.subi %a, %x : i32
  %3 = arith.subi %b, %2 : i32
  return %1, %3 : i32, i32
}

// SubISubILHSRHSLHS
// CHECK-LABEL: func.func @sub_sub(
// CHECK-NEXT: %c0_i32 = arith.constant 0 : i32
// CHECK-NEXT: %0 = arith.subi %c0_i32, %arg1 : i32
// CHECK-NEXT: return %0 : i32
func.func @sub_sub(%x: i32, %y: i32) -> i32 {
  %0 = arith.subi %x, %y : i32
  %1 = arith.subi %0, %x : i32
  return %1 : i32
}

// MulIMulIConstant
// CHECK-LABEL: func.func @mul_mul(
// CHECK-NEXT: %c35_i32 = arith.constant 35 : i32
// CHECK-NEXT: %0 = arith.muli %arg0, %c35_i32 : i32
// CHECK-NEXT: return %0 : i32
func.func @mul_mul(%x: i32) -> i32 {
  %a = arith.constant 5 : i32
  %b = arith.constant 7 : i32
  %0 = arith.muli %x, %a : i32
  %1 = arith.muli %0, %b : i32
  return %1 : i32
}

// AndOfExtUI, OrOfExtUI, XOrIOfExtUI
// CHECK-LABEL: func.func @bits_of_zero_extended(
// CHECK-NEXT: %0 = arith.andi %arg0, %arg1 : i8
// CHECK-NEXT: %1 = arith.extui %0 : i8 to i32
// CHECK-NEXT: %2 = arith.ori %arg0, %arg1 : i8
// CHECK-NEXT: %3 = arith.extui %2 : i8 to i32
// CHECK-NEXT: %4 = arith.xori %arg0, %arg1 : i8
// CHECK-NEXT: %5 = arith.extui %4 : i8 to i32
// CHECK-NEXT: return %1, %3, %5 : i32, i32, i32
func.func @bits_of_zero_extended(%x: i8, %y: i8) -> (i32, i32, i32) {
  %0 = arith.extui %x : i8 to i32
  %1 = arith.extui %y : i8 to i32
  %2 = arith.andi %0, %1 : i32
  %3 = arith.ori %0, %1 : i32
  %4 = arith.xori %0, %1 : i32
  return %2, %3, %4 : i32, i32, i32
}

// AndOfExtSI, OrOfExtSI, XOrIOfExtSI
// CHECK-LABEL: func.func @bits_of_sign_extended(
// CHECK-NEXT: %0 = arith.andi %arg0, %arg1 : i8
// CHECK-NEXT: %1 = arith.extsi %0 : i8 to i32
// CHECK-NEXT: %2 = arith.ori %arg0, %arg1 : i8
// CHECK-NEXT: %3 = arith.extsi %2 : i8 to i32
// CHECK-NEXT: %4 = arith.xori %arg0, %arg1 : i8
// CHECK-NEXT: %5 = arith.extsi %4 : i8 to i32
// CHECK-NEXT: return %1, %3, %5 : i32, i32, i32
func.func @bits_of_sign_extended(%x: i8, %y: i8) -> (i32, i32, i32) {
  %0 = arith.extsi %x : i8 to i32
  %1 = arith.extsi %y : i8 to i32
  %2 = arith.andi %0, %1 : i32
  %3 = arith.ori %0, %1 : i32
  %4 = arith.xori %0, %1 : i32
  return %2, %3, %4 : i32, i32, i32
}

// XOrINotCmpI
// CHECK-LABEL: func.func @not_cmp(
// CHECK-NEXT: %0 = arith.cmpi uge, %arg0, %arg1 : i32
// CHECK-NEXT: return %0 : i1
func.func @not_cmp(%x: i32, %y: i32) -> i1 {
  %true = arith.constant true
  %0 = arith.cmpi ult, %x, %y : i32
  %1 = arith.xori %0, %true : i1
  return %1 : i1
}

// CmpIExtSI, CmpIExtUI
// CHECK-LABEL: func.func @cmp_ext(
// CHECK-NEXT: %0 = arith.extsi %arg0 : i8 to i32
// CHECK-NEXT: %1 = arith.extsi %arg1 : i8 to i32
// CHECK-NEXT: %2 = arith.cmpi eq, %arg0, %arg1 : i8
// CHECK-NEXT: %3 = arith.cmpi ne, %arg0, %arg1 : i8
// CHECK-NEXT: %4 = arith.cmpi slt, %0, %1 : i32
// CHECK-NEXT: return %2, %3, %4 : i1, i1, i1
func.func @cmp_ext(%x: i8, %y: i8) -> (i1, i1, i1) {
  %0 = arith.extsi %x : i8 to i32
  %1 = arith.extsi %y : i8 to i32
  %2 = arith.cmpi eq, %0, %1 : i32
  %3 = arith.extui %x : i8 to i32
  %4 = arith.extui %y : i8 to i32
  %5 = arith.cmpi ne, %3, %4 : i32
  %6 = arith.cmpi slt, %0, %1 : i32
  return %2, %5, %6 : i1, i1, i1
}

// CmpFSIToFPConst, CmpFSIToFPConstKnown
// CHECK-LABEL: func.func @cmp_signed(
// CHECK-NEXT: %c3_i8 = arith.constant 3 : i8
// CHECK-NEXT: %true = arith.constant true
// CHECK-NEXT: %c-4_i8 = arith.constant -4 : i8
// CHECK-NEXT: %0 = arith.cmpi slt, %arg0, %c-4_i8 : i8
// CHECK-NEXT: %1 = arith.cmpi sge, %arg0, %c3_i8 : i8
// CHECK-NEXT: return %0, %true, %true, %1 : i1, i1, i1, i1
func.func @cmp_signed(%x: i8) -> (i1, i1, i1, i1) {
  %0 = arith.sitofp %x : i8 to f32
  %a = arith.constant -4.5 : f32
  %1 = arith.cmpf olt, %0, %a : f32
  %b = arith.constant 200.0 : f32
  %2 = arith.cmpf olt, %0, %b : f32
  %3 = arith.cmpf ord, %0, %b : f32
  %c = arith.constant 3.0 : f32
  %4 = arith.cmpf uge, %0, %c : f32
  return %1, %2, %3, %4 : i1, i1, i1, i1
}

// CmpFUIToFPConst, CmpFUIToFPConstKnown
// CHECK-LABEL: func.func @cmp_unsigned(
// CHECK-NEXT: %false = arith.constant false
// CHECK-NEXT: %true = arith.constant true
// CHECK-NEXT: %c4_i8 = arith.constant 4 : i8
// CHECK-NEXT: %0 = arith.cmpi ugt, %arg0, %c4_i8 : i8
// CHECK-NEXT: return %0, %true, %false : i1, i1, i1
func.func @cmp_unsigned(%x: i8) -> (i1, i1, i1) {
  %0 = arith.uitofp %x : i8 to f32
  %a = arith.constant 4.5 : f32
  %1 = arith.cmpf ogt, %0, %a : f32
  %b = arith.constant -1.0 : f32
  %2 = arith.cmpf ogt, %0, %b : f32
  %3 = arith.cmpf oeq, %0, %a : f32
  return %1, %2, %3 : i1, i1, i1
}

// RedundantSelectFalse, RedundantSelectTrue
// CHECK-LABEL: func.func @select_select(
// CHECK-NEXT: %0 = arith.select %arg0, %arg1, %arg3 : i32
// CHECK-NEXT: %1 = arith.select %arg0, %arg2, %arg1 : i32
// CHECK-NEXT: return %0, %1 : i32, i32
func.func @select_select(%c: i1, %x: i32, %y: i32, %z: i32) -> (i32, i32) {
  %0 = arith.select %c, %y, %z : i32
  %1 = arith.select %c, %x, %0 : i32
  %2 = arith.select %c, %0, %x : i32
  return %1, %2 : i32, i32
}

// SelectNotCond
// CHECK-LABEL: func.func @select_not(
// CHECK-NEXT: %0 = arith.select %arg0, %arg2, %arg1 : i32
// CHECK-NEXT: return %0 : i32
func.func @select_not(%c: i1, %x: i32, %y: i32) -> i32 {
  %true = arith.constant true
  %0 = arith.xori %c, %true : i1
  %1 = arith.select %0, %x, %y : i32
  return %1 : i32
}

// SelectI1ToNot, SelectToExtUI, SelectToExtUIOfNot
// CHECK-LABEL: func.func @select_constants(
// CHECK-NEXT: %true = arith.constant true
// CHECK-NEXT: %0 = arith.xori %arg0, %true : i1
// CHECK-NEXT: %1 = arith.extui %arg0 : i1 to i32
// CHECK-NEXT: %2 = arith.xori %arg0, %true : i1
// CHECK-NEXT: %3 = arith.extui %2 : i1 to i32
// CHECK-NEXT: return %0, %1, %3 : i1, i32, i32
func.func @select_constants(%c: i1) -> (i1, i32, i32) {
  %true = arith.constant true
  %false = arith.constant false
  %0 = arith.select %c, %false, %true : i1
  %one = arith.constant 1 : i32
  %zero = arith.constant 0 : i32
  %1 = arith.select %c, %one, %zero : i32
  %2 = arith.select %c, %zero, %one : i32
  return %0, %1, %2 : i1, i32, i32
}

// IndexCastOfIndexCast, IndexCastOfExtSI
// CHECK-LABEL: func.func @index_cast(
// CHECK-NEXT: %0 = arith.index_cast %arg1 : i8 to index
// CHECK-NEXT: return %arg0, %0 : i32, index
func.func @index_cast(%x: i32, %y: i8) -> (i32, index) {
  %0 = arith.index_cast %x : i32 to index
  %1 = arith.index_cast %0 : index to i32
  %2 = arith.extsi %y : i8 to i32
  %3 = arith.index_cast %2 : i32 to index
  return %1, %3 : i32, index
}

// IndexCastUIOfIndexCastUI, IndexCastUIOfExtUI
// CHECK-LABEL: func.func @index_castui(
// CHECK-NEXT: %0 = arith.index_castui %arg1 : i8 to index
// CHECK-NEXT: return %arg0, %0 : i32, index
func.func @index_castui(%x: i32, %y: i8) -> (i32, index) {
  %0 = arith.index_castui %x : i32 to index
  %1 = arith.index_castui %0 : index to i32
  %2 = arith.extui %y : i8 to i32
  %3 = arith.index_castui %2 : i32 to index
  return %1, %3 : i32, index
}

// BitcastOfBitcast
// CHECK-LABEL: func.func @bitcast(
// CHECK-NEXT: return %arg0 : i32
func.func @bitcast(%x: i32) -> i32 {
  %0 = arith.bitcast %x : i32 to f32
  %1 = arith.bitcast %0 : f32 to i32
  return %1 : i32
}

// ExtSIOfExtUI, TruncIExtSIToExtSI, TruncIExtUIToExtUI
// CHECK-LABEL: func.func @casts(
// CHECK-NEXT: %0 = arith.extui %arg0 : i8 to i64
// CHECK-NEXT: %1 = arith.extsi %arg0 : i8 to i16
// CHECK-NEXT: %2 = arith.extui %arg0 : i8 to i16
// CHECK-NEXT: return %0, %1, %2 : i64, i16, i16
func.func @casts(%x: i8) -> (i64, i16, i16) {
  %0 = arith.extui %x : i8 to i32
  %1 = arith.extsi %0 : i32 to i64
  %2 = arith.extsi %x : i8 to i32
  %3 = arith.trunci %2 : i32 to i16
  %4 = arith.trunci %0 : i32 to i16
  return %1, %3, %4 : i64, i16, i16
}

// TruncIShrSIToTrunciShrUI
// CHECK-LABEL: func.func @trunc_shift(
// CHECK-NEXT: %c32_i64 = arith.constant 32 : i64
// CHECK-NEXT: %0 = arith.shrui %arg0, %c32_i64 : i64
// CHECK-NEXT: %1 = arith.trunci %0 : i64 to i32
// CHECK-NEXT: return %1 : i32
func.func @trunc_shift(%x: i64) -> i32 {
  %c = arith.constant 32 : i64
  %0 = arith.shrsi %x, %c : i64
  %1 = arith.trunci %0 : i64 to i32
  return %1 : i32
}

// TruncIShrUIMulIToMulSIExtended, TruncIShrUIMulIToMulUIExtended
// CHECK-LABEL: func.func @high_product(
// CHECK-NEXT: %low, %high = arith.mulsi_extended %arg0, %arg1 : i32
// CHECK-NEXT: %low_0, %high_1 = arith.mului_extended %arg0, %arg1 : i32
// CHECK-NEXT: return %high, %high_1 : i32, i32
func.func @high_product(%x: i32, %y: i32) -> (i32, i32) {
  %c = arith.constant 32 : i64
  %0 = arith.extsi %x : i32 to i64
  %1 = arith.extsi %y : i32 to i64
  %2 = arith.muli %0, %1 : i64
  %3 = arith.shrui %2, %c : i64
  %4 = arith.trunci %3 : i64 to i32
  %5 = arith.extui %x : i32 to i64
  %6 = arith.extui %y : i32 to i64
  %7 = arith.muli %5, %6 : i64
  %8 = arith.shrui %7, %c : i64
  %9 = arith.trunci %8 : i64 to i32
  return %4, %9 : i32, i32
}

// MulFOfNegF, DivFOfNegF
// CHECK-LABEL: func.func @negated(
// CHECK-NEXT: %0 = arith.mulf %arg0, %arg1 fastmath<nnan> : f32
// CHECK-NEXT: %1 = arith.divf %arg0, %arg1 : f32
// CHECK-NEXT: return %0, %1 : f32, f32
func.func @negated(%x: f32, %y: f32) -> (f32, f32) {
  %0 = arith.negf %x : f32
  %1 = arith.negf %y : f32
  %2 = arith.mulf %0, %1 fastmath<nnan> : f32
  %3 = arith.divf %0, %1 : f32
  return %2, %3 : f32, f32
}
