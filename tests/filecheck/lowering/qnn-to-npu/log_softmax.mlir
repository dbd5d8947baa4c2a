// RUN: npu-opt %s '--pass-pipeline=builtin.module(qnn-to-npu{target=n1-128})' | npu-filecheck %s

// CHECK: %0 = npu.host "log_softmax" because "the NPU has no such operation" %arg0 {attributes = {}} : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x!quant.uniform<i8:f32, 6.250000e-02:127>>
func.func @example(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  %0 = qnn.log_softmax %arg0 : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x!quant.uniform<i8:f32, 6.250000e-02:127>>
  return
}
