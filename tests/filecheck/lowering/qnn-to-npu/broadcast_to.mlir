// RUN: npu-opt %s '--pass-pipeline=builtin.module(qnn-to-npu{target=n1-128})' | npu-filecheck %s

// CHECK: %0 = npu.host "broadcast_to" because "the NPU has no such operation" %arg0 {attributes = {}} : (tensor<4x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<2x4x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>
func.func @example(%arg0: tensor<4x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  %0 = qnn.broadcast_to %arg0 : (tensor<4x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<2x4x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}
