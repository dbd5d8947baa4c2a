// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = qnn.fully_connected %arg0, %arg1 : (tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<4x8x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
// GENERIC: %0 = "qnn.fully_connected"(%arg0, %arg1) <{activation = "none"}> : (tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<4x8x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
func.func @example(%arg0: tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<4x8x!quant.uniform<i8:f32, 2.500000e-01>>) {
  %0 = qnn.fully_connected %arg0, %arg1 : (tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<4x8x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}
