// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.group_norm %arg0, %arg1, %arg2 {axis = 2 : i64, groups = 2 : i64} : (tensor<1x4x4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x4x4xf32>
// GENERIC: %0 = "nn.group_norm"(%arg0, %arg1, %arg2) <{axis = 2 : i64, epsilon = 9.99999974E-6 : f32, groups = 2 : i64}> : (tensor<1x4x4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x4x4xf32>
func.func @example(%arg0: tensor<1x4x4xf32>, %arg1: tensor<4xf32>, %arg2: tensor<4xf32>) {
  %0 = nn.group_norm %arg0, %arg1, %arg2 {axis = 2 : i64, groups = 2 : i64} : (tensor<1x4x4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x4x4xf32>
  return
}
