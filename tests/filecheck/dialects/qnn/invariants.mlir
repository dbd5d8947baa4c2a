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
