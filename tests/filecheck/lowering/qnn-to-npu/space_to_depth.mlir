// RUN: npu-opt %s '--pass-pipeline=builtin.module(qnn-to-npu{target=n1-128})' | npu-filecheck %s

// CHECK: %0 = npu.host "space_to_depth" because "the NPU has no such operation" %arg0 {attributes = {block = 2 : i64}} : (tensor<1x4x4x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x2x2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
func.func @example(%arg0: tensor<1x4x4x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  %0 = qnn.space_to_depth %arg0 {block = 2 : i64} : (tensor<1x4x4x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x2x2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}
