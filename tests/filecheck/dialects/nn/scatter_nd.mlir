// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.scatter_nd %arg0, %arg1, %arg2 : (tensor<4xf32>, tensor<2x1xi64>, tensor<2xf32>) -> tensor<4xf32>
// GENERIC: %0 = "nn.scatter_nd"(%arg0, %arg1, %arg2) <{reduction = "none"}> : (tensor<4xf32>, tensor<2x1xi64>, tensor<2xf32>) -> tensor<4xf32>
func.func @example(%arg0: tensor<4xf32>, %arg1: tensor<2x1xi64>, %arg2: tensor<2xf32>) {
  %0 = nn.scatter_nd %arg0, %arg1, %arg2 : (tensor<4xf32>, tensor<2x1xi64>, tensor<2xf32>) -> tensor<4xf32>
  return
}
