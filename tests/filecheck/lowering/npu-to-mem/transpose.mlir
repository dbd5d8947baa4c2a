// RUN: npu-opt %s '--pass-pipeline=builtin.module(npu-to-mem)' | npu-filecheck %s

// CHECK: %2 = mem.copy %0 -> %1 {perm = array<i64: 1, 0>, size = array<i64: 2, 3>, source_offset = array<i64: 0, 0>, target_offset = array<i64: 0, 0>} : memref<2x3xi8, "sram"> -> memref<3x2xi8, "sram">
module attributes {npu.target = "n1-128"} {
  func.func @example(%arg0: tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01>>) {
    %0 = npu.transpose %arg0 {perm = array<i64: 1, 0>} : (tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<3x2x!quant.uniform<i8:f32, 5.000000e-01>>
    return
  }
}
