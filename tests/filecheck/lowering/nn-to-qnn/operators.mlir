// RUN: npu-opt %s --nn-to-qnn | npu-filecheck %s
// RUN: npu-opt %s --nn-to-qnn=quantized-io=false | npu-filecheck %s --check-prefix=FLOAT

!x = tensor<1x4x4x2xf32>
!q = tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-3>>
!r = tensor<1x4x4x2x!quant.uniform<i8:f32, 2.500000e-01:-128>>
!w = tensor<2x1x1x2x!quant.uniform<i8<-7:7>:f32:0, {1.250000e-01,2.500000e-01}>>

// An operator between a dequantize and a quantize computes on what is stored; its bias becomes
// integers of the products' scale: 1 / (0.5 * 0.125) and -1 / (0.5 * 0.25).
// CHECK-LABEL: func.func @conv
// CHECK-SAME: (%[[X:.*]]: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-3>>) -> tensor<1x4x4x2x!quant.uniform<i8:f32, 2.500000e-01:-128>>
// CHECK: %[[W:.*]] = qnn.constant
// CHECK: %[[B:.*]] = qnn.constant dense<[16, -8]> : tensor<2xi32>
// CHECK-NEXT: %[[Y:.*]] = qnn.conv2d %[[X]], %[[W]], %[[B]] {activation = "relu"}
// CHECK-NEXT: return %[[Y]]
// FLOAT-LABEL: func.func @conv
// FLOAT-SAME: (%[[X:.*]]: tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32>
// FLOAT: %[[Q:.*]] = qnn.quantize %[[X]]
// FLOAT: %[[Y:.*]] = qnn.conv2d %[[Q]]
// FLOAT-NEXT: %[[D:.*]] = qnn.dequantize %[[Y]]
// FLOAT-NEXT: return %[[D]]
func.func @conv(%x: !x) -> !x {
  %stored = qnn.constant dense<[[[[1, 2]]], [[[3, -7]]]]> : tensor<2x1x1x2xi8> as !w
  %w = qnn.dequantize %stored : (!w) -> tensor<2x1x1x2xf32>
  %b = nn.constant dense<[1.0, -1.0]> : tensor<2xf32>
  %q = qnn.quantize %x : (!x) -> !q
  %d = qnn.dequantize %q : (!q) -> !x
  %y = nn.conv2d %d, %w, %b {activation = "relu"} : (!x, tensor<2x1x1x2xf32>, tensor<2xf32>) -> !x
  %r = qnn.quantize %y : (!x) -> !r
  %e = qnn.dequantize %r : (!r) -> !x
  return %e : !x
}

// What is not quantized, or has no form on integers, stays in float between its conversions.
// CHECK-LABEL: func.func @float
// CHECK: qnn.dequantize
// CHECK-NEXT: nn.erf
// CHECK-NEXT: qnn.quantize
// CHECK-LABEL: func.func @unquantized
// CHECK-NEXT: nn.relu
// CHECK-NEXT: return
func.func @float(%x: !x) -> !x {
  %q = qnn.quantize %x : (!x) -> !q
  %d = qnn.dequantize %q : (!q) -> !x
  %y = nn.erf %d : (!x) -> !x
  %r = qnn.quantize %y : (!x) -> !r
  %e = qnn.dequantize %r : (!r) -> !x
  return %e : !x
}
func.func @unquantized(%x: !x) -> !x {
  %y = nn.relu %x : (!x) -> !x
  return %y : !x
}

// A change of scale is a quantize of what is stored.
// CHECK-LABEL: func.func @rescale
// CHECK: qnn.quantize %{{.*}} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-3>>) -> tensor<1x4x4x2x!quant.uniform<i8:f32, 2.500000e-01:-128>>
func.func @rescale(%x: !x) -> !x {
  %q = qnn.quantize %x : (!x) -> !q
  %d = qnn.dequantize %q : (!q) -> !x
  %r = qnn.quantize %d : (!x) -> !r
  %e = qnn.dequantize %r : (!r) -> !x
  return %e : !x
}
