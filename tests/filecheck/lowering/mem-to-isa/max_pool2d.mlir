// RUN: npu-opt %s '--pass-pipeline=builtin.module(mem-allocate,mem-synchronize,mem-to-isa)' | npu-filecheck %s

// CHECK: isa.vec_pool_max {act_max = 127 : i64, act_min = -128 : i64, channels = 8 : i64, cols = 2 : i64, ifm_col_stride = 8 : i64, ifm_cols = 4 : i64, ifm_row_stride = 32 : i64, ifm_rows = 4 : i64, kernel_h = 2 : i64, kernel_w = 2 : i64, ofm_addr = 128 : i64, ofm_col_stride = 8 : i64, ofm_row_stride = 16 : i64, rows = 2 : i64, stride_h = 2 : i64, stride_w = 2 : i64}
module attributes {npu.target = "n1-128"} {
  func.func @example() {
    %0 = mem.buffer : memref<1x4x4x8xi8, "sram">
    %1 = mem.buffer : memref<1x2x2x8xi8, "sram">
    %t = mem.max_pool2d %0 -> %1 {image = 0 : i64, kernel = array<i64: 2, 2>, stride = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, act_min = -128 : i64, act_max = 127 : i64} : memref<1x4x4x8xi8, "sram"> -> memref<1x2x2x8xi8, "sram">
    return
  }
}
