// RUN: npu-opt %s --split-input-file --verify-diagnostics

func.func @q1_storage() {
  // expected-error @below {{holds tensor<2xi32>, which is not what tensor<2x!quant.uniform<i8:f32, 5.000000e-01>> stores (Q1)}}
  %0 = qnn.constant dense<[1, 2]> : tensor<2xi32> as tensor<2x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @q1_shape() {
  // expected-error @below {{holds tensor<2xi8>, which is not what tensor<3x!quant.uniform<i8:f32, 5.000000e-01>> stores (Q1)}}
  %0 = qnn.constant dense<[1, 2]> : tensor<2xi8> as tensor<3x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @q2_scale(%a: tensor<4x!quant.uniform<i8:f32, 1.000000e+03>>, %b: tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>) {
  // expected-error @below {{has a result of scale 0.001, too fine for operands of scales 1000 and 0.5 (Q2)}}
  %0 = qnn.add %a, %b : (tensor<4x!quant.uniform<i8:f32, 1.000000e+03>>, tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<4x!quant.uniform<i8:f32, 1.000000e-03>>
  return
}

// -----

func.func @case(%arg0: tensor<4x!quant.uniform<i8:f32, 5.000000e-01:200>>) {
  // expected-error @below {{has a zero point 200 outside the storage range -128…127 (Q3)}}
  %0 = qnn.relu %arg0 : (tensor<4x!quant.uniform<i8:f32, 5.000000e-01:200>>) -> tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}
