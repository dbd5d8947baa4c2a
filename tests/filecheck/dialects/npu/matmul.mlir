// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = npu.matmul %arg0, %arg1 {act_max = 127 : i64, act_min = -128 : i64, ifm_zp = 0 : i64, multipliers = array<i32: 1073741824>, ofm_zp = 0 : i64, shifts = array<i32: 0>} : (tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<1x8x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x1x!quant.uniform<i8:f32, 5.000000e-01>>
// GENERIC: %0 = "npu.matmul"(%arg0, %arg1) <{act_max = 127 : i64, act_min = -128 : i64, ifm_zp = 0 : i64, multipliers = array<i32: 1073741824>, ofm_zp = 0 : i64, shifts = array<i32: 0>}> : (tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<1x8x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x1x!quant.uniform<i8:f32, 5.000000e-01>>
func.func @example(%arg0: tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01>>, %arg1: tensor<1x8x!quant.uniform<i8:f32, 2.500000e-01>>) {
  %0 = npu.matmul %arg0, %arg1 {multipliers = array<i32: 1073741824>, shifts = array<i32: 0>, ifm_zp = 0 : i64, ofm_zp = 0 : i64, act_min = -128 : i64, act_max = 127 : i64} : (tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<1x8x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x1x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}
