// RUN: npu-opt %s '--pass-pipeline=builtin.module(qnn-to-npu{target=n1-128})' | npu-filecheck %s

// CHECK: %0 = npu.host "fully_connected" because "its filter is computed at run time: weights stream from off-chip memory" %arg0, %arg1 {attributes = {activation = "none"}} : (tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<4x8x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
func.func @example(%arg0: tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<4x8x!quant.uniform<i8:f32, 2.500000e-01>>) {
  %0 = qnn.fully_connected %arg0, %arg1 : (tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<4x8x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}
