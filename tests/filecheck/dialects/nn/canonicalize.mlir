// RUN: npu-opt %s --canonicalize --verify-numerics | npu-filecheck %s

// CHECK-LABEL: func.func @reshapes
// CHECK-NEXT: [[R:%.*]] = nn.reshape %arg0 : (tensor<2x6xf32>) -> tensor<4x3xf32>
// CHECK-NEXT: return [[R]]
func.func @reshapes(%arg0: tensor<2x6xf32>) -> tensor<4x3xf32> {
  %0 = nn.reshape %arg0 : (tensor<2x6xf32>) -> tensor<12xf32>
  %1 = nn.reshape %0 : (tensor<12xf32>) -> tensor<4x3xf32>
  return %1 : tensor<4x3xf32>
}

// CHECK-LABEL: func.func @clamps
// CHECK-NEXT: [[C:%.*]] = nn.relu6 %arg0
// CHECK-NEXT: return [[C]]
func.func @clamps(%arg0: tensor<4xf32>) -> tensor<4xf32> {
  %0 = nn.relu %arg0 : (tensor<4xf32>) -> tensor<4xf32>
  %1 = nn.relu6 %0 : (tensor<4xf32>) -> tensor<4xf32>
  return %1 : tensor<4xf32>
}
