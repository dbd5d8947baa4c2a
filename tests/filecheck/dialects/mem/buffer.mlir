// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = mem.buffer {address = 64 : i64} : memref<1x4x4x8xi8, "sram">
// GENERIC: %0 = "mem.buffer"() <{address = 64 : i64}> : () -> memref<1x4x4x8xi8, "sram">
func.func @example() {
  %0 = mem.buffer {address = 64 : i64} : memref<1x4x4x8xi8, "sram">
  return
}
