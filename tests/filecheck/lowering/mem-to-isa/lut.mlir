// RUN: npu-opt %s '--pass-pipeline=builtin.module(mem-allocate,mem-synchronize,mem-to-isa)' | npu-filecheck %s

// CHECK: isa.vec_lut {d0 = 1 : i64, d1 = 1 : i64, d2 = 8 : i64, symbols = {lut_addr = @c0}}
// CHECK: isa.constant @c0 dense<0> : tensor<256xi8>
module attributes {npu.target = "n1-128"} {
  func.func @example() {
    %0 = mem.buffer : memref<1x8xi8, "sram">
    %l = mem.constant dense<0> : tensor<256xi8> : memref<256xi8, "flash">
    %t = mem.lut %0, %l -> %0 : memref<1x8xi8, "sram">, memref<256xi8, "flash"> -> memref<1x8xi8, "sram">
    return
  }
}
