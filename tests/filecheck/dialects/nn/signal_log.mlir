// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.signal_log %arg0 {scale = 1600 : i64, shift = 3 : i64} : (tensor<4xui32>) -> tensor<4xi16>
// GENERIC: %0 = "nn.signal_log"(%arg0) <{scale = 1600 : i64, shift = 3 : i64}> : (tensor<4xui32>) -> tensor<4xi16>
func.func @example(%arg0: tensor<4xui32>) {
  %0 = nn.signal_log %arg0 {scale = 1600 : i64, shift = 3 : i64} : (tensor<4xui32>) -> tensor<4xi16>
  return
}
