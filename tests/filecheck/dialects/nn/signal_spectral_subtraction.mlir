// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %output, %next_noise = nn.signal_spectral_subtraction %arg0, %arg1 {clamping = false, floor = 819 : i64, fraction_bits = 14 : i64, rest = array<i64: 15975, 15401>, smoothing = array<i64: 409, 983>, smoothing_bits = 10 : i64} : (tensor<4xui32>, tensor<4xui32>) -> (tensor<4xui32>, tensor<4xui32>)
// GENERIC: %0:2 = "nn.signal_spectral_subtraction"(%arg0, %arg1) <{clamping = false, floor = 819 : i64, fraction_bits = 14 : i64, rest = array<i64: 15975, 15401>, smoothing = array<i64: 409, 983>, smoothing_bits = 10 : i64}> : (tensor<4xui32>, tensor<4xui32>) -> (tensor<4xui32>, tensor<4xui32>)
func.func @example(%arg0: tensor<4xui32>, %arg1: tensor<4xui32>) {
  %0:2 = nn.signal_spectral_subtraction %arg0, %arg1 {clamping = false, floor = 819 : i64, fraction_bits = 14 : i64, rest = array<i64: 15975, 15401>, smoothing = array<i64: 409, 983>, smoothing_bits = 10 : i64} : (tensor<4xui32>, tensor<4xui32>) -> (tensor<4xui32>, tensor<4xui32>)
  return
}
