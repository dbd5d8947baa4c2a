// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.col2im %arg0 {dilation = array<i64: 1, 1>, kernel = array<i64: 1, 5>, padding = array<i64: 0, 0, 0, 0>, size = array<i64: 5, 5>, stride = array<i64: 1, 1>} : (tensor<1x5x5xf32>) -> tensor<1x1x5x5xf32>
// GENERIC: %0 = "nn.col2im"(%arg0) <{dilation = array<i64: 1, 1>, kernel = array<i64: 1, 5>, padding = array<i64: 0, 0, 0, 0>, size = array<i64: 5, 5>, stride = array<i64: 1, 1>}> : (tensor<1x5x5xf32>) -> tensor<1x1x5x5xf32>
func.func @example(%arg0: tensor<1x5x5xf32>) {
  %0 = nn.col2im %arg0 {dilation = array<i64: 1, 1>, kernel = array<i64: 1, 5>, padding = array<i64: 0, 0, 0, 0>, size = array<i64: 5, 5>, stride = array<i64: 1, 1>} : (tensor<1x5x5xf32>) -> tensor<1x1x5x5xf32>
  return
}
