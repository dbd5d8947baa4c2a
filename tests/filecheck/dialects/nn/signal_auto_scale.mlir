// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %output, %shift = nn.signal_auto_scale %arg0 : (tensor<4xi16>) -> (tensor<4xi16>, tensor<i32>)
// GENERIC: %0:2 = "nn.signal_auto_scale"(%arg0) : (tensor<4xi16>) -> (tensor<4xi16>, tensor<i32>)
func.func @example(%arg0: tensor<4xi16>) {
  %0:2 = nn.signal_auto_scale %arg0 : (tensor<4xi16>) -> (tensor<4xi16>, tensor<i32>)
  return
}
