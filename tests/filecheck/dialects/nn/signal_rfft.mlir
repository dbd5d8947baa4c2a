// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.signal_rfft %arg0 {length = 8 : i64} : (tensor<6xi16>) -> tensor<10xi16>
// GENERIC: %0 = "nn.signal_rfft"(%arg0) <{length = 8 : i64}> : (tensor<6xi16>) -> tensor<10xi16>
func.func @example(%arg0: tensor<6xi16>) {
  %0 = nn.signal_rfft %arg0 {length = 8 : i64} : (tensor<6xi16>) -> tensor<10xi16>
  return
}
