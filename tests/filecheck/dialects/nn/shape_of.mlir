// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.shape_of %arg0 : (tensor<2x?xf32>) -> tensor<2xi64>
// GENERIC: %0 = "nn.shape_of"(%arg0) : (tensor<2x?xf32>) -> tensor<2xi64>
func.func @example(%arg0: tensor<2x?xf32>) {
  %0 = nn.shape_of %arg0 : (tensor<2x?xf32>) -> tensor<2xi64>
  return
}
