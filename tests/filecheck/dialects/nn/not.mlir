// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.not %arg0 : (tensor<2x3xi1>) -> tensor<2x3xi1>
// GENERIC: %0 = "nn.not"(%arg0) : (tensor<2x3xi1>) -> tensor<2x3xi1>
func.func @example(%arg0: tensor<2x3xi1>) {
  %0 = nn.not %arg0 : (tensor<2x3xi1>) -> tensor<2x3xi1>
  return
}
