// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = qnn.slice %arg0 {begin = array<i64: 1, 4>, size = array<i64: 2, 3>, stride = array<i64: 1, -2>} : (tensor<4x5x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>
// GENERIC: %0 = "qnn.slice"(%arg0) <{begin = array<i64: 1, 4>, size = array<i64: 2, 3>, stride = array<i64: 1, -2>}> : (tensor<4x5x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>
func.func @example(%arg0: tensor<4x5x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  %0 = qnn.slice %arg0 {begin = array<i64: 1, 4>, size = array<i64: 2, 3>, stride = array<i64: 1, -2>} : (tensor<4x5x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}
