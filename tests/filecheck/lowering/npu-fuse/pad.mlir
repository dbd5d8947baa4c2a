// RUN: npu-opt %s '--pass-pipeline=builtin.module(npu-fuse,canonicalize)' | npu-filecheck %s

// CHECK-LABEL: @conv2d
// CHECK-NOT: npu.pad
// CHECK: npu.conv2d %arg0, %{{[0-9]+}} {{.*}}padding = array<i64: 1, 3, 2, 2>
func.func @conv2d(%arg0: tensor<1x4x4x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x7x8x2x!quant.uniform<i8:f32, 5.000000e-01:-1>> {
  %w = npu.constant dense<1> : tensor<2x1x2x1xi8> as tensor<2x1x2x1x!quant.uniform<i8:f32, 2.500000e-01>>
  %0 = npu.pad %arg0 {before = array<i64: 0, 1, 2, 0>, after = array<i64: 0, 2, 1, 0>, value = -1 : i64} : (tensor<1x4x4x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x7x7x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  %1 = npu.conv2d %0, %w {padding = array<i64: 0, 1, 0, 1>, multipliers = array<i32: 1073741824>, shifts = array<i32: 0>, ifm_zp = -1 : i64, ofm_zp = -1 : i64, act_min = -128 : i64, act_max = 127 : i64} : (tensor<1x7x7x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<2x1x2x1x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x7x8x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return %1 : tensor<1x7x8x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
}

// CHECK-LABEL: @depthwise
// CHECK-NOT: npu.pad
// CHECK: npu.depthwise_conv2d %arg0, %{{[0-9]+}} {{.*}}padding = array<i64: 0, 1, 0, 0>
func.func @depthwise(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>> {
  %w = npu.constant dense<1> : tensor<1x1x2x2xi8> as tensor<1x1x2x2x!quant.uniform<i8:f32, 2.500000e-01>>
  %0 = npu.pad %arg0 {before = array<i64: 0, 0, 1, 0>, after = array<i64: 0, 0, 0, 0>, value = -1 : i64} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x5x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  %1 = npu.depthwise_conv2d %0, %w {multipliers = array<i32: 1073741824>, shifts = array<i32: 0>, ifm_zp = -1 : i64, ofm_zp = -1 : i64, act_min = -128 : i64, act_max = 127 : i64} : (tensor<1x4x5x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x1x2x2x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return %1 : tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
}

// A border that is not the zero point stays.
// CHECK-LABEL: @other_value
// CHECK: npu.pad
func.func @other_value(%arg0: tensor<1x4x4x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>> {
  %w = npu.constant dense<1> : tensor<2x1x2x1xi8> as tensor<2x1x2x1x!quant.uniform<i8:f32, 2.500000e-01>>
  %0 = npu.pad %arg0 {before = array<i64: 0, 0, 1, 0>, after = array<i64: 0, 0, 0, 0>, value = 5 : i64} : (tensor<1x4x4x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x5x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  %1 = npu.conv2d %0, %w {multipliers = array<i32: 1073741824>, shifts = array<i32: 0>, ifm_zp = -1 : i64, ofm_zp = -1 : i64, act_min = -128 : i64, act_max = 127 : i64} : (tensor<1x4x5x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<2x1x2x1x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return %1 : tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
}

// Padded channels stay.
// CHECK-LABEL: @channels
// CHECK: npu.pad
func.func @channels(%arg0: tensor<1x4x4x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>> {
  %w = npu.constant dense<1> : tensor<2x1x1x2xi8> as tensor<2x1x1x2x!quant.uniform<i8:f32, 2.500000e-01>>
  %0 = npu.pad %arg0 {before = array<i64: 0, 0, 0, 1>, after = array<i64: 0, 0, 0, 0>, value = -1 : i64} : (tensor<1x4x4x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  %1 = npu.conv2d %0, %w {multipliers = array<i32: 1073741824>, shifts = array<i32: 0>, ifm_zp = -1 : i64, ofm_zp = -1 : i64, act_min = -128 : i64, act_max = 127 : i64} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<2x1x1x2x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return %1 : tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
}
