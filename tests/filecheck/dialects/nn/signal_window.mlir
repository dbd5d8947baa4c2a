// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.signal_window %arg0, %arg1 {shift = 12 : i64} : (tensor<1x4xi16>, tensor<4xi16>) -> tensor<1x4xi16>
// GENERIC: %0 = "nn.signal_window"(%arg0, %arg1) <{shift = 12 : i64}> : (tensor<1x4xi16>, tensor<4xi16>) -> tensor<1x4xi16>
func.func @example(%arg0: tensor<1x4xi16>, %arg1: tensor<4xi16>) {
  %0 = nn.signal_window %arg0, %arg1 {shift = 12 : i64} : (tensor<1x4xi16>, tensor<4xi16>) -> tensor<1x4xi16>
  return
}
