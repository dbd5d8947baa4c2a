// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s

// CHECK-LABEL: @example
func.func @example(%arg0: tensor<4xf32>) {
  // CHECK: %0 = "quant.qcast"(%arg0) : (tensor<4xf32>) -> tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>
  %0 = "quant.qcast"(%arg0) : (tensor<4xf32>) -> tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}
