// RUN: npu-opt %s '--pass-pipeline=builtin.module(mem-allocate,mem-synchronize,mem-to-isa)' | npu-filecheck %s

// CHECK: isa.vec_softmax {depth = 8 : i64, in_row_stride = 8 : i64, out_addr = 16 : i64, out_row_stride = 8 : i64, rows = 1 : i64, symbols = {table_addr = @c0}}
// CHECK: isa.constant @c0 dense<0> : tensor<256xi32>
module attributes {npu.target = "n1-128"} {
  func.func @example() {
    %0 = mem.buffer : memref<1x8xi8, "sram">
    %1 = mem.buffer : memref<1x8xi8, "sram">
    %e = mem.constant dense<0> : tensor<256xi32> : memref<256xi32, "flash">
    %t = mem.softmax %0, %e -> %1 : memref<1x8xi8, "sram">, memref<256xi32, "flash"> -> memref<1x8xi8, "sram">
    return
  }
}
