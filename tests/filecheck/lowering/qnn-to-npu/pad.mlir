// RUN: npu-opt %s '--pass-pipeline=builtin.module(qnn-to-npu{target=n1-128})' | npu-filecheck %s

// CHECK: %0 = npu.pad %arg0 {after = array<i64: 0, 1>, before = array<i64: 0, 1>, value = -1 : i64} : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x6x!quant.uniform<i8:f32, 5.000000e-01:-1>>
func.func @example(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  %0 = qnn.pad %arg0 {before = array<i64: 0, 1>, after = array<i64: 0, 1>} : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x6x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}
