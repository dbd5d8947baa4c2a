// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %1 = mem.fill %0 {offset = array<i64: 0, 0>, size = array<i64: 1, 8>, value = -1 : i64} : memref<2x8xi8, "sram">
// GENERIC: %1 = "mem.fill"(%0) <{offset = array<i64: 0, 0>, size = array<i64: 1, 8>, value = -1 : i64}> : (memref<2x8xi8, "sram">) -> !mem.token
func.func @example() {
  %0 = mem.buffer : memref<2x8xi8, "sram">
  %t = mem.fill %0 {value = -1 : i64, offset = array<i64: 0, 0>, size = array<i64: 1, 8>} : memref<2x8xi8, "sram">
  return
}
