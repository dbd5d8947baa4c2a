// RUN: npu-opt %s --canonicalize | npu-filecheck %s

// Constants stand at the front, each once; a dead one goes.
// CHECK-LABEL: func.func @constants
// CHECK-NEXT: %[[C:.*]] = nn.constant
// CHECK-NEXT: %[[A:.*]] = nn.add %arg0, %[[C]]
// CHECK-NEXT: %[[B:.*]] = nn.add %[[A]], %[[C]]
// CHECK-NEXT: return %[[B]]
func.func @constants(%arg0: tensor<2xf32>) -> tensor<2xf32> {
  %0 = nn.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %1 = nn.add %arg0, %0 : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %2 = nn.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %3 = nn.add %1, %2 : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %4 = nn.constant dense<[3.0, 2.0]> : tensor<2xf32>
  return %3 : tensor<2xf32>
}
