// RUN: npu-opt %s '--pass-pipeline=builtin.module(mem-allocate,mem-synchronize,mem-to-isa)' | npu-filecheck %s

// CHECK: isa.dma_copy {dst_addr = 16 : i64, dst_stride0 = 1 : i64, dst_stride1 = 2 : i64, n1 = 8 : i64, n2 = 1 : i64, run = 2 : i64, src_stride0 = 8 : i64, src_stride1 = 1 : i64}
module attributes {npu.target = "n1-128"} {
  func.func @example() {
    %0 = mem.buffer : memref<2x8xi8, "sram">
    %1 = mem.buffer : memref<8x2xi8, "sram">
    %t = mem.copy %0 -> %1 {source_offset = array<i64: 0, 0>, target_offset = array<i64: 0, 0>, size = array<i64: 2, 8>, perm = array<i64: 1, 0>} : memref<2x8xi8, "sram"> -> memref<8x2xi8, "sram">
    return
  }
}
