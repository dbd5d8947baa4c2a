// RUN: npu-opt %s '--pass-pipeline=builtin.module(qnn-to-npu{target=n1-128})' | npu-filecheck %s

// CHECK: %0 = npu.host "matmul" because "the NPU has no such operation" %arg0, %arg1 {attributes = {}} : (tensor<2x3x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<4x5x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<2x3x5x!quant.uniform<i8:f32, 5.000000e-01:-1>>
func.func @example(%arg0: tensor<2x3x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<4x5x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  %0 = qnn.matmul %arg0, %arg1 : (tensor<2x3x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<4x5x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<2x3x5x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}
