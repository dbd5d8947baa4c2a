// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = npu.mul %arg0, %arg0 {act_max = 127 : i64, act_min = -128 : i64, lhs_zp = 0 : i64, ofm_multiplier = 1073741824 : i64, ofm_shift = 0 : i64, ofm_zp = 0 : i64, rhs_zp = 0 : i64} : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
// GENERIC: %0 = "npu.mul"(%arg0, %arg0) <{act_max = 127 : i64, act_min = -128 : i64, lhs_zp = 0 : i64, ofm_multiplier = 1073741824 : i64, ofm_shift = 0 : i64, ofm_zp = 0 : i64, rhs_zp = 0 : i64}> : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
func.func @example(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) {
  %0 = npu.mul %arg0, %arg0 {lhs_zp = 0 : i64, rhs_zp = 0 : i64, ofm_zp = 0 : i64, ofm_multiplier = 1073741824 : i64, ofm_shift = 0 : i64, act_min = -128 : i64, act_max = 127 : i64} : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}
