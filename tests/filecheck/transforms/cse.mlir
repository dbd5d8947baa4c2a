// RUN: npu-opt %s --cse --mlir-print-debuginfo --mlir-print-local-scope | npu-filecheck %s

// Equal operations become one, which has the names of both.
// CHECK-LABEL: func.func @equal
func.func @equal(%arg0: tensor<4xf32>) -> tensor<4xf32> {
  // CHECK: %[[R:.*]] = nn.relu %{{.*}} : (tensor<4xf32>) -> tensor<4xf32> loc(fused["a", "b"])
  // CHECK-NOT: nn.relu
  // CHECK: nn.add %[[R]], %[[R]]
  %0 = nn.relu %arg0 : (tensor<4xf32>) -> tensor<4xf32> loc("a")
  %1 = nn.relu %arg0 : (tensor<4xf32>) -> tensor<4xf32> loc("b")
  %2 = nn.add %0, %1 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %2 : tensor<4xf32>
}

// A different attribute makes a different operation.
// CHECK-LABEL: func.func @attributes
func.func @attributes(%arg0: tensor<4xf32>) -> tensor<4xf32> {
  // CHECK: nn.add
  // CHECK: nn.add
  // CHECK: nn.add
  %0 = nn.add %arg0, %arg0 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %1 = nn.add %arg0, %arg0 {activation = "relu"} : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %2 = nn.add %0, %1 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %2 : tensor<4xf32>
}
