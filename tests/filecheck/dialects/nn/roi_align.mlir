// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.roi_align %arg0, %arg1, %arg2 {size = array<i64: 2, 2>} : (tensor<1x8x8x2xf32>, tensor<3x4xf32>, tensor<3xi64>) -> tensor<3x2x2x2xf32>
// GENERIC: %0 = "nn.roi_align"(%arg0, %arg1, %arg2) <{half_pixel = false, mode = "avg", sampling_ratio = 0 : i64, size = array<i64: 2, 2>, spatial_scale = 1.000000e+00 : f32}> : (tensor<1x8x8x2xf32>, tensor<3x4xf32>, tensor<3xi64>) -> tensor<3x2x2x2xf32>
func.func @example(%arg0: tensor<1x8x8x2xf32>, %arg1: tensor<3x4xf32>, %arg2: tensor<3xi64>) {
  %0 = nn.roi_align %arg0, %arg1, %arg2 {size = array<i64: 2, 2>} : (tensor<1x8x8x2xf32>, tensor<3x4xf32>, tensor<3xi64>) -> tensor<3x2x2x2xf32>
  return
}
