// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %3 = mem.softmax %0, %2 -> %1 : memref<1x8xi8, "sram">, memref<256xi32, "flash"> -> memref<1x8xi8, "sram">
// GENERIC: %3 = "mem.softmax"(%0, %2, %1) : (memref<1x8xi8, "sram">, memref<256xi32, "flash">, memref<1x8xi8, "sram">) -> !mem.token
func.func @example() {
  %0 = mem.buffer : memref<1x8xi8, "sram">
  %1 = mem.buffer : memref<1x8xi8, "sram">
  %e = mem.constant dense<0> : tensor<256xi32> : memref<256xi32, "flash">
  %t = mem.softmax %0, %e -> %1 : memref<1x8xi8, "sram">, memref<256xi32, "flash"> -> memref<1x8xi8, "sram">
  return
}
