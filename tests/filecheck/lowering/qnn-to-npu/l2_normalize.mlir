// RUN: npu-opt %s '--pass-pipeline=builtin.module(qnn-to-npu{target=n1-128})' | npu-filecheck %s

// CHECK: %0 = npu.host "l2_normalize" because "the NPU has no such operation" %arg0 {attributes = {}} : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x!quant.uniform<i8:f32, 7.812500e-03>>
func.func @example(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  %0 = qnn.l2_normalize %arg0 : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x!quant.uniform<i8:f32, 7.812500e-03>>
  return
}
