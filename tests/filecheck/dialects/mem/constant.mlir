// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = mem.constant dense<[1, 2, 3, 4]> : tensor<4xi8> : memref<4xi8, "flash">
// GENERIC: %0 = "mem.constant"() <{value = dense<[1, 2, 3, 4]> : tensor<4xi8>}> : () -> memref<4xi8, "flash">
func.func @example() {
  %0 = mem.constant dense<[1, 2, 3, 4]> : tensor<4xi8> : memref<4xi8, "flash">
  return
}
