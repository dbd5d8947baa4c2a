// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.scatter_elements %arg0, %arg1, %arg2 {axis = 0 : i64} : (tensor<3x2xf32>, tensor<1x2xi64>, tensor<1x2xf32>) -> tensor<3x2xf32>
// GENERIC: %0 = "nn.scatter_elements"(%arg0, %arg1, %arg2) <{axis = 0 : i64, reduction = "none"}> : (tensor<3x2xf32>, tensor<1x2xi64>, tensor<1x2xf32>) -> tensor<3x2xf32>
func.func @example(%arg0: tensor<3x2xf32>, %arg1: tensor<1x2xi64>, %arg2: tensor<1x2xf32>) {
  %0 = nn.scatter_elements %arg0, %arg1, %arg2 {axis = 0 : i64} : (tensor<3x2xf32>, tensor<1x2xi64>, tensor<1x2xf32>) -> tensor<3x2xf32>
  return
}
