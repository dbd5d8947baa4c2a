// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = qnn.log_softmax %arg0 : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x!quant.uniform<i8:f32, 6.250000e-02:127>>
// GENERIC: %0 = "qnn.log_softmax"(%arg0) : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x!quant.uniform<i8:f32, 6.250000e-02:127>>
func.func @example(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  %0 = qnn.log_softmax %arg0 : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x!quant.uniform<i8:f32, 6.250000e-02:127>>
  return
}
