// RUN: npu-opt %s --mem-synchronize | npu-filecheck %s

// A reader waits for the writer; a writer of bytes that others still read waits for them; who needs
// nobody waits for nobody; what an engine has waited for already it does not wait for again.

module attributes {npu.target = "n1-64"} {
  func.func @main() {
    %a = mem.buffer {address = 0 : i64} : memref<64xi8, "sram">
    %b = mem.buffer {address = 64 : i64} : memref<64xi8, "sram">
    %c = mem.buffer {address = 128 : i64} : memref<64xi8, "sram">
    %t = mem.constant dense<1> : tensor<256xi8> : memref<256xi8, "flash">
    // CHECK: %[[FILL:[0-9]+]] = mem.fill %{{[0-9]+}} {
    %0 = mem.fill %a {value = 1 : i64, offset = array<i64: 0>, size = array<i64: 64>} : memref<64xi8, "sram">
    // CHECK: %[[LUT:[0-9]+]] = mem.lut wait(%[[FILL]]) %
    %1 = mem.lut %a, %t -> %b : memref<64xi8, "sram">, memref<256xi8, "flash"> -> memref<64xi8, "sram">
    // CHECK: mem.lut wait(%[[LUT]]) %
    %2 = mem.lut %b, %t -> %c : memref<64xi8, "sram">, memref<256xi8, "flash"> -> memref<64xi8, "sram">
    // The bytes of %a are read by the first table: the fill waits for that, not for the second, and for
    // the fill before it: an engine is a pipeline.
    // CHECK: mem.fill wait(%[[FILL]], %[[LUT]]) %
    %3 = mem.fill %a {value = 2 : i64, offset = array<i64: 0>, size = array<i64: 64>} : memref<64xi8, "sram">
    // Other bytes of %b than anyone touches after: no new wait.
    // CHECK: mem.fill wait(%{{[0-9]+}}) %
    %4 = mem.fill %b {value = 2 : i64, offset = array<i64: 0>, size = array<i64: 8>} : memref<64xi8, "sram">
    // CHECK: mem.fill %{{[0-9]+}} {
    %5 = mem.fill %b {value = 3 : i64, offset = array<i64: 8>, size = array<i64: 8>} : memref<64xi8, "sram">
    return
  }
}
