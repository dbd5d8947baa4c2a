// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s

// CHECK-LABEL: @example
func.func @example(%arg0: tensor<4xi8>) {
  // CHECK: %0 = "quant.scast"(%arg0) : (tensor<4xi8>) -> tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>
  %0 = "quant.scast"(%arg0) : (tensor<4xi8>) -> tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// RUN: npu-opt --canonicalize %s | npu-filecheck %s --check-prefix=FOLD
// CHECK-LABEL: @back
// FOLD-LABEL: @back
// FOLD-NEXT: return %arg0
func.func @back(%arg0: tensor<4xi8>) -> tensor<4xi8> {
  // CHECK: "quant.scast"
  %0 = "quant.scast"(%arg0) : (tensor<4xi8>) -> tensor<4x!quant.uniform<i8:f32, 0.5>>
  %1 = "quant.scast"(%0) : (tensor<4x!quant.uniform<i8:f32, 0.5>>) -> tensor<4xi8>
  return %1 : tensor<4xi8>
}
