// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %ofm, %new_state = qnn.svdf %arg0, %arg1, %arg2, %arg3 {rank = 2 : i64} : (tensor<1x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4x5x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<1x20x!quant.uniform<i16:f32, 1.250000e-01>>) -> (tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x20x!quant.uniform<i16:f32, 1.250000e-01>>)
// GENERIC: %0:2 = "qnn.svdf"(%arg0, %arg1, %arg2, %arg3) <{rank = 2 : i64}> : (tensor<1x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4x5x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<1x20x!quant.uniform<i16:f32, 1.250000e-01>>) -> (tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x20x!quant.uniform<i16:f32, 1.250000e-01>>)
func.func @example(%arg0: tensor<1x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, %arg2: tensor<4x5x!quant.uniform<i8:f32, 2.500000e-01>>, %arg3: tensor<1x20x!quant.uniform<i16:f32, 1.250000e-01>>) {
  %0:2 = qnn.svdf %arg0, %arg1, %arg2, %arg3 {rank = 2 : i64} : (tensor<1x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4x5x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<1x20x!quant.uniform<i16:f32, 1.250000e-01>>) -> (tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x20x!quant.uniform<i16:f32, 1.250000e-01>>)
  return
}
