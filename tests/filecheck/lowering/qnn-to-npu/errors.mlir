// RUN: npu-opt %s --split-input-file --verify-diagnostics '--pass-pipeline=builtin.module(qnn-to-npu{target=n1-64})'

func.func @float_model(%arg0: tensor<1x4xf32>, %arg1: tensor<2x4xf32>) -> tensor<1x2xf32> {
  // expected-error @below {{'nn.fully_connected' computes in float: quantize the model first (npu-quantize calibrate, then npu-quantize ptq)}}
  %0 = nn.fully_connected %arg0, %arg1 : (tensor<1x4xf32>, tensor<2x4xf32>) -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}

// -----

func.func @main(%arg0: tensor<i1>, %arg1: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @below {{control flow runs in the interpreter, and is not compiled}}
  %0 = nn.if %arg0 : (tensor<i1>) -> tensor<4xf32> {
    nn.yield %arg1 : tensor<4xf32>
  } else {
    nn.yield %arg1 : tensor<4xf32>
  }
  return %0 : tensor<4xf32>
}
