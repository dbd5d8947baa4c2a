// RUN: npu-opt %s '--pass-pipeline=builtin.module(qnn-to-npu{target=n1-128})' | npu-filecheck %s

// CHECK: %0 = npu.host "reduce_min" because "the NPU has no such operation" %arg0 {attributes = {axes = array<i64: 1, 2>}} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
func.func @example(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  %0 = qnn.reduce_min %arg0 {axes = array<i64: 1, 2>} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}
