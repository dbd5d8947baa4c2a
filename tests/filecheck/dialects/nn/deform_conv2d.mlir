// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.deform_conv2d %arg0, %arg1, %arg2, %arg3, %arg4 : (tensor<1x3x3x1xf32>, tensor<1x2x2x1xf32>, tensor<1x2x2x8xf32>, tensor<1x2x2x4xf32>, tensor<1xf32>) -> tensor<1x2x2x1xf32>
// GENERIC: %0 = "nn.deform_conv2d"(%arg0, %arg1, %arg2, %arg3, %arg4) <{dilation = array<i64: 1, 1>, offset_groups = 1 : i64, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}> : (tensor<1x3x3x1xf32>, tensor<1x2x2x1xf32>, tensor<1x2x2x8xf32>, tensor<1x2x2x4xf32>, tensor<1xf32>) -> tensor<1x2x2x1xf32>
func.func @example(%arg0: tensor<1x3x3x1xf32>, %arg1: tensor<1x2x2x1xf32>, %arg2: tensor<1x2x2x8xf32>, %arg3: tensor<1x2x2x4xf32>, %arg4: tensor<1xf32>) {
  %0 = nn.deform_conv2d %arg0, %arg1, %arg2, %arg3, %arg4 : (tensor<1x3x3x1xf32>, tensor<1x2x2x1xf32>, tensor<1x2x2x8xf32>, tensor<1x2x2x4xf32>, tensor<1xf32>) -> tensor<1x2x2x1xf32>
  return
}
