// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = qnn.conv_transpose2d %arg0, %arg1 {stride = array<i64: 2, 2>} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x9x9x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>
// GENERIC: %0 = "qnn.conv_transpose2d"(%arg0, %arg1) <{activation = "none", dilation = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>}> : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x9x9x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>
func.func @example(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<1x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>) {
  %0 = qnn.conv_transpose2d %arg0, %arg1 {stride = array<i64: 2, 2>} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x9x9x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}
