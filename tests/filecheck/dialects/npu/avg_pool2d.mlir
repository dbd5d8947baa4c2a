// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = npu.avg_pool2d %arg0 {act_max = 127 : i64, act_min = -128 : i64, kernel = array<i64: 2, 2>} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x3x3x2x!quant.uniform<i8:f32, 5.000000e-01>>
// GENERIC: %0 = "npu.avg_pool2d"(%arg0) <{act_max = 127 : i64, act_min = -128 : i64, kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}> : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x3x3x2x!quant.uniform<i8:f32, 5.000000e-01>>
func.func @example(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>) {
  %0 = npu.avg_pool2d %arg0 {kernel = array<i64: 2, 2>, act_min = -128 : i64, act_max = 127 : i64} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x3x3x2x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}
