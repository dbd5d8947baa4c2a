// RUN: npu-opt %s '--pass-pipeline=builtin.module(qnn-to-npu{target=n1-128})' | npu-filecheck %s

// CHECK: %0 = npu.transpose %arg0 {perm = array<i64: 1, 0>} : (tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<3x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
func.func @example(%arg0: tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  %0 = qnn.transpose %arg0 {perm = array<i64: 1, 0>} : (tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<3x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}
