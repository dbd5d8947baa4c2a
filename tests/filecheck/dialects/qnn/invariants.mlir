// RUN: npu-opt %s --split-input-file --verify-diagnostics

func.func @q1_storage() {
  // expected-error @below {{holds tensor<2xi32>, which is not what tensor<2x!quant.uniform<i8:f32, 0.5>> stores (Q1)}}
  %0 = qnn.constant dense<[1, 2]> : tensor<2xi32> as tensor<2x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

func.func @q1_shape() {
  // expected-error @below {{holds tensor<2xi8>, which is not what tensor<3x!quant.uniform<i8:f32, 0.5>> stores (Q1)}}
  %0 = qnn.constant dense<[1, 2]> : tensor<2xi8> as tensor<3x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

func.func @q2_scale(%a: tensor<4x!quant.uniform<i8:f32, 1000.0>>, %b: tensor<4x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error @below {{has a result of scale 0.001, too fine for operands of scales 1000 and 0.5 (Q2)}}
  %0 = qnn.add %a, %b : (tensor<4x!quant.uniform<i8:f32, 1000.0>>, tensor<4x!quant.uniform<i8:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.001>>
  return
}
