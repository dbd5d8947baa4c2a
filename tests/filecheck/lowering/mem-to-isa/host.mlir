// RUN: npu-opt %s '--pass-pipeline=builtin.module(mem-allocate,mem-synchronize,mem-to-isa)' | npu-filecheck %s

// CHECK: isa.sys_host
// CHECK: isa.host_call 0 "quantize" because "the NPU has no float arithmetic" {attributes = {}, input_types = [tensor<1x8xf32>], inputs = array<i64: 0>, output_types = [tensor<1x8xi8>], outputs = array<i64: 32>}
module attributes {npu.target = "n1-128"} {
  func.func @example() {
    %0 = mem.buffer : memref<1x8xf32, "sram">
    %1 = mem.buffer : memref<1x8xi8, "sram">
    %t = mem.host "quantize" because "the NPU has no float arithmetic" %0 -> %1 : memref<1x8xf32, "sram"> -> memref<1x8xi8, "sram">
    return
  }
}
