// RUN: npu-opt %s '--pass-pipeline=builtin.module(qnn-to-npu{target=n1-128})' | npu-filecheck %s

// CHECK: %0 = npu.host "cumsum" because "the NPU has no such operation" %arg0 {attributes = {axis = 1 : i64, exclusive = false, reverse = false}} : (tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
func.func @example(%arg0: tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  %0 = qnn.cumsum %arg0 {axis = 1 : i64} : (tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}
