// RUN: npu-opt %s '--pass-pipeline=builtin.module(npu-fuse,canonicalize)' | npu-filecheck %s

// CHECK-LABEL: @conv2d
// CHECK: npu.conv2d {{.*}}lut = dense<7> : tensor<256xi8>
// CHECK-NOT: npu.lut
func.func @conv2d(%arg0: tensor<1x4x4x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>> {
  %w = npu.constant dense<1> : tensor<2x1x1x1xi8> as tensor<2x1x1x1x!quant.uniform<i8:f32, 2.500000e-01>>
  %0 = npu.conv2d %arg0, %w {multipliers = array<i32: 1073741824>, shifts = array<i32: 0>, ifm_zp = -1 : i64, ofm_zp = -1 : i64, act_min = -128 : i64, act_max = 127 : i64} : (tensor<1x4x4x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<2x1x1x1x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  %1 = npu.lut %0 {table = dense<7> : tensor<256xi8>} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return %1 : tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
}

// CHECK-LABEL: @depthwise
// CHECK: npu.depthwise_conv2d {{.*}}lut = dense<7> : tensor<256xi8>
// CHECK-NOT: npu.lut
func.func @depthwise(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>> {
  %w = npu.constant dense<1> : tensor<1x1x1x2xi8> as tensor<1x1x1x2x!quant.uniform<i8:f32, 2.500000e-01>>
  %0 = npu.depthwise_conv2d %arg0, %w {multipliers = array<i32: 1073741824>, shifts = array<i32: 0>, ifm_zp = -1 : i64, ofm_zp = -1 : i64, act_min = -128 : i64, act_max = 127 : i64} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x1x1x2x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  %1 = npu.lut %0 {table = dense<7> : tensor<256xi8>} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return %1 : tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
}

// CHECK-LABEL: @matmul
// CHECK: npu.matmul {{.*}}lut = dense<7> : tensor<256xi8>
// CHECK-NOT: npu.lut
func.func @matmul(%arg0: tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>> {
  %w = npu.constant dense<1> : tensor<2x8xi8> as tensor<2x8x!quant.uniform<i8:f32, 2.500000e-01>>
  %0 = npu.matmul %arg0, %w {multipliers = array<i32: 1073741824>, shifts = array<i32: 0>, ifm_zp = -1 : i64, ofm_zp = -1 : i64, act_min = -128 : i64, act_max = 127 : i64} : (tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<2x8x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  %1 = npu.lut %0 {table = dense<7> : tensor<256xi8>} : (tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return %1 : tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
}

// Two tables one after the other are one.
// CHECK-LABEL: @twice
// CHECK: npu.lut %arg0 {table = dense<9> : tensor<256xi8>}
// CHECK-NOT: npu.lut
func.func @twice(%arg0: tensor<4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<4x!quant.uniform<i8:f32, 5.000000e-01:-1>> {
  %0 = npu.lut %arg0 {table = dense<7> : tensor<256xi8>} : (tensor<4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  %1 = npu.lut %0 {table = dense<9> : tensor<256xi8>} : (tensor<4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return %1 : tensor<4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
}

// A result that others need stays as it is.
// CHECK-LABEL: @two_uses
// CHECK: npu.matmul
// CHECK-NOT: lut =
// CHECK: npu.lut
func.func @two_uses(%arg0: tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> (tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  %w = npu.constant dense<1> : tensor<2x8xi8> as tensor<2x8x!quant.uniform<i8:f32, 2.500000e-01>>
  %0 = npu.matmul %arg0, %w {multipliers = array<i32: 1073741824>, shifts = array<i32: 0>, ifm_zp = -1 : i64, ofm_zp = -1 : i64, act_min = -128 : i64, act_max = 127 : i64} : (tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<2x8x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  %1 = npu.lut %0 {table = dense<7> : tensor<256xi8>} : (tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return %0, %1 : tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
}
