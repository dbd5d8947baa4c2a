// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %2 = mem.lut %0, %1 -> %0 : memref<1x8xi8, "sram">, memref<256xi8, "flash"> -> memref<1x8xi8, "sram">
// GENERIC: %2 = "mem.lut"(%0, %1, %0) : (memref<1x8xi8, "sram">, memref<256xi8, "flash">, memref<1x8xi8, "sram">) -> !mem.token
func.func @example() {
  %0 = mem.buffer : memref<1x8xi8, "sram">
  %l = mem.constant dense<0> : tensor<256xi8> : memref<256xi8, "flash">
  %t = mem.lut %0, %l -> %0 : memref<1x8xi8, "sram">, memref<256xi8, "flash"> -> memref<1x8xi8, "sram">
  return
}
