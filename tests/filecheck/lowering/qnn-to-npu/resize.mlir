// RUN: npu-opt %s '--pass-pipeline=builtin.module(qnn-to-npu{target=n1-128})' | npu-filecheck %s

// CHECK: %0 = npu.host "resize" because "the NPU has no such operation" %arg0 {attributes = {coordinates = "asymmetric", mode = "linear"}} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x8x8x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
func.func @example(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  %0 = qnn.resize %arg0 {mode = "linear"} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x8x8x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}
