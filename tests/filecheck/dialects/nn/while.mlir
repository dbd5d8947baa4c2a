// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.while %arg0 : (tensor<i32>) -> tensor<i32> {
// GENERIC: %0 = "nn.while"(%arg0) ({
func.func @example(%arg0: tensor<i32>, %arg1: tensor<i32>) {
  %0 = nn.while %arg0 : (tensor<i32>) -> tensor<i32> {
  ^bb0(%i: tensor<i32>):
    %1 = nn.less %i, %arg1 : (tensor<i32>, tensor<i32>) -> tensor<i1>
    nn.yield %1 : tensor<i1>
  } do {
  ^bb0(%i: tensor<i32>):
    %1 = nn.add %i, %i : (tensor<i32>, tensor<i32>) -> tensor<i32>
    nn.yield %1 : tensor<i32>
  }
  return
}
