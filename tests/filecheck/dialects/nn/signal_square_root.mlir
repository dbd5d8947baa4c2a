// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.signal_square_root %arg0, %arg1 : (tensor<4xui64>, tensor<i32>) -> tensor<4xui32>
// GENERIC: %0 = "nn.signal_square_root"(%arg0, %arg1) : (tensor<4xui64>, tensor<i32>) -> tensor<4xui32>
func.func @example(%arg0: tensor<4xui64>, %arg1: tensor<i32>) {
  %0 = nn.signal_square_root %arg0, %arg1 : (tensor<4xui64>, tensor<i32>) -> tensor<4xui32>
  return
}
