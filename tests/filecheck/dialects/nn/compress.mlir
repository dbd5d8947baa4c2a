// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.compress %arg0, %arg1 {axis = 0 : i64} : (tensor<3x2xf32>, tensor<3xi1>) -> tensor<?x2xf32>
// GENERIC: %0 = "nn.compress"(%arg0, %arg1) <{axis = 0 : i64}> : (tensor<3x2xf32>, tensor<3xi1>) -> tensor<?x2xf32>
func.func @example(%arg0: tensor<3x2xf32>, %arg1: tensor<3xi1>) {
  %0 = nn.compress %arg0, %arg1 {axis = 0 : i64} : (tensor<3x2xf32>, tensor<3xi1>) -> tensor<?x2xf32>
  return
}
