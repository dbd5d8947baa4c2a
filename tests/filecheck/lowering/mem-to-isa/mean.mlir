// RUN: npu-opt %s '--pass-pipeline=builtin.module(mem-allocate,mem-synchronize,mem-to-isa)' | npu-filecheck %s

// CHECK: isa.vec_reduce_mean {act_max = 127 : i64, act_min = -128 : i64, in_stride_k2 = 1 : i64, in_stride_r1 = 8 : i64, k0 = 1 : i64, k1 = 1 : i64, k2 = 8 : i64, multiplier = 1073741824 : i64, out_addr = 128 : i64, out_stride_k2 = 1 : i64, r0 = 1 : i64, r1 = 16 : i64, shift = -3 : i64}
module attributes {npu.target = "n1-128"} {
  func.func @example() {
    %0 = mem.buffer : memref<1x4x4x8xi8, "sram">
    %1 = mem.buffer : memref<1x8xi8, "sram">
    %t = mem.mean %0 -> %1 {axes = array<i64: 1, 2>, ifm_zp = 0 : i64, ofm_zp = 0 : i64, multiplier = 1073741824 : i64, shift = -3 : i64, act_min = -128 : i64, act_max = 127 : i64} : memref<1x4x4x8xi8, "sram"> -> memref<1x8xi8, "sram">
    return
  }
}
