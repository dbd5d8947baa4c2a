// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.resize %arg0 {scales = array<f64: 1.000000e+00, 2.000000e+00, 2.000000e+00, 1.000000e+00>} : (tensor<1x2x2x1xf32>) -> tensor<1x4x4x1xf32>
// GENERIC: %0 = "nn.resize"(%arg0) <{antialias = false, coordinates = "half_pixel", cubic_a = -7.500000e-01 : f32, exclude_outside = false, extrapolation = 0.000000e+00 : f32, mode = "nearest", nearest = "round_prefer_floor", roi = array<f64>, scales = array<f64: 1.000000e+00, 2.000000e+00, 2.000000e+00, 1.000000e+00>}> : (tensor<1x2x2x1xf32>) -> tensor<1x4x4x1xf32>
func.func @example(%arg0: tensor<1x2x2x1xf32>) {
  %0 = nn.resize %arg0 {scales = array<f64: 1.000000e+00, 2.000000e+00, 2.000000e+00, 1.000000e+00>} : (tensor<1x2x2x1xf32>) -> tensor<1x4x4x1xf32>
  return
}
