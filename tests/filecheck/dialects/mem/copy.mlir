// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %2 = mem.copy %0 -> %1 {perm = array<i64: 1, 0>, size = array<i64: 2, 8>, source_offset = array<i64: 0, 0>, target_offset = array<i64: 0, 0>} : memref<2x8xi8, "sram"> -> memref<8x2xi8, "sram">
// GENERIC: %2 = "mem.copy"(%0, %1) <{perm = array<i64: 1, 0>, size = array<i64: 2, 8>, source_offset = array<i64: 0, 0>, target_offset = array<i64: 0, 0>}> : (memref<2x8xi8, "sram">, memref<8x2xi8, "sram">) -> !mem.token
func.func @example() {
  %0 = mem.buffer : memref<2x8xi8, "sram">
  %1 = mem.buffer : memref<8x2xi8, "sram">
  %t = mem.copy %0 -> %1 {source_offset = array<i64: 0, 0>, target_offset = array<i64: 0, 0>, size = array<i64: 2, 8>, perm = array<i64: 1, 0>} : memref<2x8xi8, "sram"> -> memref<8x2xi8, "sram">
  return
}
