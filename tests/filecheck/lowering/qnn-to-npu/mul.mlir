// RUN: npu-opt %s '--pass-pipeline=builtin.module(qnn-to-npu{target=n1-128})' | npu-filecheck %s

// CHECK: %0 = npu.mul %arg0, %arg1 {act_max = 127 : i64, act_min = -128 : i64, lhs_zp = -1 : i64, ofm_multiplier = 1073741824 : i64, ofm_shift = 0 : i64, ofm_zp = -1 : i64, rhs_zp = -1 : i64} : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
func.func @example(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  %0 = qnn.mul %arg0, %arg1 : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}
