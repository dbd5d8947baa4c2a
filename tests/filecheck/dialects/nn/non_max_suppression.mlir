// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.non_max_suppression %arg0, %arg1 {max_per_class = 3 : i64} : (tensor<1x6x4xf32>, tensor<1x1x6xf32>) -> tensor<?x3xi64>
// GENERIC: %0 = "nn.non_max_suppression"(%arg0, %arg1) <{center_point_box = false, iou_threshold = 0.000000e+00 : f32, max_per_class = 3 : i64}> : (tensor<1x6x4xf32>, tensor<1x1x6xf32>) -> tensor<?x3xi64>
func.func @example(%arg0: tensor<1x6x4xf32>, %arg1: tensor<1x1x6xf32>) {
  %0 = nn.non_max_suppression %arg0, %arg1 {max_per_class = 3 : i64} : (tensor<1x6x4xf32>, tensor<1x1x6xf32>) -> tensor<?x3xi64>
  return
}
