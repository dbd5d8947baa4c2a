// RUN: npu-opt %s '--pass-pipeline=builtin.module(qnn-to-npu{target=n1-64})' | npu-filecheck %s

// A convolution with constant weights: one multiplier and shift a channel, the activation as a clamp.
// 0.5 * 0.25 / 0.5 = 0.25 = 2^30 * 2^-31 shifted right by one; 0.5 * 0.125 / 0.5 one further.
// relu from zero point -1 on.

// CHECK: module attributes {npu.target = "n1-64"}
// CHECK: npu.conv2d %arg0,
// CHECK-SAME: act_max = 127 : i64, act_min = -1 : i64
// CHECK-SAME: ifm_zp = -1 : i64
// CHECK-SAME: multipliers = array<i32: 1073741824, 1073741824>
// CHECK-SAME: ofm_zp = -1 : i64, padding = array<i64: 1, 1, 1, 1>
// CHECK-SAME: shifts = array<i32: -1, -2>
func.func @main(%arg0: tensor<1x4x4x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>> {
  %w = qnn.constant dense<3> : tensor<2x3x3x1xi8> as tensor<2x3x3x1x!quant.uniform<i8:f32:0, {2.500000e-01,1.250000e-01}>>
  %b = qnn.constant dense<[7, -7]> : tensor<2xi32> as tensor<2xi32>
  %0 = qnn.conv2d %arg0, %w, %b {padding = array<i64: 1, 1, 1, 1>, activation = "relu"} : (tensor<1x4x4x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<2x3x3x1x!quant.uniform<i8:f32:0, {2.500000e-01,1.250000e-01}>>, tensor<2xi32>) -> tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return %0 : tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
}
