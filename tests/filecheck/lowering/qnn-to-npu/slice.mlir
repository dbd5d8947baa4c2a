// RUN: npu-opt %s '--pass-pipeline=builtin.module(qnn-to-npu{target=n1-128})' | npu-filecheck %s

// CHECK: %0 = npu.host "slice" because "the NPU has no such operation" %arg0 {attributes = {begin = array<i64: 1, 4>, size = array<i64: 2, 3>, stride = array<i64: 1, -2>}} : (tensor<4x5x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>
func.func @example(%arg0: tensor<4x5x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  %0 = qnn.slice %arg0 {begin = array<i64: 1, 4>, size = array<i64: 2, 3>, stride = array<i64: 1, -2>} : (tensor<4x5x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}
