// RUN: npu-opt --canonicalize %s | npu-filecheck %s

// Identities that need no constant.
// CHECK-LABEL: func.func @identities(
// CHECK-NEXT: %c0_i32 = arith.constant 0 : i32
// CHECK-NEXT: %0 = arith.andi %arg0, %arg1 : i32
// CHECK-NEXT: return %arg0, %arg1, %0, %c0_i32, %arg0, %arg0, %arg1 : i32, i32, i32, i32, i32, i32, i32
func.func @identities(%x: i32, %y: i32) -> (i32, i32, i32, i32, i32, i32, i32) {
  %0 = arith.subi %x, %y : i32
  %1 = arith.addi %0, %y : i32
  %2 = arith.xori %x, %y : i32
  %3 = arith.xori %2, %x : i32
  %4 = arith.andi %x, %y : i32
  %5 = arith.andi %4, %y : i32
  %6 = arith.subi %x, %x : i32
  %7 = arith.maxsi %x, %x : i32
  %8 = arith.ori %x, %x : i32
  %9 = arith.addi %x, %y : i32
  %10 = arith.subi %9, %x : i32
  return %1, %3, %5, %6, %7, %8, %10 : i32, i32, i32, i32, i32, i32, i32
}

// x with all bits turned.
// CHECK-LABEL: func.func @not(
// CHECK-NEXT: %c-1_i8 = arith.constant -1 : i8
// CHECK-NEXT: %c0_i8 = arith.constant 0 : i8
// CHECK-NEXT: return %c0_i8, %c-1_i8 : i8, i8
func.func @not(%x: i8) -> (i8, i8) {
  %ones = arith.constant -1 : i8
  %0 = arith.xori %x, %ones : i8
  %1 = arith.andi %x, %0 : i8
  %2 = arith.ori %0, %x : i8
  return %1, %2 : i8, i8
}

// Division by zero does not fold, nor what does not fit.
// CHECK-LABEL: func.func @undefined(
// CHECK-NEXT: %c0_i8 = arith.constant 0 : i8
// CHECK-NEXT: %c7_i8 = arith.constant 7 : i8
// CHECK-NEXT: %c-128_i8 = arith.constant -128 : i8
// CHECK-NEXT: %c-1_i8 = arith.constant -1 : i8
// CHECK-NEXT: %c8_i8 = arith.constant 8 : i8
// CHECK-NEXT: %0 = arith.divui %c7_i8, %c0_i8 : i8
// CHECK-NEXT: %1 = arith.divsi %c-128_i8, %c-1_i8 : i8
// CHECK-NEXT: %2 = arith.ceildivsi %c-128_i8, %c7_i8 : i8
// CHECK-NEXT: %3 = arith.shli %c7_i8, %c8_i8 : i8
// CHECK-NEXT: %4 = arith.remsi %c7_i8, %c0_i8 : i8
// CHECK-NEXT: return %0, %1, %2, %3, %4 : i8, i8, i8, i8, i8
func.func @undefined() -> (i8, i8, i8, i8, i8) {
  %zero = arith.constant 0 : i8
  %seven = arith.constant 7 : i8
  %min = arith.constant -128 : i8
  %minus = arith.constant -1 : i8
  %eight = arith.constant 8 : i8
  %0 = arith.divui %seven, %zero : i8
  %1 = arith.divsi %min, %minus : i8
  %2 = arith.ceildivsi %min, %seven : i8
  %3 = arith.shli %seven, %eight : i8
  %4 = arith.remsi %seven, %zero : i8
  return %0, %1, %2, %3, %4 : i8, i8, i8, i8, i8
}

// Quotients and how they round.
// CHECK-LABEL: func.func @quotients(
// CHECK-NEXT: %c-3_i8 = arith.constant -3 : i8
// CHECK-NEXT: %c124_i8 = arith.constant 124 : i8
// CHECK-NEXT: %c-4_i8 = arith.constant -4 : i8
// CHECK-NEXT: %c-1_i8 = arith.constant -1 : i8
// CHECK-NEXT: %c125_i8 = arith.constant 125 : i8
// CHECK-NEXT: return %c-3_i8, %c124_i8, %c-3_i8, %c-4_i8, %c-1_i8, %c125_i8 : i8, i8, i8, i8, i8, i8
func.func @quotients() -> (i8, i8, i8, i8, i8, i8) {
  %a = arith.constant -7 : i8
  %b = arith.constant 2 : i8
  %0 = arith.divsi %a, %b : i8
  %1 = arith.divui %a, %b : i8
  %2 = arith.ceildivsi %a, %b : i8
  %3 = arith.floordivsi %a, %b : i8
  %4 = arith.remsi %a, %b : i8
  %5 = arith.ceildivui %a, %b : i8
  return %0, %1, %2, %3, %4, %5 : i8, i8, i8, i8, i8, i8
}

// Both results of what has two.
// CHECK-LABEL: func.func @halves(
// CHECK-NEXT: %c44_i8 = arith.constant 44 : i8
// CHECK-NEXT: %true = arith.constant true
// CHECK-NEXT: %c32_i8 = arith.constant 32 : i8
// CHECK-NEXT: %c-22_i8 = arith.constant -22 : i8
// CHECK-NEXT: %c0_i8 = arith.constant 0 : i8
// CHECK-NEXT: %false = arith.constant false
// CHECK-NEXT: return %c44_i8, %true, %c32_i8, %c-22_i8, %arg0, %c0_i8, %arg0, %false : i8, i1, i8, i8, i8, i8, i8, i1
func.func @halves(%x: i8) -> (i8, i1, i8, i8, i8, i8, i8, i1) {
  %a = arith.constant -56 : i8
  %b = arith.constant 100 : i8
  %zero = arith.constant 0 : i8
  %one = arith.constant 1 : i8
  %0:2 = arith.addui_extended %a, %b : i8, i1
  %1:2 = arith.mulsi_extended %a, %b : i8
  %2:2 = arith.mului_extended %x, %one : i8
  %3:2 = arith.addui_extended %x, %zero : i8, i1
  return %0#0, %0#1, %1#0, %1#1, %2#0, %2#1, %3#0, %3#1 : i8, i1, i8, i8, i8, i8, i8, i1
}

// Every element of vectors and tensors.
// CHECK-LABEL: func.func @elements(
// CHECK-NEXT: %cst = arith.constant dense<[4, 1, -14, -13]> : vector<4xi5>
// CHECK-NEXT: %cst_0 = arith.constant dense<[1.999510e-01, 0x7C00]> : tensor<2xf16>
// CHECK-NEXT: %cst_1 = arith.constant dense<[true, true, false, true]> : vector<4xi1>
// CHECK-NEXT: %cst_2 = arith.constant dense<[1, 9, 3, 9]> : vector<4xi8>
// CHECK-NEXT: return %cst, %cst_0, %cst_1, %cst_2 : vector<4xi5>, tensor<2xf16>, vector<4xi1>, vector<4xi8>
func.func @elements(%c: vector<4xi1>) -> (vector<4xi5>, tensor<2xf16>, vector<4xi1>, vector<4xi8>) {
  %a = arith.constant dense<[1, -2, 15, -16]> : vector<4xi5>
  %b = arith.constant dense<3> : vector<4xi5>
  %0 = arith.addi %a, %b : vector<4xi5>
  %f = arith.constant dense<[0.1, 65504.0]> : tensor<2xf16>
  %1 = arith.addf %f, %f : tensor<2xf16>
  %2 = arith.cmpi slt, %a, %b : vector<4xi5>
  %mask = arith.constant dense<[true, false, true, false]> : vector<4xi1>
  %x = arith.constant dense<[1, 2, 3, 4]> : vector<4xi8>
  %y = arith.constant dense<9> : vector<4xi8>
  %3 = arith.select %mask, %x, %y : vector<4xi1>, vector<4xi8>
  return %0, %1, %2, %3 : vector<4xi5>, tensor<2xf16>, vector<4xi1>, vector<4xi8>
}

// Floats round in their own type; NaN and infinity are values.
// CHECK-LABEL: func.func @floats(
// CHECK-NEXT: %cst = arith.constant 0x7F : f8E4M3FN
// CHECK-NEXT: %cst_0 = arith.constant 3.339840e-01 : bf16
// CHECK-NEXT: %cst_1 = arith.constant 0x7FC00000 : f32
// CHECK-NEXT: %cst_2 = arith.constant 0x7F800000 : f32
// CHECK-NEXT: %cst_3 = arith.constant -1.500000e+00 : f32
// CHECK-NEXT: %cst_4 = arith.constant 0.0100000000000000011103 : f80
// CHECK-NEXT: %cst_5 = arith.constant 2.000000e+00 : f32
// CHECK-NEXT: return %cst, %cst_0, %cst_1, %cst_2, %arg0, %cst_3, %cst_4, %cst_5 : f8E4M3FN, bf16, f32, f32, f32, f32, f80, f32
func.func @floats(%x: f32) -> (f8E4M3FN, bf16, f32, f32, f32, f32, f80, f32) {
  %a = arith.constant 448.0 : f8E4M3FN
  %0 = arith.addf %a, %a : f8E4M3FN
  %b = arith.constant 1.0 : bf16
  %c = arith.constant 3.0 : bf16
  %1 = arith.divf %b, %c : bf16
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %2 = arith.divf %zero, %zero : f32
  %3 = arith.divf %one, %zero : f32
  %4 = arith.mulf %x, %one : f32
  %m = arith.constant -7.5 : f32
  %two = arith.constant 2.0 : f32
  %5 = arith.remf %m, %two : f32
  %d = arith.constant 0.1 : f80
  %6 = arith.mulf %d, %d : f80
  %7 = arith.maximumf %m, %two : f32
  return %0, %1, %2, %3, %4, %5, %6, %7 : f8E4M3FN, bf16, f32, f32, f32, f32, f80, f32
}

// Of casts only what is exact folds, and integers that fit.
// CHECK-LABEL: func.func @casts(
// CHECK-NEXT: %c1056964608_i32 = arith.constant 1056964608 : i32
// CHECK-NEXT: %c255 = arith.constant 255 : index
// CHECK-NEXT: %c1_i8 = arith.constant 1 : i8
// CHECK-NEXT: %c-1_i8 = arith.constant -1 : i8
// CHECK-NEXT: %cst = arith.constant -1.500000e+00 : f32
// CHECK-NEXT: %cst_0 = arith.constant 1.000000e-01 : f32
// CHECK-NEXT: %cst_1 = arith.constant 0.10000000149011612 : f64
// CHECK-NEXT: %cst_2 = arith.constant 5.000000e-01 : f16
// CHECK-NEXT: %cst_3 = arith.constant 0x4B800000 : f32
// CHECK-NEXT: %0 = arith.truncf %cst_0 : f32 to f16
// CHECK-NEXT: %1 = arith.fptoui %cst : f32 to i8
// CHECK-NEXT: return %cst_1, %cst_2, %cst_3, %0, %c-1_i8, %1, %c1_i8, %c255, %c1056964608_i32 : f64, f16, f32, f16, i8, i8, i8, index, i32
func.func @casts(%x: i32) -> (f64, f16, f32, f16, i8, i8, i8, index, i32) {
  %a = arith.constant 0.1 : f32
  %0 = arith.extf %a : f32 to f64
  %half = arith.constant 0.5 : f32
  %1 = arith.truncf %half : f32 to f16
  %n = arith.constant 16777217 : i32
  %2 = arith.sitofp %n : i32 to f32
  %3 = arith.truncf %a : f32 to f16
  %f = arith.constant -1.5 : f32
  %4 = arith.fptosi %f : f32 to i8
  %5 = arith.fptoui %f : f32 to i8
  %6 = arith.trunci %n : i32 to i8
  %s = arith.constant -1 : i8
  %7 = arith.index_castui %s : i8 to index
  %8 = arith.bitcast %half : f32 to i32
  return %0, %1, %2, %3, %4, %5, %6, %7, %8 : f64, f16, f32, f16, i8, i8, i8, index, i32
}

// A cast over a cast.
// CHECK-LABEL: func.func @cast_of_cast(
// CHECK-NEXT: %0 = arith.extsi %arg0 : i8 to i64
// CHECK-NEXT: %1 = arith.trunci %arg0 : i8 to i4
// CHECK-NEXT: %2 = arith.trunci %arg1 : i32 to i4
// CHECK-NEXT: return %0, %arg0, %1, %2, %arg1 : i64, i8, i4, i4, i32
func.func @cast_of_cast(%x: i8, %w: i32, %m: memref<4xi32>) -> (i64, i8, i4, i4, i32) {
  %0 = arith.extsi %x : i8 to i32
  %1 = arith.extsi %0 : i32 to i64
  %2 = arith.trunci %0 : i32 to i8
  %3 = arith.trunci %0 : i32 to i4
  %4 = arith.trunci %w : i32 to i16
  %5 = arith.trunci %4 : i16 to i4
  %6 = arith.bitcast %w : i32 to i32
  return %1, %2, %3, %5, %6 : i64, i8, i4, i4, i32
}

// Comparisons: constants go right; a NaN on one side decides.
// CHECK-LABEL: func.func @comparisons(
// CHECK-NEXT: %false = arith.constant false
// CHECK-NEXT: %true = arith.constant true
// CHECK-NEXT: %c5_i32 = arith.constant 5 : i32
// CHECK-NEXT: %0 = arith.cmpi ugt, %arg0, %c5_i32 : i32
// CHECK-NEXT: return %0, %true, %arg1, %true, %false : i1, i1, i1, i1, i1
func.func @comparisons(%x: i32, %b: i1, %f: f32) -> (i1, i1, i1, i1, i1) {
  %c = arith.constant 5 : i32
  %0 = arith.cmpi ult, %c, %x : i32
  %1 = arith.cmpi sle, %x, %x : i32
  %e = arith.extui %b : i1 to i32
  %zero = arith.constant 0 : i32
  %2 = arith.cmpi ne, %e, %zero : i32
  %nan = arith.constant 0x7FC00000 : f32
  %3 = arith.cmpf ult, %f, %nan : f32
  %4 = arith.cmpf oge, %nan, %f : f32
  return %0, %1, %2, %3, %4 : i1, i1, i1, i1, i1
}

// Choices that are none.
// CHECK-LABEL: func.func @choices(
// CHECK-NEXT: return %arg1, %arg2, %arg0, %arg2, %arg1 : i32, i32, i1, i32, i32
func.func @choices(%c: i1, %x: i32, %y: i32) -> (i32, i32, i1, i32, i32) {
  %true = arith.constant true
  %false = arith.constant false
  %0 = arith.select %c, %x, %x : i32
  %1 = arith.select %false, %x, %y : i32
  %2 = arith.select %c, %true, %false : i1
  %3 = arith.cmpi eq, %x, %y : i32
  %4 = arith.select %3, %x, %y : i32
  %5 = arith.cmpi ne, %x, %y : i32
  %6 = arith.select %5, %x, %y : i32
  return %0, %1, %2, %4, %6 : i32, i32, i1, i32, i32
}

// Poison goes through, but a choice does without it.
// CHECK-LABEL: func.func @poison(
// CHECK-NEXT: %0 = ub.poison : i32
// CHECK-NEXT: return %0, %arg1 : i32, i32
func.func @poison(%c: i1, %x: i32) -> (i32, i32) {
  %0 = ub.poison : i32
  %1 = arith.addi %x, %0 : i32
  %2 = arith.select %c, %0, %x : i32
  return %1, %2 : i32, i32
}
