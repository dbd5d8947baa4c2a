// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.signal_pcan %arg0, %arg1, %arg2 {shift = 6 : i64} : (tensor<4xui32>, tensor<4xui32>, tensor<125xi16>) -> tensor<4xui32>
// GENERIC: %0 = "nn.signal_pcan"(%arg0, %arg1, %arg2) <{shift = 6 : i64}> : (tensor<4xui32>, tensor<4xui32>, tensor<125xi16>) -> tensor<4xui32>
func.func @example(%arg0: tensor<4xui32>, %arg1: tensor<4xui32>, %arg2: tensor<125xi16>) {
  %0 = nn.signal_pcan %arg0, %arg1, %arg2 {shift = 6 : i64} : (tensor<4xui32>, tensor<4xui32>, tensor<125xi16>) -> tensor<4xui32>
  return
}
