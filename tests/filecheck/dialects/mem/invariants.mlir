// RUN: npu-opt %s --split-input-file --verify-diagnostics

func.func @m1_space() {
  // expected-error @below {{lies in "flash", buffers lie in "sram" (M1)}}
  %0 = mem.buffer : memref<4xi8, "flash">
  return
}

// -----

func.func @m1_negative() {
  // expected-error @below {{has the address -16, which is negative (M1)}}
  %0 = mem.buffer {address = -16 : i64} : memref<4xi8, "sram">
  return
}

// -----

func.func @m2_bytes() {
  %0 = mem.buffer : memref<4xi8, "sram">
  // expected-error @below {{reads memref<4xi8, "sram"> as memref<5xi8, "sram">, which has other bytes (M2)}}
  %1 = mem.view %0 : memref<4xi8, "sram"> to memref<5xi8, "sram">
  return
}

// -----

func.func @m3_rank() {
  %0 = mem.buffer : memref<4x8xi8, "sram">
  %w = mem.constant dense<0> : tensor<144xi8> : memref<144xi8, "flash">
  // expected-error @below {{works on pictures of four dimensions (n, h, w, c) (M3)}}
  %t = mem.conv2d %0, %w -> %0 {ifm_offset = array<i64: 0, 0, 0, 0>, ifm_channels = 8 : i64, ofm_offset = array<i64: 0, 0, 0, 0>, ofm_size = array<i64: 1, 4, 1, 8>, kernel = array<i64: 1, 1>, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, ifm_zp = 0 : i64, ofm_zp = 0 : i64, act_min = -128 : i64, act_max = 127 : i64, first, last} : memref<4x8xi8, "sram">, memref<144xi8, "flash"> -> memref<4x8xi8, "sram">
  return
}

// -----

func.func @m3_output() {
  %0 = mem.buffer : memref<1x4x4x8xi8, "sram">
  %w = mem.constant dense<0> : tensor<144xi8> : memref<144xi8, "flash">
  // expected-error @below {{writes [1,4,4,8] at [0,1,0,0], outside memref<1x4x4x8xi8, "sram"> (M3)}}
  %t = mem.conv2d %0, %w -> %0 {ifm_offset = array<i64: 0, 0, 0, 0>, ifm_channels = 8 : i64, ofm_offset = array<i64: 0, 1, 0, 0>, ofm_size = array<i64: 1, 4, 4, 8>, kernel = array<i64: 1, 1>, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, ifm_zp = 0 : i64, ofm_zp = 0 : i64, act_min = -128 : i64, act_max = 127 : i64, first, last} : memref<1x4x4x8xi8, "sram">, memref<144xi8, "flash"> -> memref<1x4x4x8xi8, "sram">
  return
}

// -----

func.func @m3_input() {
  %0 = mem.buffer : memref<1x4x4x8xi8, "sram">
  %w = mem.constant dense<0> : tensor<144xi8> : memref<144xi8, "flash">
  // expected-error @below {{reads channels 4 to 11 of picture 0, outside memref<1x4x4x8xi8, "sram"> (M3)}}
  %t = mem.conv2d %0, %w -> %0 {ifm_offset = array<i64: 0, 0, 0, 4>, ifm_channels = 8 : i64, ofm_offset = array<i64: 0, 0, 0, 0>, ofm_size = array<i64: 1, 4, 4, 8>, kernel = array<i64: 1, 1>, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, ifm_zp = 0 : i64, ofm_zp = 0 : i64, act_min = -128 : i64, act_max = 127 : i64, first, last} : memref<1x4x4x8xi8, "sram">, memref<144xi8, "flash"> -> memref<1x4x4x8xi8, "sram">
  return
}

// -----

func.func @m4_perm() {
  %0 = mem.buffer : memref<2x8xi8, "sram">
  // expected-error @below {{size, source_offset and perm need one entry for each of 2 dimensions, perm a permutation (M4)}}
  %t = mem.copy %0 -> %0 {source_offset = array<i64: 0, 0>, target_offset = array<i64: 0, 0>, size = array<i64: 2, 8>, perm = array<i64: 1, 1>} : memref<2x8xi8, "sram"> -> memref<2x8xi8, "sram">
  return
}

// -----

func.func @m4_rank() {
  %0 = mem.buffer : memref<2x8xi8, "sram">
  %1 = mem.buffer : memref<16xi8, "sram">
  // expected-error @below {{target_offset needs one entry for each of 1 dimensions, source and target the same rank (M4)}}
  %t = mem.copy %0 -> %1 {source_offset = array<i64: 0, 0>, target_offset = array<i64: 0, 0>, size = array<i64: 2, 8>, perm = array<i64: 0, 1>} : memref<2x8xi8, "sram"> -> memref<16xi8, "sram">
  return
}

// -----

func.func @m4_source() {
  %0 = mem.buffer : memref<2x8xi8, "sram">
  // expected-error @below {{reads [2,8] at [1,0], outside memref<2x8xi8, "sram"> (M4)}}
  %t = mem.copy %0 -> %0 {source_offset = array<i64: 1, 0>, target_offset = array<i64: 0, 0>, size = array<i64: 2, 8>, perm = array<i64: 0, 1>} : memref<2x8xi8, "sram"> -> memref<2x8xi8, "sram">
  return
}

// -----

func.func @m4_target() {
  %0 = mem.buffer : memref<2x8xi8, "sram">
  // expected-error @below {{writes at [1,0], outside memref<2x8xi8, "sram"> (M4)}}
  %t = mem.copy %0 -> %0 {source_offset = array<i64: 0, 0>, target_offset = array<i64: 1, 0>, size = array<i64: 2, 8>, perm = array<i64: 0, 1>} : memref<2x8xi8, "sram"> -> memref<2x8xi8, "sram">
  return
}

// -----

func.func @m3_stream() {
  %0 = mem.buffer : memref<1x4x4x8xi8, "sram">
  %w = mem.constant dense<0> : tensor<64xi8> : memref<64xi8, "flash">
  // expected-error @below {{needs a stream of 144 bytes, not memref<64xi8, "flash"> (M3)}}
  %t = mem.conv2d %0, %w -> %0 {ifm_offset = array<i64: 0, 0, 0, 0>, ifm_channels = 8 : i64, ofm_offset = array<i64: 0, 0, 0, 0>, ofm_size = array<i64: 1, 4, 4, 8>, kernel = array<i64: 1, 1>, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, ifm_zp = 0 : i64, ofm_zp = 0 : i64, act_min = -128 : i64, act_max = 127 : i64, first, last} : memref<1x4x4x8xi8, "sram">, memref<64xi8, "flash"> -> memref<1x4x4x8xi8, "sram">
  return
}

// -----

func.func @m3_window() {
  %0 = mem.buffer : memref<1x4x4x8xi8, "sram">
  %w = mem.constant dense<0> : tensor<144xi8> : memref<144xi8, "flash">
  // expected-error @below {{kernel [0,1], stride [1,1] and dilation [1,1] must be positive (M3)}}
  %t = mem.conv2d %0, %w -> %0 {ifm_offset = array<i64: 0, 0, 0, 0>, ifm_channels = 8 : i64, ofm_offset = array<i64: 0, 0, 0, 0>, ofm_size = array<i64: 1, 4, 4, 8>, kernel = array<i64: 0, 1>, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, ifm_zp = 0 : i64, ofm_zp = 0 : i64, act_min = -128 : i64, act_max = 127 : i64, first, last} : memref<1x4x4x8xi8, "sram">, memref<144xi8, "flash"> -> memref<1x4x4x8xi8, "sram">
  return
}

// -----

func.func @m3_multiple() {
  %0 = mem.buffer : memref<1x4x4x8xi8, "sram">
  %w = mem.constant dense<0> : tensor<88xi8> : memref<88xi8, "flash">
  // expected-error @below {{makes 8 channels from 3, which is no multiple (M3)}}
  %t = mem.depthwise_conv2d %0, %w -> %0 {ifm_offset = array<i64: 0, 0, 0, 0>, ifm_channels = 3 : i64, ofm_offset = array<i64: 0, 0, 0, 0>, ofm_size = array<i64: 1, 4, 4, 8>, kernel = array<i64: 1, 1>, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, ifm_zp = 0 : i64, ofm_zp = 0 : i64, act_min = -128 : i64, act_max = 127 : i64, first, last} : memref<1x4x4x8xi8, "sram">, memref<88xi8, "flash"> -> memref<1x4x4x8xi8, "sram">
  return
}

// -----

func.func @m4_fill() {
  %0 = mem.buffer : memref<2x8xi8, "sram">
  // expected-error @below {{fills [2,8] at [1,0], outside memref<2x8xi8, "sram"> (M4)}}
  %t = mem.fill %0 {value = 0 : i64, offset = array<i64: 1, 0>, size = array<i64: 2, 8>} : memref<2x8xi8, "sram">
  return
}

// -----

func.func @m5_tensor() {
  // expected-error @below {{holds tensor<4xf32>, which memref<4xi8, "sram"> does not store (M5)}}
  %0 = mem.buffer {tensor = tensor<4xf32>} : memref<4xi8, "sram">
  return
}

// -----

func.func @m5_number() {
  // expected-error @below {{is output 5000, numbers go from 0 to 4095 (M5)}}
  %0 = mem.buffer {output = 5000 : i64} : memref<4xi8, "sram">
  return
}

// -----

func.func @m6_picture() {
  %0 = mem.buffer : memref<1x4x4x8xi8, "sram">
  // expected-error @below {{pools picture 1 of memref<1x4x4x8xi8, "sram"> into memref<1x4x4x8xi8, "sram">, which do not both have it (M6)}}
  %t = mem.max_pool2d %0 -> %0 {image = 1 : i64, kernel = array<i64: 1, 1>, stride = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, act_min = -128 : i64, act_max = 127 : i64} : memref<1x4x4x8xi8, "sram"> -> memref<1x4x4x8xi8, "sram">
  return
}

// -----

func.func @m6_window() {
  %0 = mem.buffer : memref<1x4x4x8xi8, "sram">
  // expected-error @below {{kernel [1,1] and stride [0,1] must be positive, padding [0,0,0,0] not negative (M6)}}
  %t = mem.avg_pool2d %0 -> %0 {image = 0 : i64, kernel = array<i64: 1, 1>, stride = array<i64: 0, 1>, padding = array<i64: 0, 0, 0, 0>, act_min = -128 : i64, act_max = 127 : i64} : memref<1x4x4x8xi8, "sram"> -> memref<1x4x4x8xi8, "sram">
  return
}

// -----

func.func @m6_size() {
  %0 = mem.buffer : memref<1x4x4x8xi8, "sram">
  // expected-error @below {{makes pictures of [3,3,8], not memref<1x4x4x8xi8, "sram"> (M6)}}
  %t = mem.avg_pool2d %0 -> %0 {image = 0 : i64, kernel = array<i64: 2, 2>, stride = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, act_min = -128 : i64, act_max = 127 : i64} : memref<1x4x4x8xi8, "sram"> -> memref<1x4x4x8xi8, "sram">
  return
}

// -----

func.func @m7_broadcast() {
  %0 = mem.buffer : memref<4xi8, "sram">
  %1 = mem.buffer : memref<3xi8, "sram">
  // expected-error @below {{memref<4xi8, "sram"> and memref<3xi8, "sram"> do not broadcast to memref<4xi8, "sram"> (M7)}}
  %t = mem.add %0, %1 -> %0 {lhs_zp = 0 : i64, lhs_multiplier = 1 : i64, lhs_shift = 0 : i64, rhs_zp = 0 : i64, rhs_multiplier = 1 : i64, rhs_shift = 0 : i64, left_shift = 20 : i64, ofm_zp = 0 : i64, ofm_multiplier = 1 : i64, ofm_shift = 0 : i64, act_min = -128 : i64, act_max = 127 : i64} : memref<4xi8, "sram">, memref<3xi8, "sram"> -> memref<4xi8, "sram">
  return
}

// -----

func.func @m7_shape() {
  %0 = mem.buffer : memref<4xi8, "sram">
  %1 = mem.buffer : memref<2x2xi8, "sram">
  %l = mem.constant dense<0> : tensor<256xi8> : memref<256xi8, "flash">
  // expected-error @below {{turns memref<4xi8, "sram"> into memref<2x2xi8, "sram">, which has another shape (M7)}}
  %t = mem.lut %0, %l -> %1 : memref<4xi8, "sram">, memref<256xi8, "flash"> -> memref<2x2xi8, "sram">
  return
}

// -----

func.func @m7_table() {
  %0 = mem.buffer : memref<1x4xi8, "sram">
  %l = mem.constant dense<0> : tensor<256xi8> : memref<256xi8, "flash">
  // expected-error @below {{needs a table of 256 elements of i32, not memref<256xi8, "flash"> (M7)}}
  %t = mem.softmax %0, %l -> %0 : memref<1x4xi8, "sram">, memref<256xi8, "flash"> -> memref<1x4xi8, "sram">
  return
}

// -----

func.func @m8_axes() {
  %0 = mem.buffer : memref<1x4xi8, "sram">
  // expected-error @below {{axes [2] must be different dimensions from 0 to 1 (M8)}}
  %t = mem.mean %0 -> %0 {axes = array<i64: 2>, ifm_zp = 0 : i64, ofm_zp = 0 : i64, multiplier = 1 : i64, shift = 0 : i64, act_min = -128 : i64, act_max = 127 : i64} : memref<1x4xi8, "sram"> -> memref<1x4xi8, "sram">
  return
}

// -----

func.func @m8_kept() {
  %0 = mem.buffer : memref<1x4xi8, "sram">
  // expected-error @below {{gives 1 elements, memref<1x4xi8, "sram"> has 4 (M8)}}
  %t = mem.mean %0 -> %0 {axes = array<i64: 1>, ifm_zp = 0 : i64, ofm_zp = 0 : i64, multiplier = 1 : i64, shift = 0 : i64, act_min = -128 : i64, act_max = 127 : i64} : memref<1x4xi8, "sram"> -> memref<1x4xi8, "sram">
  return
}
