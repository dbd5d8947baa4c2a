// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.grid_sample %arg0, %arg1 : (tensor<1x4x4x2xf32>, tensor<1x3x3x2xf32>) -> tensor<1x3x3x2xf32>
// GENERIC: %0 = "nn.grid_sample"(%arg0, %arg1) <{align_corners = false, border = "zeros", mode = "linear"}> : (tensor<1x4x4x2xf32>, tensor<1x3x3x2xf32>) -> tensor<1x3x3x2xf32>
func.func @example(%arg0: tensor<1x4x4x2xf32>, %arg1: tensor<1x3x3x2xf32>) {
  %0 = nn.grid_sample %arg0, %arg1 : (tensor<1x4x4x2xf32>, tensor<1x3x3x2xf32>) -> tensor<1x3x3x2xf32>
  return
}
