// RUN: npu-opt %s '--pass-pipeline=builtin.module(qnn-to-npu{target=n1-128})' | npu-filecheck %s

// CHECK: %0 = npu.host "gather_nd" because "the NPU has no such operation" %arg0, %arg1 {attributes = {batch_dims = 0 : i64}} : (tensor<2x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<2x2xi32>) -> tensor<2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
func.func @example(%arg0: tensor<2x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<2x2xi32>) {
  %0 = qnn.gather_nd %arg0, %arg1 : (tensor<2x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<2x2xi32>) -> tensor<2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}
