// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.constant dense<1.000000e+00> : tensor<4xf32>
// GENERIC: %0 = "nn.constant"() <{value = dense<1.000000e+00> : tensor<4xf32>}> : () -> tensor<4xf32>
func.func @example() {
  %0 = nn.constant dense<1.0> : tensor<4xf32>
  return
}
