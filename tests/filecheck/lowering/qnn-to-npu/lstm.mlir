// RUN: npu-opt %s '--pass-pipeline=builtin.module(qnn-to-npu{target=n1-128})' | npu-filecheck %s

// CHECK: %0:3 = npu.host "lstm" because "the NPU has no such operation" %arg0, %arg1, %arg1, %arg1, %arg1, %arg2, %arg2, %arg2, %arg2, %arg3, %arg3, %arg3, %arg3, %arg4, %arg5 {attributes = {cell_clip = 0.000000e+00 : f32, time_major = false}} : (tensor<1x2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4x4x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4x4x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4x4x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4x4x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4xi32>, tensor<4xi32>, tensor<4xi32>, tensor<4xi32>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x4x!quant.uniform<i16:f32, 4.8828125E-4>>) -> (tensor<1x2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x4x!quant.uniform<i16:f32, 4.8828125E-4>>)
!x = !quant.uniform<i8:f32, 5.000000e-01:-1>
!w = !quant.uniform<i8:f32, 2.500000e-01>
!c = !quant.uniform<i16:f32, 4.8828125e-04>
func.func @example(%x: tensor<1x2x3x!x>, %w: tensor<4x3x!w>, %r: tensor<4x4x!w>, %b: tensor<4xi32>, %h: tensor<1x4x!x>, %c: tensor<1x4x!c>) {
  %0:3 = qnn.lstm %x, %w, %w, %w, %w, %r, %r, %r, %r, %b, %b, %b, %b, %h, %c : (tensor<1x2x3x!x>, tensor<4x3x!w>, tensor<4x3x!w>, tensor<4x3x!w>, tensor<4x3x!w>, tensor<4x4x!w>, tensor<4x4x!w>, tensor<4x4x!w>, tensor<4x4x!w>, tensor<4xi32>, tensor<4xi32>, tensor<4xi32>, tensor<4xi32>, tensor<1x4x!x>, tensor<1x4x!c>) -> (tensor<1x2x4x!x>, tensor<1x4x!x>, tensor<1x4x!c>)
  return
}
