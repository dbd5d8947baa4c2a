// RUN: npu-opt %s '--pass-pipeline=builtin.module(qnn-to-npu{target=n1-64},dce)' | npu-filecheck %s

// One input channel: a depthwise convolution is a convolution, its filter 1HWO turned to OHW1.

// CHECK: npu.constant dense<{{\[\[\[\[}}1], [3]]], {{\[\[\[}}2], [4]]]]> : tensor<2x1x2x1xi8> as tensor<2x1x2x1x!quant.uniform<i8:f32:0, {2.500000e-01,1.250000e-01}>>
// CHECK: npu.conv2d %arg0, %{{[0-9]+}}
// CHECK-NOT: depthwise
func.func @main(%arg0: tensor<1x1x4x1x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x1x3x2x!quant.uniform<i8:f32, 5.000000e-01>> {
  %w = qnn.constant dense<[[[[1, 2], [3, 4]]]]> : tensor<1x1x2x2xi8> as tensor<1x1x2x2x!quant.uniform<i8:f32:3, {2.500000e-01,1.250000e-01}>>
  %0 = qnn.depthwise_conv2d %arg0, %w : (tensor<1x1x4x1x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<1x1x2x2x!quant.uniform<i8:f32:3, {2.500000e-01,1.250000e-01}>>) -> tensor<1x1x3x2x!quant.uniform<i8:f32, 5.000000e-01>>
  return %0 : tensor<1x1x3x2x!quant.uniform<i8:f32, 5.000000e-01>>
}
