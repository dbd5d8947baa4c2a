// RUN: npu-opt %s --nn-to-qnn --verify-diagnostics

!x = tensor<1x4xf32>
!q = tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
!w = tensor<2x4x!quant.uniform<i8:f32, 1.250000e-01>>
func.func @bias(%x: !x, %b: tensor<2xf32>) -> tensor<1x2xf32> {
  %stored = qnn.constant dense<1> : tensor<2x4xi8> as !w
  %w = qnn.dequantize %stored : (!w) -> tensor<2x4xf32>
  %q = qnn.quantize %x : (!x) -> !q
  %d = qnn.dequantize %q : (!q) -> !x
  // expected-error @+1 {{its bias is computed at run time: only a constant one can be quantized}}
  %y = nn.fully_connected %d, %w, %b : (!x, tensor<2x4xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  %r = qnn.quantize %y : (tensor<1x2xf32>) -> tensor<1x2x!quant.uniform<i8:f32, 1.0>>
  %e = qnn.dequantize %r : (tensor<1x2x!quant.uniform<i8:f32, 1.0>>) -> tensor<1x2xf32>
  return %e : tensor<1x2xf32>
}
