// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.if %arg0 : (tensor<i1>) -> tensor<4xf32> {
// GENERIC: %0 = "nn.if"(%arg0) ({
func.func @example(%arg0: tensor<i1>, %arg1: tensor<4xf32>) {
  %0 = nn.if %arg0 : (tensor<i1>) -> tensor<4xf32> {
    %1 = nn.abs %arg1 : (tensor<4xf32>) -> tensor<4xf32>
    nn.yield %1 : tensor<4xf32>
  } else {
    nn.yield %arg1 : tensor<4xf32>
  }
  return
}
