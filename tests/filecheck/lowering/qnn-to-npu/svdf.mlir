// RUN: npu-opt %s '--pass-pipeline=builtin.module(qnn-to-npu{target=n1-128})' | npu-filecheck %s

// CHECK: %0:2 = npu.host "svdf" because "the NPU has no such operation" %arg0, %arg1, %arg2, %arg3 {attributes = {rank = 2 : i64}} : (tensor<1x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4x5x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<1x20x!quant.uniform<i16:f32, 1.250000e-01>>) -> (tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x20x!quant.uniform<i16:f32, 1.250000e-01>>)
func.func @example(%arg0: tensor<1x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, %arg2: tensor<4x5x!quant.uniform<i8:f32, 2.500000e-01>>, %arg3: tensor<1x20x!quant.uniform<i16:f32, 1.250000e-01>>) {
  %0:2 = qnn.svdf %arg0, %arg1, %arg2, %arg3 {rank = 2 : i64} : (tensor<1x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4x5x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<1x20x!quant.uniform<i16:f32, 1.250000e-01>>) -> (tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x20x!quant.uniform<i16:f32, 1.250000e-01>>)
  return
}
