// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.read_variable @state : tensor<4xf32>
// GENERIC: %0 = "nn.read_variable"() <{variable = @state}> : () -> tensor<4xf32>
nn.variable @state : tensor<4xf32> = dense<0.0> : tensor<4xf32>
func.func @example() {
  %0 = nn.read_variable @state : tensor<4xf32>
  return
}
