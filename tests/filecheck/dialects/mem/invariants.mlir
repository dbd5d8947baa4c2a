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
