// RUN: npu-opt %s --strip-debuginfo --mlir-print-debuginfo --mlir-print-local-scope | npu-filecheck %s

// CHECK: func.func @f(%arg0: tensor<4xf32> loc(unknown))
// CHECK-NEXT: nn.relu %arg0 : (tensor<4xf32>) -> tensor<4xf32> loc(unknown)
func.func @f(%arg0: tensor<4xf32> loc("x")) -> tensor<4xf32> {
  %0 = nn.relu %arg0 : (tensor<4xf32>) -> tensor<4xf32> loc("r")
  return %0 : tensor<4xf32>
}
