// RUN: npu-opt %s '--pass-pipeline=builtin.module(qnn-to-npu{target=n1-128})' | npu-filecheck %s

// CHECK: %0 = npu.host "conv2d" because "its filter is computed at run time: weights stream from off-chip memory" %arg0, %arg1 {attributes = {activation = "none", dilation = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, stride = array<i64: 1, 1>}} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<3x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x4x4x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>
func.func @example(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<3x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>) {
  %0 = qnn.conv2d %arg0, %arg1 {padding = array<i64: 1, 1, 1, 1>} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<3x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x4x4x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}
