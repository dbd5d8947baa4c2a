// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.signal_filter_bank %arg0, %arg1, %arg2, %arg3, %arg4, %arg5 : (tensor<4xui32>, tensor<4xi16>, tensor<4xi16>, tensor<3xi16>, tensor<3xi16>, tensor<3xi16>) -> tensor<2xui64>
// GENERIC: %0 = "nn.signal_filter_bank"(%arg0, %arg1, %arg2, %arg3, %arg4, %arg5) : (tensor<4xui32>, tensor<4xi16>, tensor<4xi16>, tensor<3xi16>, tensor<3xi16>, tensor<3xi16>) -> tensor<2xui64>
func.func @example(%arg0: tensor<4xui32>, %arg1: tensor<4xi16>, %arg2: tensor<4xi16>, %arg3: tensor<3xi16>, %arg4: tensor<3xi16>, %arg5: tensor<3xi16>) {
  %0 = nn.signal_filter_bank %arg0, %arg1, %arg2, %arg3, %arg4, %arg5 : (tensor<4xui32>, tensor<4xi16>, tensor<4xi16>, tensor<3xi16>, tensor<3xi16>, tensor<3xi16>) -> tensor<2xui64>
  return
}
