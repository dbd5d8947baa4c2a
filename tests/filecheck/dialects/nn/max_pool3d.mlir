// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.max_pool3d %arg0 {kernel = array<i64: 2, 2, 2>} : (tensor<1x4x4x4x2xf32>) -> tensor<1x3x3x3x2xf32>
// GENERIC: %0 = "nn.max_pool3d"(%arg0) <{activation = "none", dilation = array<i64: 1, 1, 1>, kernel = array<i64: 2, 2, 2>, padding = array<i64: 0, 0, 0, 0, 0, 0>, stride = array<i64: 1, 1, 1>}> : (tensor<1x4x4x4x2xf32>) -> tensor<1x3x3x3x2xf32>
func.func @example(%arg0: tensor<1x4x4x4x2xf32>) {
  %0 = nn.max_pool3d %arg0 {kernel = array<i64: 2, 2, 2>} : (tensor<1x4x4x4x2xf32>) -> tensor<1x3x3x3x2xf32>
  return
}
