// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.conv_transpose3d %arg0, %arg1 : (tensor<1x2x2x2x1xf32>, tensor<1x3x3x3x1xf32>) -> tensor<1x4x4x4x1xf32>
// GENERIC: %0 = "nn.conv_transpose3d"(%arg0, %arg1) <{activation = "none", dilation = array<i64: 1, 1, 1>, output_padding = array<i64: 0, 0, 0>, padding = array<i64: 0, 0, 0, 0, 0, 0>, stride = array<i64: 1, 1, 1>}> : (tensor<1x2x2x2x1xf32>, tensor<1x3x3x3x1xf32>) -> tensor<1x4x4x4x1xf32>
func.func @example(%arg0: tensor<1x2x2x2x1xf32>, %arg1: tensor<1x3x3x3x1xf32>) {
  %0 = nn.conv_transpose3d %arg0, %arg1 : (tensor<1x2x2x2x1xf32>, tensor<1x3x3x3x1xf32>) -> tensor<1x4x4x4x1xf32>
  return
}
