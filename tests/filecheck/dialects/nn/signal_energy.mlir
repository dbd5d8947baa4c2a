// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.signal_energy %arg0 {end = 4 : i64, start = 1 : i64} : (tensor<10xi16>) -> tensor<5xui32>
// GENERIC: %0 = "nn.signal_energy"(%arg0) <{end = 4 : i64, start = 1 : i64}> : (tensor<10xi16>) -> tensor<5xui32>
func.func @example(%arg0: tensor<10xi16>) {
  %0 = nn.signal_energy %arg0 {end = 4 : i64, start = 1 : i64} : (tensor<10xi16>) -> tensor<5xui32>
  return
}
