// RUN: npu-opt %s '--pass-pipeline=builtin.module(mem-allocate,mem-synchronize,mem-to-isa)' | npu-filecheck %s

// CHECK: isa.mac_dwconv {act_max = 127 : i64, act_min = -128 : i64, cols = 4 : i64, depth_multiplier = 1 : i64, dilation_h = 1 : i64, dilation_w = 1 : i64, first = 1 : i64, ifm_col_stride = 8 : i64, ifm_cols = 4 : i64, ifm_row_stride = 32 : i64, ifm_rows = 4 : i64, kernel_h = 1 : i64, kernel_w = 1 : i64, last = 1 : i64, oc = 8 : i64, ofm_addr = 128 : i64, ofm_col_stride = 8 : i64, ofm_row_stride = 32 : i64, rows = 4 : i64, stride_h = 1 : i64, stride_w = 1 : i64, symbols = {weights_addr = @c0}, weights_bytes = 88 : i64}
// CHECK: isa.constant @c0 dense<0> : tensor<88xi8>
module attributes {npu.target = "n1-128"} {
  func.func @example() {
    %0 = mem.buffer : memref<1x4x4x8xi8, "sram">
    %1 = mem.buffer : memref<1x4x4x8xi8, "sram">
    %w = mem.constant dense<0> : tensor<88xi8> : memref<88xi8, "flash">
    %t = mem.depthwise_conv2d %0, %w -> %1 {ifm_offset = array<i64: 0, 0, 0, 0>, ifm_channels = 8 : i64, ofm_offset = array<i64: 0, 0, 0, 0>, ofm_size = array<i64: 1, 4, 4, 8>, kernel = array<i64: 1, 1>, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, ifm_zp = 0 : i64, ofm_zp = 0 : i64, act_min = -128 : i64, act_max = 127 : i64, first, last} : memref<1x4x4x8xi8, "sram">, memref<88xi8, "flash"> -> memref<1x4x4x8xi8, "sram">
    return
  }
}
