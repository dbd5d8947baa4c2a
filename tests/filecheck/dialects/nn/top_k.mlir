// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %values, %indices = nn.top_k %arg0 {axis = 1 : i64, k = 2 : i64} : (tensor<2x4xf32>) -> (tensor<2x2xf32>, tensor<2x2xi64>)
// GENERIC: %0:2 = "nn.top_k"(%arg0) <{axis = 1 : i64, k = 2 : i64, smallest = false}> : (tensor<2x4xf32>) -> (tensor<2x2xf32>, tensor<2x2xi64>)
func.func @example(%arg0: tensor<2x4xf32>) {
  %0:2 = nn.top_k %arg0 {axis = 1 : i64, k = 2 : i64} : (tensor<2x4xf32>) -> (tensor<2x2xf32>, tensor<2x2xi64>)
  return
}
