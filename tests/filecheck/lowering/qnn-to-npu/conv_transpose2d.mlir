// RUN: npu-opt %s '--pass-pipeline=builtin.module(qnn-to-npu{target=n1-128})' | npu-filecheck %s

// CHECK: %0 = npu.host "conv_transpose2d" because "the NPU has no such operation" %arg0, %arg1 {attributes = {activation = "none", dilation = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>}} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x9x9x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>
func.func @example(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<1x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>) {
  %0 = qnn.conv_transpose2d %arg0, %arg1 {stride = array<i64: 2, 2>} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x9x9x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}
