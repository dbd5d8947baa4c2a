// RUN: npu-opt %s --split-input-file --verify-diagnostics '--pass-pipeline=builtin.module(qnn-to-npu{target=n1-64})'

func.func @float_model(%arg0: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @below {{'nn.relu' computes in float: quantize the model first (npu-quantize calibrate, then npu-quantize ptq)}}
  %0 = nn.relu %arg0 : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
