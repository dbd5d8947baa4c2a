// RUN: not npu-translate --import-tosa %s 2>&1 | npu-filecheck %s

// CHECK: error: operator 0 (tosa.mul 'mul_0'): a product with a shift is not supported
func.func @main(%arg0: tensor<4xf32>) -> tensor<4xf32> {
  %0 = tosa.mul %arg0, %arg0 {shift = 3 : i8} : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
