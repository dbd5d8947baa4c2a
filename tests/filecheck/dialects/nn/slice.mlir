// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.slice %arg0 {begin = array<i64: 1, 4>, size = array<i64: 2, 3>, stride = array<i64: 1, -2>} : (tensor<4x5xf32>) -> tensor<2x3xf32>
// GENERIC: %0 = "nn.slice"(%arg0) <{begin = array<i64: 1, 4>, size = array<i64: 2, 3>, stride = array<i64: 1, -2>}> : (tensor<4x5xf32>) -> tensor<2x3xf32>
func.func @example(%arg0: tensor<4x5xf32>) {
  %0 = nn.slice %arg0 {begin = array<i64: 1, 4>, size = array<i64: 2, 3>, stride = array<i64: 1, -2>} : (tensor<4x5xf32>) -> tensor<2x3xf32>
  return
}
