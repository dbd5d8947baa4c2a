// RUN: npu-opt %s '--pass-pipeline=builtin.module(mem-allocate,mem-synchronize,mem-to-isa)' | npu-filecheck %s

// CHECK: isa.dma_fill {dst_stride0 = 1 : i64, n1 = 1 : i64, n2 = 1 : i64, run = 8 : i64, value = -1 : i64}
module attributes {npu.target = "n1-128"} {
  func.func @example() {
    %0 = mem.buffer : memref<2x8xi8, "sram">
    %t = mem.fill %0 {value = -1 : i64, offset = array<i64: 0, 0>, size = array<i64: 1, 8>} : memref<2x8xi8, "sram">
    return
  }
}
