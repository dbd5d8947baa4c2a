// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: nn.assign_variable @state, %arg0 : tensor<4xf32>
// GENERIC: "nn.assign_variable"(%arg0) <{variable = @state}> : (tensor<4xf32>) -> ()
nn.variable @state : tensor<4xf32> = dense<0.0> : tensor<4xf32>
func.func @example(%arg0: tensor<4xf32>) {
  nn.assign_variable @state, %arg0 : tensor<4xf32>
  return
}
