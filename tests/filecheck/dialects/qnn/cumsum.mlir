// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = qnn.cumsum %arg0 {axis = 1 : i64} : (tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
// GENERIC: %0 = "qnn.cumsum"(%arg0) <{axis = 1 : i64, exclusive = false, reverse = false}> : (tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
func.func @example(%arg0: tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  %0 = qnn.cumsum %arg0 {axis = 1 : i64} : (tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}
