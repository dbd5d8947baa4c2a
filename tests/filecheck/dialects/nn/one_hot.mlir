// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.one_hot %arg0, %arg1 {axis = 1 : i64, depth = 5 : i64} : (tensor<3xi64>, tensor<2xf32>) -> tensor<3x5xf32>
// GENERIC: %0 = "nn.one_hot"(%arg0, %arg1) <{axis = 1 : i64, depth = 5 : i64}> : (tensor<3xi64>, tensor<2xf32>) -> tensor<3x5xf32>
func.func @example(%arg0: tensor<3xi64>, %arg1: tensor<2xf32>) {
  %0 = nn.one_hot %arg0, %arg1 {axis = 1 : i64, depth = 5 : i64} : (tensor<3xi64>, tensor<2xf32>) -> tensor<3x5xf32>
  return
}
