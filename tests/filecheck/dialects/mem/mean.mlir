// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %2 = mem.mean %0 -> %1 {act_max = 127 : i64, act_min = -128 : i64, axes = array<i64: 1, 2>, ifm_zp = 0 : i64, multiplier = 1073741824 : i64, ofm_zp = 0 : i64, shift = -3 : i64} : memref<1x4x4x8xi8, "sram"> -> memref<1x8xi8, "sram">
// GENERIC: %2 = "mem.mean"(%0, %1) <{act_max = 127 : i64, act_min = -128 : i64, axes = array<i64: 1, 2>, ifm_zp = 0 : i64, multiplier = 1073741824 : i64, ofm_zp = 0 : i64, shift = -3 : i64}> : (memref<1x4x4x8xi8, "sram">, memref<1x8xi8, "sram">) -> !mem.token
func.func @example() {
  %0 = mem.buffer : memref<1x4x4x8xi8, "sram">
  %1 = mem.buffer : memref<1x8xi8, "sram">
  %t = mem.mean %0 -> %1 {axes = array<i64: 1, 2>, ifm_zp = 0 : i64, ofm_zp = 0 : i64, multiplier = 1073741824 : i64, shift = -3 : i64, act_min = -128 : i64, act_max = 127 : i64} : memref<1x4x4x8xi8, "sram"> -> memref<1x8xi8, "sram">
  return
}
