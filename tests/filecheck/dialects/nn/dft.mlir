// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.dft %arg0 {axis = 1 : i64, length = 8 : i64} : (tensor<1x8x1xf32>) -> tensor<1x8x2xf32>
// GENERIC: %0 = "nn.dft"(%arg0) <{axis = 1 : i64, inverse = false, length = 8 : i64, onesided = false}> : (tensor<1x8x1xf32>) -> tensor<1x8x2xf32>
func.func @example(%arg0: tensor<1x8x1xf32>) {
  %0 = nn.dft %arg0 {axis = 1 : i64, length = 8 : i64} : (tensor<1x8x1xf32>) -> tensor<1x8x2xf32>
  return
}
