// RUN: npu-opt %s '--pass-pipeline=builtin.module(qnn-to-npu{target=n1-128})' | npu-filecheck %s

// CHECK: %0 = npu.host "gather" because "the NPU has no such operation" %arg0, %arg1 {attributes = {axis = 0 : i64, batch_dims = 0 : i64}} : (tensor<4x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<2xi32>) -> tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>
func.func @example(%arg0: tensor<4x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<2xi32>) {
  %0 = qnn.gather %arg0, %arg1 {axis = 0 : i64} : (tensor<4x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<2xi32>) -> tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}
