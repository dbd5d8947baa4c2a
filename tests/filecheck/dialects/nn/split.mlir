// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0:2 = nn.split %arg0 {axis = 1 : i64, sizes = array<i64: 1, 3>} : (tensor<2x4xf32>) -> (tensor<2x1xf32>, tensor<2x3xf32>)
// GENERIC: %0:2 = "nn.split"(%arg0) <{axis = 1 : i64, sizes = array<i64: 1, 3>}> : (tensor<2x4xf32>) -> (tensor<2x1xf32>, tensor<2x3xf32>)
func.func @example(%arg0: tensor<2x4xf32>) {
  %0:2 = nn.split %arg0 {axis = 1 : i64, sizes = array<i64: 1, 3>} : (tensor<2x4xf32>) -> (tensor<2x1xf32>, tensor<2x3xf32>)
  return
}
