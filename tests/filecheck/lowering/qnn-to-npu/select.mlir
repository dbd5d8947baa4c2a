// RUN: npu-opt %s '--pass-pipeline=builtin.module(qnn-to-npu{target=n1-128})' | npu-filecheck %s

// CHECK: %0 = npu.host "select" because "the NPU has no such operation" %arg0, %arg1, %arg2 {attributes = {}} : (tensor<4xi1>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
func.func @example(%arg0: tensor<4xi1>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg2: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  %0 = qnn.select %arg0, %arg1, %arg2 : (tensor<4xi1>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}
