// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.gather_elements %arg0, %arg1 {axis = 1 : i64} : (tensor<2x2xf32>, tensor<2x1xi64>) -> tensor<2x1xf32>
// GENERIC: %0 = "nn.gather_elements"(%arg0, %arg1) <{axis = 1 : i64}> : (tensor<2x2xf32>, tensor<2x1xi64>) -> tensor<2x1xf32>
func.func @example(%arg0: tensor<2x2xf32>, %arg1: tensor<2x1xi64>) {
  %0 = nn.gather_elements %arg0, %arg1 {axis = 1 : i64} : (tensor<2x2xf32>, tensor<2x1xi64>) -> tensor<2x1xf32>
  return
}
