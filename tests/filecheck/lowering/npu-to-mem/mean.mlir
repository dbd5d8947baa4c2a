// RUN: npu-opt %s '--pass-pipeline=builtin.module(npu-to-mem)' | npu-filecheck %s

// CHECK: %2 = mem.mean %0 -> %1 {act_max = 127 : i64, act_min = -128 : i64, axes = array<i64: 1, 2>, ifm_zp = 0 : i64, multiplier = 1073741824 : i64, ofm_zp = 0 : i64, shift = -3 : i64} : memref<1x4x4x2xi8, "sram"> -> memref<1x2xi8, "sram">
module attributes {npu.target = "n1-128"} {
  func.func @example(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>) {
    %0 = npu.mean %arg0 {axes = array<i64: 1, 2>, ifm_zp = 0 : i64, ofm_zp = 0 : i64, multiplier = 1073741824 : i64, shift = -3 : i64, act_min = -128 : i64, act_max = 127 : i64} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01>>
    return
  }
}
