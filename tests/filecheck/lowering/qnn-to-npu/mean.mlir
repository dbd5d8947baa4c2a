// RUN: npu-opt %s '--pass-pipeline=builtin.module(qnn-to-npu{target=n1-128})' | npu-filecheck %s

// CHECK: %0 = npu.mean %arg0 {act_max = 127 : i64, act_min = -128 : i64, axes = array<i64: 1, 2>, ifm_zp = -1 : i64, multiplier = 1073741824 : i64, ofm_zp = -1 : i64, shift = -3 : i64} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
func.func @example(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  %0 = qnn.mean %arg0 {axes = array<i64: 1, 2>} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}
