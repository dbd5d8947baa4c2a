// RUN: npu-opt %s --split-input-file --verify-diagnostics

func.func @case(%arg0: tensor<4xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'quant.qcast' op requires a single operand}}
  %0 = "quant.qcast"(%arg0, %arg1, %arg2) : (tensor<4xf32>, i1, i1) -> tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'quant.dcast' op requires a single operand}}
  %0 = "quant.dcast"(%arg0, %arg1, %arg2) : (tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>, i1, i1) -> tensor<4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<4xi8>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'quant.scast' op requires a single operand}}
  %0 = "quant.scast"(%arg0, %arg1, %arg2) : (tensor<4xi8>, i1, i1) -> tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}
