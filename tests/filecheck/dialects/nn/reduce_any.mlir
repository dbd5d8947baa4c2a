// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.reduce_any %arg0 {axes = array<i64: 1, 2>} : (tensor<1x4x4x2xi1>) -> tensor<1x2xi1>
// GENERIC: %0 = "nn.reduce_any"(%arg0) <{axes = array<i64: 1, 2>}> : (tensor<1x4x4x2xi1>) -> tensor<1x2xi1>
func.func @example(%arg0: tensor<1x4x4x2xi1>) {
  %0 = nn.reduce_any %arg0 {axes = array<i64: 1, 2>} : (tensor<1x4x4x2xi1>) -> tensor<1x2xi1>
  return
}
