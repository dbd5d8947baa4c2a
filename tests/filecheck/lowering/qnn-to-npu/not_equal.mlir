// RUN: npu-opt %s '--pass-pipeline=builtin.module(qnn-to-npu{target=n1-128})' | npu-filecheck %s

// CHECK: %0 = npu.host "not_equal" because "the NPU has no such operation" %arg0, %arg1 {attributes = {}} : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4xi1>
func.func @example(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  %0 = qnn.not_equal %arg0, %arg1 : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4xi1>
  return
}
