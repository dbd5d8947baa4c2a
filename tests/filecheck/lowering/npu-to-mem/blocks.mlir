// RUN: npu-opt %s --npu-to-mem | npu-filecheck %s

module attributes {npu.target = "n1-64"} {
  // 16x16 pixels of 8 channels are 2,048 sums; the accumulators hold 512: several blocks, and the
  // weights stay in their buffer from block to block.
  // CHECK-LABEL: @conv2d
  // CHECK: mem.conv2d {{.*}}first, {{.*}}keep_weights, {{.*}}last, ofm_offset = array<i64: 0, 0, 0, 0>
  // CHECK-NOT: reuse_weights
  // CHECK: mem.conv2d {{.*}}keep_weights, {{.*}}reuse_weights
  // CHECK-COUNT-6: mem.conv2d {{.*}}reuse_weights
  // CHECK-NOT: mem.conv2d
  func.func @conv2d(%arg0: tensor<1x16x16x8x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x16x16x8x!quant.uniform<i8:f32, 5.000000e-01:-1>> {
    %w = npu.constant dense<1> : tensor<8x3x3x8xi8> as tensor<8x3x3x8x!quant.uniform<i8:f32, 2.500000e-01>>
    %0 = npu.conv2d %arg0, %w {padding = array<i64: 1, 1, 1, 1>, multipliers = array<i32: 1073741824>, shifts = array<i32: 0>, ifm_zp = -1 : i64, ofm_zp = -1 : i64, act_min = -128 : i64, act_max = 127 : i64} : (tensor<1x16x16x8x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<8x3x3x8x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x16x16x8x!quant.uniform<i8:f32, 5.000000e-01:-1>>
    return %0 : tensor<1x16x16x8x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  }

  // 4,096 inputs are more than the input buffer's 3,328 bytes: two chunks, the bias with the first,
  // the output stage with the last.
  // CHECK-LABEL: @chunks
  // CHECK: mem.conv2d
  // CHECK-SAME: first,
  // CHECK-SAME: ifm_offset = array<i64: 0, 0, 0, 0>
  // CHECK-NOT: last,
  // CHECK: mem.conv2d
  // CHECK-SAME: ifm_offset = array<i64: 0, 0, 0, 2048>
  // CHECK-SAME: last,
  func.func @chunks(%arg0: tensor<1x4096x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01:-1>> {
    %w = npu.constant dense<1> : tensor<8x4096xi8> as tensor<8x4096x!quant.uniform<i8:f32, 2.500000e-01>>
    %0 = npu.matmul %arg0, %w {multipliers = array<i32: 1073741824>, shifts = array<i32: 0>, ifm_zp = -1 : i64, ofm_zp = -1 : i64, act_min = -128 : i64, act_max = 127 : i64} : (tensor<1x4096x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<8x4096x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01:-1>>
    return %0 : tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  }

  // CHECK-LABEL: @depthwise
  // CHECK: mem.depthwise_conv2d {{.*}}ifm_channels = 2 : i64, ifm_offset = array<i64: 0, -1, -1, 0>
  func.func @depthwise(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>> {
    %w = npu.constant dense<1> : tensor<1x3x3x2xi8> as tensor<1x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>
    %0 = npu.depthwise_conv2d %arg0, %w {padding = array<i64: 1, 1, 1, 1>, multipliers = array<i32: 1073741824>, shifts = array<i32: 0>, ifm_zp = -1 : i64, ofm_zp = -1 : i64, act_min = -128 : i64, act_max = 127 : i64} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
    return %0 : tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  }
}
