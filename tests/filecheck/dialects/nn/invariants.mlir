// RUN: npu-opt %s --split-input-file --verify-diagnostics

// The shape rules C1 … C10 that nn, qnn and npu share (dialects/common/shapes.ts).

func.func @c1_rank(%x: tensor<4x4x2xf32>, %w: tensor<3x1x1x2xf32>) {
  // expected-error @below {{takes a picture of four dimensions (n, h, w, c), not [4, 4, 2] (C1)}}
  %0 = nn.conv2d %x, %w : (tensor<4x4x2xf32>, tensor<3x1x1x2xf32>) -> tensor<4x4x3xf32>
  return
}

// -----

func.func @c1_stride(%x: tensor<1x4x4x2xf32>, %w: tensor<3x1x1x2xf32>) {
  // expected-error @below {{stride [0, 1] must be positive (C1)}}
  %0 = nn.conv2d %x, %w {stride = array<i64: 0, 1>} : (tensor<1x4x4x2xf32>, tensor<3x1x1x2xf32>) -> tensor<1x4x4x3xf32>
  return
}

// -----

func.func @c1_dilation(%x: tensor<1x4x4x2xf32>, %w: tensor<3x1x1x2xf32>) {
  // expected-error @below {{dilation [1, -1] must be positive (C1)}}
  %0 = nn.conv2d %x, %w {dilation = array<i64: 1, -1>} : (tensor<1x4x4x2xf32>, tensor<3x1x1x2xf32>) -> tensor<1x4x4x3xf32>
  return
}

// -----

func.func @c1_padding(%x: tensor<1x4x4x2xf32>, %w: tensor<3x1x1x2xf32>) {
  // expected-error @below {{padding [0, 0, -1, 0] must not be negative (C1)}}
  %0 = nn.conv2d %x, %w {padding = array<i64: 0, 0, -1, 0>} : (tensor<1x4x4x2xf32>, tensor<3x1x1x2xf32>) -> tensor<1x4x4x3xf32>
  return
}

// -----

func.func @c1_kernel(%x: tensor<1x4x4x2xf32>) {
  // expected-error @below {{kernel [0, 2] must be positive (C1)}}
  %0 = nn.max_pool2d %x {kernel = array<i64: 0, 2>} : (tensor<1x4x4x2xf32>) -> tensor<1x4x3x2xf32>
  return
}

// -----

func.func @c2_channels(%x: tensor<1x4x4x2xf32>, %w: tensor<3x1x1x5xf32>) {
  // expected-error @below {{filter must be o, kh, kw, 2, not [3, 1, 1, 5] (C2)}}
  %0 = nn.conv2d %x, %w : (tensor<1x4x4x2xf32>, tensor<3x1x1x5xf32>) -> tensor<1x4x4x3xf32>
  return
}

// -----

func.func @c2_bias(%x: tensor<1x4x4x2xf32>, %w: tensor<3x1x1x2xf32>, %b: tensor<4xf32>) {
  // expected-error @below {{bias must have the shape [3], not [4] (C2)}}
  %0 = nn.conv2d %x, %w, %b : (tensor<1x4x4x2xf32>, tensor<3x1x1x2xf32>, tensor<4xf32>) -> tensor<1x4x4x3xf32>
  return
}

// -----

func.func @c2_result(%x: tensor<1x4x4x2xf32>, %w: tensor<3x3x3x2xf32>) {
  // expected-error @below {{the result must have the shape [1, 2, 2, 3], not [1, 4, 4, 3] (C2)}}
  %0 = nn.conv2d %x, %w : (tensor<1x4x4x2xf32>, tensor<3x3x3x2xf32>) -> tensor<1x4x4x3xf32>
  return
}

// -----

func.func @c3_multiple(%x: tensor<1x4x4x2xf32>, %w: tensor<1x1x1x3xf32>) {
  // expected-error @below {{filter must be 1, kh, kw and a multiple of 2, not [1, 1, 1, 3] (C3)}}
  %0 = nn.depthwise_conv2d %x, %w : (tensor<1x4x4x2xf32>, tensor<1x1x1x3xf32>) -> tensor<1x4x4x3xf32>
  return
}

// -----

func.func @c3_result(%x: tensor<1x4x4x2xf32>, %w: tensor<1x1x1x4xf32>) {
  // expected-error @below {{the result must have the shape [1, 4, 4, 4], not [1, 4, 4, 2] (C3)}}
  %0 = nn.depthwise_conv2d %x, %w : (tensor<1x4x4x2xf32>, tensor<1x1x1x4xf32>) -> tensor<1x4x4x2xf32>
  return
}

// -----

func.func @c4_inputs(%x: tensor<1x8xf32>, %w: tensor<4x3xf32>) {
  // expected-error @below {{filter must be o, k with k a divisor of 8, not [4, 3] (C4)}}
  %0 = nn.fully_connected %x, %w : (tensor<1x8xf32>, tensor<4x3xf32>) -> tensor<1x4xf32>
  return
}

// -----

func.func @c4_result(%x: tensor<2x8xf32>, %w: tensor<4x8xf32>) {
  // expected-error @below {{the result must be 2 rows of 4, not [1, 4] (C4)}}
  %0 = nn.fully_connected %x, %w : (tensor<2x8xf32>, tensor<4x8xf32>) -> tensor<1x4xf32>
  return
}

// -----

func.func @c5_broadcast(%a: tensor<2x3xf32>, %b: tensor<4xf32>) {
  // expected-error @below {{shapes [2, 3] and [4] do not broadcast (C5)}}
  %0 = nn.add %a, %b : (tensor<2x3xf32>, tensor<4xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @c5_result(%a: tensor<2x1xf32>, %b: tensor<3xf32>) {
  // expected-error @below {{the result must have the shape [2, 3], not [2, 1] (C5)}}
  %0 = nn.add %a, %b : (tensor<2x1xf32>, tensor<3xf32>) -> tensor<2x1xf32>
  return
}

// -----

func.func @c6_result(%x: tensor<1x4x4x2xf32>) {
  // expected-error @below {{the result must have the shape [1, 3, 3, 2], not [1, 2, 2, 2] (C6)}}
  %0 = nn.avg_pool2d %x {kernel = array<i64: 2, 2>} : (tensor<1x4x4x2xf32>) -> tensor<1x2x2x2xf32>
  return
}

// -----

func.func @c7_reshape(%x: tensor<4xf32>) {
  // expected-error @below {{reshapes 4 elements to 6 (C7)}}
  %0 = nn.reshape %x : (tensor<4xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @c7_shape(%x: tensor<4xf32>) {
  // expected-error @below {{the result must have the shape [4], not [2, 2] (C7)}}
  %0 = nn.relu %x : (tensor<4xf32>) -> tensor<2x2xf32>
  return
}

// -----

func.func @c8_entries(%x: tensor<1x4xf32>) {
  // expected-error @below {{before and after must have 2 entries that are not negative (C8)}}
  %0 = nn.pad %x {before = array<i64: 1>, after = array<i64: 0, 1>} : (tensor<1x4xf32>) -> tensor<1x6xf32>
  return
}

// -----

func.func @c8_result(%x: tensor<1x4xf32>) {
  // expected-error @below {{the result must have the shape [1, 6], not [1, 5] (C8)}}
  %0 = nn.pad %x {before = array<i64: 0, 1>, after = array<i64: 0, 1>} : (tensor<1x4xf32>) -> tensor<1x5xf32>
  return
}

// -----

func.func @c9_axes(%x: tensor<1x4xf32>) {
  // expected-error @below {{axes must be different dimensions from 0 to 1 (C9)}}
  %0 = nn.mean %x {axes = array<i64: 2>} : (tensor<1x4xf32>) -> tensor<1x4xf32>
  return
}

// -----

func.func @c9_result(%x: tensor<2x4xf32>) {
  // expected-error @below {{the result must have the shape [2], not [4] (C9)}}
  %0 = nn.mean %x {axes = array<i64: 1>} : (tensor<2x4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @c10_perm(%x: tensor<2x3xf32>) {
  // expected-error @below {{perm [1, 1] is no permutation of 2 dimensions (C10)}}
  %0 = nn.transpose %x {perm = array<i64: 1, 1>} : (tensor<2x3xf32>) -> tensor<3x3xf32>
  return
}

// -----

func.func @c10_result(%x: tensor<2x3xf32>) {
  // expected-error @below {{the result must have the shape [3, 2], not [2, 3] (C10)}}
  %0 = nn.transpose %x {perm = array<i64: 1, 0>} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}
