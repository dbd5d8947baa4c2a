// RUN: npu-opt %s --split-input-file --verify-diagnostics

!q = !quant.uniform<i8:f32, 5.000000e-01:-1>
func.func @case(%arg0: tensor<4x!q>, %arg1: tensor<3x!q>) {
  // expected-error @below {{sums tensors of one shape, not [4] and [3] (C5)}}
  %0 = qnn.add_n %arg0, %arg1 : (tensor<4x!q>, tensor<3x!q>) -> tensor<4x!q>
  return
}

// -----

!q = !quant.uniform<i8:f32, 5.000000e-01:-1>
!r = !quant.uniform<i8:f32, 2.500000e-01>
func.func @case(%arg0: tensor<4x!q>, %arg1: tensor<4x!r>) {
  // expected-error @below {{which are not one type (Q2)}}
  %0 = qnn.add_n %arg0, %arg1 : (tensor<4x!q>, tensor<4x!r>) -> tensor<4x!q>
  return
}

// -----

!q = !quant.uniform<i8:f32, 1.000000e+00>
!r = !quant.uniform<i8:f32, 1.000000e-06>
func.func @case(%arg0: tensor<4x!q>) {
  // expected-error @below {{too fine for operands of scale 1 (Q2)}}
  %0 = qnn.cumsum %arg0 {axis = 0 : i64} : (tensor<4x!q>) -> tensor<4x!r>
  return
}
