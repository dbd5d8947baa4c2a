// RUN: npu-opt %s '--pass-pipeline=builtin.module(qnn-to-npu{target=n1-128})' | npu-filecheck %s

// CHECK: %0:2 = npu.host "split" because "the NPU has no such operation" %arg0 {attributes = {axis = 1 : i64, sizes = array<i64: 1, 3>}} : (tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> (tensor<2x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>)
func.func @example(%arg0: tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  %0:2 = qnn.split %arg0 {axis = 1 : i64, sizes = array<i64: 1, 3>} : (tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> (tensor<2x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>)
  return
}
