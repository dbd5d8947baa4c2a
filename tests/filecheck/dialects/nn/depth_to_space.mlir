// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.depth_to_space %arg0 {block = 2 : i64} : (tensor<1x2x2x4xf32>) -> tensor<1x4x4x1xf32>
// GENERIC: %0 = "nn.depth_to_space"(%arg0) <{block = 2 : i64, column_row_depth = false}> : (tensor<1x2x2x4xf32>) -> tensor<1x4x4x1xf32>
func.func @example(%arg0: tensor<1x2x2x4xf32>) {
  %0 = nn.depth_to_space %arg0 {block = 2 : i64} : (tensor<1x2x2x4xf32>) -> tensor<1x4x4x1xf32>
  return
}
