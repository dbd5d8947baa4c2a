// RUN: npu-opt %s '--pass-pipeline=builtin.module(mem-allocate,mem-synchronize,mem-to-isa)' | npu-filecheck %s

// CHECK: isa.vec_mul {act_max = 127 : i64, act_min = -128 : i64, d0 = 1 : i64, d1 = 1 : i64, d2 = 8 : i64, in1_stride2 = 1 : i64, in2_stride2 = 1 : i64, out_multiplier = 1073741824 : i64}
module attributes {npu.target = "n1-128"} {
  func.func @example() {
    %0 = mem.buffer : memref<1x8xi8, "sram">
    %t = mem.mul %0, %0 -> %0 {lhs_zp = 0 : i64, rhs_zp = 0 : i64, ofm_zp = 0 : i64, ofm_multiplier = 1073741824 : i64, ofm_shift = 0 : i64, act_min = -128 : i64, act_max = 127 : i64} : memref<1x8xi8, "sram">, memref<1x8xi8, "sram"> -> memref<1x8xi8, "sram">
    return
  }
}
