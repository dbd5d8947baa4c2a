// RUN: npu-opt %s '--pass-pipeline=builtin.module(qnn-to-npu{target=n1-64})' | npu-filecheck %s

// CHECK: npu.depthwise_conv2d %arg0,
// CHECK-SAME: stride = array<i64: 2, 2>
func.func @main(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x1x1x2x!quant.uniform<i8:f32, 5.000000e-01>> {
  %w = qnn.constant dense<1> : tensor<1x3x3x2xi8> as tensor<1x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>
  %0 = qnn.depthwise_conv2d %arg0, %w {stride = array<i64: 2, 2>} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<1x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x1x1x2x!quant.uniform<i8:f32, 5.000000e-01>>
  return %0 : tensor<1x1x1x2x!quant.uniform<i8:f32, 5.000000e-01>>
}
