// RUN: npu-opt %s '--pass-pipeline=builtin.module(npu-to-mem)' | npu-filecheck %s

// CHECK: %2 = mem.add %0, %0 -> %1 {act_max = 127 : i64, act_min = -128 : i64, left_shift = 20 : i64, lhs_multiplier = 1073741824 : i64, lhs_shift = 0 : i64, lhs_zp = 0 : i64, ofm_multiplier = 1073741824 : i64, ofm_shift = -18 : i64, ofm_zp = 0 : i64, rhs_multiplier = 1073741824 : i64, rhs_shift = 0 : i64, rhs_zp = 0 : i64} : memref<1x4xi8, "sram">, memref<1x4xi8, "sram"> -> memref<1x4xi8, "sram">
module attributes {npu.target = "n1-128"} {
  func.func @example(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) {
    %0 = npu.add %arg0, %arg0 {lhs_zp = 0 : i64, lhs_multiplier = 1073741824 : i64, lhs_shift = 0 : i64, rhs_zp = 0 : i64, rhs_multiplier = 1073741824 : i64, rhs_shift = 0 : i64, left_shift = 20 : i64, ofm_zp = 0 : i64, ofm_multiplier = 1073741824 : i64, ofm_shift = -18 : i64, act_min = -128 : i64, act_max = 127 : i64} : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
    return
  }
}
