// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.pad %arg0 {after = array<i64: 0, 1>, before = array<i64: 0, 1>} : (tensor<1x4xf32>) -> tensor<1x6xf32>
// GENERIC: %0 = "nn.pad"(%arg0) <{after = array<i64: 0, 1>, before = array<i64: 0, 1>, mode = "constant", value = 0.000000e+00 : f64}> : (tensor<1x4xf32>) -> tensor<1x6xf32>
func.func @example(%arg0: tensor<1x4xf32>) {
  %0 = nn.pad %arg0 {after = array<i64: 0, 1>, before = array<i64: 0, 1>} : (tensor<1x4xf32>) -> tensor<1x6xf32>
  return
}
