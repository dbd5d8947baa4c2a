// RUN: npu-opt %s '--pass-pipeline=builtin.module(npu-to-mem)' | npu-filecheck %s

// CHECK: %2 = mem.fill %1 {offset = array<i64: 0, 0>, size = array<i64: 1, 1>, value = 0 : i64} : memref<1x6xi8, "sram">
// CHECK: %3 = mem.fill %1 {offset = array<i64: 0, 5>, size = array<i64: 1, 1>, value = 0 : i64} : memref<1x6xi8, "sram">
// CHECK: %4 = mem.copy %0 -> %1 {perm = array<i64: 0, 1>, size = array<i64: 1, 4>, source_offset = array<i64: 0, 0>, target_offset = array<i64: 0, 1>} : memref<1x4xi8, "sram"> -> memref<1x6xi8, "sram">
module attributes {npu.target = "n1-128"} {
  func.func @example(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) {
    %0 = npu.pad %arg0 {before = array<i64: 0, 1>, after = array<i64: 0, 1>, value = 0 : i64} : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x6x!quant.uniform<i8:f32, 5.000000e-01>>
    return
  }
}
