// RUN: npu-opt %s '--pass-pipeline=builtin.module(qnn-to-npu{target=n1-64})' | npu-filecheck %s

// Every operation that stays on the host says why.

// CHECK-LABEL: @float
// CHECK: npu.host "quantize" because "its input is f32: the NPU has no float arithmetic"
// CHECK: npu.host "dequantize" because "its result is f32: the NPU has no float arithmetic"
func.func @float(%arg0: tensor<4xf32>) -> tensor<4xf32> {
  %0 = qnn.quantize %arg0 : (tensor<4xf32>) -> tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>
  %1 = qnn.dequantize %0 : (tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<4xf32>
  return %1 : tensor<4xf32>
}

// CHECK-LABEL: @filter_at_run_time
// CHECK: npu.host "fully_connected" because "its filter is computed at run time: weights stream from off-chip memory"
func.func @filter_at_run_time(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>, %arg1: tensor<2x4x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01>> {
  %0 = qnn.fully_connected %arg0, %arg1 : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<2x4x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01>>
  return %0 : tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01>>
}

// CHECK-LABEL: @filter_zero_point
// CHECK: npu.host "fully_connected" because "its filter has a zero point: the NPU takes symmetric weights"
func.func @filter_zero_point(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01>> {
  %w = qnn.constant dense<1> : tensor<2x4xi8> as tensor<2x4x!quant.uniform<i8:f32, 2.500000e-01:3>>
  %0 = qnn.fully_connected %arg0, %w : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<2x4x!quant.uniform<i8:f32, 2.500000e-01:3>>) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01>>
  return %0 : tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01>>
}

// CHECK-LABEL: @int16
// CHECK: npu.host "relu6" because "its input is !quant.uniform<i16:f32, 5.000000e-01>: the NPU works on int8"
func.func @int16(%arg0: tensor<4x!quant.uniform<i16:f32, 5.000000e-01>>) -> tensor<4x!quant.uniform<i16:f32, 5.000000e-01>> {
  %0 = qnn.relu6 %arg0 : (tensor<4x!quant.uniform<i16:f32, 5.000000e-01>>) -> tensor<4x!quant.uniform<i16:f32, 5.000000e-01>>
  return %0 : tensor<4x!quant.uniform<i16:f32, 5.000000e-01>>
}

// CHECK-LABEL: @pool_rescales
// CHECK: npu.host "max_pool2d" because "its result has another scale than its input: the pooling unit does not rescale"
func.func @pool_rescales(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>> {
  %0 = qnn.max_pool2d %arg0 {kernel = array<i64: 2, 2>} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>
  return %0 : tensor<1x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>
}

// CHECK-LABEL: @softmax_scale
// CHECK: npu.host "softmax" because "its result must have scale 1/256 and zero point -128"
func.func @softmax_scale(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>> {
  %0 = qnn.softmax %arg0 : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
  return %0 : tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
}

// CHECK-LABEL: @window_too_large
// CHECK: npu.host "conv2d" because "its kernel 1x300 is above the machine's 255"
func.func @window_too_large(%arg0: tensor<1x1x300x1x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x1x1x1x!quant.uniform<i8:f32, 5.000000e-01>> {
  %w = qnn.constant dense<1> : tensor<1x1x300x1xi8> as tensor<1x1x300x1x!quant.uniform<i8:f32, 2.500000e-01>>
  %0 = qnn.conv2d %arg0, %w : (tensor<1x1x300x1x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<1x1x300x1x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x1x1x1x!quant.uniform<i8:f32, 5.000000e-01>>
  return %0 : tensor<1x1x1x1x!quant.uniform<i8:f32, 5.000000e-01>>
}
