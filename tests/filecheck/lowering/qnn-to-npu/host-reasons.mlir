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

// CHECK-LABEL: @softmax_of_16_bits
// CHECK: npu.host "softmax" because "its result is !quant.uniform<i16:f32, 1.52587890625E-5:-32768>: the NPU works on int8"
func.func @softmax_of_16_bits(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i16:f32, 1.52587890625E-5:-32768>> {
  %0 = qnn.softmax %arg0 : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i16:f32, 1.52587890625E-5:-32768>>
  return %0 : tensor<1x4x!quant.uniform<i16:f32, 1.52587890625E-5:-32768>>
}

// CHECK-LABEL: @mirrored
// CHECK: npu.host "pad" because "its border mirrors the tensor: the DMA engine fills with one value"
func.func @mirrored(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x6x!quant.uniform<i8:f32, 5.000000e-01>> {
  %0 = qnn.pad %arg0 {after = array<i64: 0, 1>, before = array<i64: 0, 1>, mode = "reflect"} : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x6x!quant.uniform<i8:f32, 5.000000e-01>>
  return %0 : tensor<1x6x!quant.uniform<i8:f32, 5.000000e-01>>
}

// CHECK-LABEL: @no_engine
// CHECK: npu.host "max" because "the NPU has no such operation"
func.func @no_engine(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>> {
  %0 = qnn.max %arg0, %arg0 : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
  return %0 : tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
}

// Beside a quantized operation the host runs plain ones too.
// CHECK-LABEL: @plain_numbers
// CHECK: npu.host "nn.mul" because "it works on f32: the NPU has no float arithmetic"
// CHECK: npu.host "nn.cast" because "it works on f32: the NPU has no float arithmetic"
func.func @plain_numbers(%arg0: tensor<4xf32>) -> tensor<4xi32> {
  %0 = nn.mul %arg0, %arg0 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %1 = nn.cast %0 : (tensor<4xf32>) -> tensor<4xi32>
  return %1 : tensor<4xi32>
}

// CHECK-LABEL: @window_too_large
// CHECK: npu.host "conv2d" because "its kernel 1x300 is above the machine's 255"
func.func @window_too_large(%arg0: tensor<1x1x300x1x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x1x1x1x!quant.uniform<i8:f32, 5.000000e-01>> {
  %w = qnn.constant dense<1> : tensor<1x1x300x1xi8> as tensor<1x1x300x1x!quant.uniform<i8:f32, 2.500000e-01>>
  %0 = qnn.conv2d %arg0, %w : (tensor<1x1x300x1x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<1x1x300x1x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x1x1x1x!quant.uniform<i8:f32, 5.000000e-01>>
  return %0 : tensor<1x1x1x1x!quant.uniform<i8:f32, 5.000000e-01>>
}
