// RUN: npu-opt %s '--pass-pipeline=builtin.module(qnn-to-npu{target=n1-256})' | npu-filecheck %s

// One multiplier for all channels.

// CHECK: npu.matmul %arg0,
// CHECK-SAME: act_max = 127 : i64, act_min = -128 : i64
// CHECK-SAME: multipliers = array<i32: 1073741824>
// CHECK-SAME: shifts = array<i32: -1>
func.func @main(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01>> {
  %w = qnn.constant dense<1> : tensor<2x4xi8> as tensor<2x4x!quant.uniform<i8:f32, 2.500000e-01>>
  %0 = qnn.fully_connected %arg0, %w : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<2x4x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01>>
  return %0 : tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01>>
}
