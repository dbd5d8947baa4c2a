// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %1 = mem.add %0, %0 -> %0 {act_max = 127 : i64, act_min = -128 : i64, left_shift = 20 : i64, lhs_multiplier = 1073741824 : i64, lhs_shift = 0 : i64, lhs_zp = 0 : i64, ofm_multiplier = 1073741824 : i64, ofm_shift = -18 : i64, ofm_zp = 0 : i64, rhs_multiplier = 1073741824 : i64, rhs_shift = 0 : i64, rhs_zp = 0 : i64} : memref<1x8xi8, "sram">, memref<1x8xi8, "sram"> -> memref<1x8xi8, "sram">
// GENERIC: %1 = "mem.add"(%0, %0, %0) <{act_max = 127 : i64, act_min = -128 : i64, left_shift = 20 : i64, lhs_multiplier = 1073741824 : i64, lhs_shift = 0 : i64, lhs_zp = 0 : i64, ofm_multiplier = 1073741824 : i64, ofm_shift = -18 : i64, ofm_zp = 0 : i64, rhs_multiplier = 1073741824 : i64, rhs_shift = 0 : i64, rhs_zp = 0 : i64}> : (memref<1x8xi8, "sram">, memref<1x8xi8, "sram">, memref<1x8xi8, "sram">) -> !mem.token
func.func @example() {
  %0 = mem.buffer : memref<1x8xi8, "sram">
  %t = mem.add %0, %0 -> %0 {lhs_zp = 0 : i64, lhs_multiplier = 1073741824 : i64, lhs_shift = 0 : i64, rhs_zp = 0 : i64, rhs_multiplier = 1073741824 : i64, rhs_shift = 0 : i64, left_shift = 20 : i64, ofm_zp = 0 : i64, ofm_multiplier = 1073741824 : i64, ofm_shift = -18 : i64, act_min = -128 : i64, act_max = 127 : i64} : memref<1x8xi8, "sram">, memref<1x8xi8, "sram"> -> memref<1x8xi8, "sram">
  return
}
