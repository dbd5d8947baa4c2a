// RUN: npu-opt %s --nn-canonicalize | npu-filecheck %s
// UPDATE: checks

// Rules that put constants into the parameters of an operator: sums are rounded elsewhere.

func.func @bias(%arg0: tensor<1x2x2x1xf32>) -> (tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>) {
  %w = nn.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %b = nn.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %c = nn.constant dense<[[[10.0, 20.0]]]> : tensor<1x1x2xf32>
  %0 = nn.conv2d %arg0, %w, %b : (tensor<1x2x2x1xf32>, tensor<2x1x1x1xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  %1 = nn.add %0, %c {activation = "relu"} : (tensor<1x2x2x2xf32>, tensor<1x1x2xf32>) -> tensor<1x2x2x2xf32>
  %2 = nn.conv2d %arg0, %w : (tensor<1x2x2x1xf32>, tensor<2x1x1x1xf32>) -> tensor<1x2x2x2xf32>
  %3 = nn.add %c, %2 : (tensor<1x1x2xf32>, tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  return %1, %3 : tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>
}

func.func @scale(%arg0: tensor<1x2x2x2xf32>, %arg1: tensor<1x2xf32>) -> (tensor<1x2x2x2xf32>, tensor<1x2xf32>) {
  %w = nn.constant dense<[[[[1.0, 2.0]]]]> : tensor<1x1x1x2xf32>
  %m = nn.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %b = nn.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %c = nn.constant dense<[10.0, 20.0]> : tensor<2xf32>
  %0 = nn.depthwise_conv2d %arg0, %w, %b : (tensor<1x2x2x2xf32>, tensor<1x1x1x2xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  %1 = nn.mul %0, %c : (tensor<1x2x2x2xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  %2 = nn.fully_connected %arg1, %m : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %3 = nn.mul %c, %2 : (tensor<2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  return %1, %3 : tensor<1x2x2x2xf32>, tensor<1x2xf32>
}

func.func @batch_norm(%arg0: tensor<1x2x2x1xf32>) -> tensor<1x2x2x2xf32> {
  %w = nn.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %s = nn.constant dense<[2.0, 4.0]> : tensor<2xf32>
  %o = nn.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %m = nn.constant dense<[3.0, 5.0]> : tensor<2xf32>
  %v = nn.constant dense<[4.0, 16.0]> : tensor<2xf32>
  %0 = nn.conv2d %arg0, %w : (tensor<1x2x2x1xf32>, tensor<2x1x1x1xf32>) -> tensor<1x2x2x2xf32>
  %1 = nn.batch_norm %0, %s, %o, %m, %v {axis = 3 : i64, epsilon = 0.0 : f32} : (tensor<1x2x2x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  return %1 : tensor<1x2x2x2xf32>
}

func.func @matmul(%arg0: tensor<1x2xf32>) -> tensor<1x3xf32> {
  %w = nn.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32>
  %0 = nn.matmul %arg0, %w : (tensor<1x2xf32>, tensor<2x3xf32>) -> tensor<1x3xf32>
  return %0 : tensor<1x3xf32>
}

func.func @flattened(%arg0: tensor<1x2x1x2xf32>) -> tensor<1x1xf32> {
  %w = nn.constant dense<[[1.0, 2.0, 3.0, 4.0]]> : tensor<1x4xf32>
  %0 = nn.transpose %arg0 {perm = array<i64: 0, 3, 1, 2>} : (tensor<1x2x1x2xf32>) -> tensor<1x2x2x1xf32>
  %1 = nn.reshape %0 : (tensor<1x2x2x1xf32>) -> tensor<1x4xf32>
  %2 = nn.fully_connected %1, %w : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x1xf32>
  return %2 : tensor<1x1xf32>
}

func.func @folded() -> tensor<3xf32> {
  %a = nn.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
  %0 = nn.exp %a : (tensor<3xf32>) -> tensor<3xf32>
  %1 = nn.sub %0, %0 : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  return %1 : tensor<3xf32>
}

// CHECK: module {
// CHECK-NEXT: func.func @bias(%arg0: tensor<1x2x2x1xf32>) -> (tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>) {
// CHECK-NEXT: %0 = nn.constant dense<[1.000000e+01, 2.000000e+01]> : tensor<2xf32>
// CHECK-NEXT{LITERAL}: %1 = nn.constant dense<[[[[1.000000e+00]]], [[[2.000000e+00]]]]> : tensor<2x1x1x1xf32>
// CHECK-NEXT: %2 = nn.constant dense<[1.100000e+01, 2.200000e+01]> : tensor<2xf32>
// CHECK-NEXT: %3 = nn.conv2d %arg0, %1, %2 {activation = "relu"} : (tensor<1x2x2x1xf32>, tensor<2x1x1x1xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
// CHECK-NEXT: %4 = nn.conv2d %arg0, %1, %0 : (tensor<1x2x2x1xf32>, tensor<2x1x1x1xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
// CHECK-NEXT: return %3, %4 : tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>
// CHECK-NEXT: }
// CHECK-NEXT: func.func @scale(%arg0: tensor<1x2x2x2xf32>, %arg1: tensor<1x2xf32>) -> (tensor<1x2x2x2xf32>, tensor<1x2xf32>) {
// CHECK-NEXT{LITERAL}: %0 = nn.constant dense<[[1.000000e+01, 2.000000e+01], [6.000000e+01, 8.000000e+01]]> : tensor<2x2xf32>
// CHECK-NEXT: %1 = nn.constant dense<[1.000000e+01, 4.000000e+01]> : tensor<2xf32>
// CHECK-NEXT{LITERAL}: %2 = nn.constant dense<[[[[1.000000e+01, 4.000000e+01]]]]> : tensor<1x1x1x2xf32>
// CHECK-NEXT: %3 = nn.depthwise_conv2d %arg0, %2, %1 : (tensor<1x2x2x2xf32>, tensor<1x1x1x2xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
// CHECK-NEXT: %4 = nn.fully_connected %arg1, %0 : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
// CHECK-NEXT: return %3, %4 : tensor<1x2x2x2xf32>, tensor<1x2xf32>
// CHECK-NEXT: }
// CHECK-NEXT: func.func @batch_norm(%arg0: tensor<1x2x2x1xf32>) -> tensor<1x2x2x2xf32> {
// CHECK-NEXT: %0 = nn.constant dense<[-2.000000e+00, -3.000000e+00]> : tensor<2xf32>
// CHECK-NEXT{LITERAL}: %1 = nn.constant dense<[[[[1.000000e+00]]], [[[2.000000e+00]]]]> : tensor<2x1x1x1xf32>
// CHECK-NEXT: %2 = nn.conv2d %arg0, %1, %0 : (tensor<1x2x2x1xf32>, tensor<2x1x1x1xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
// CHECK-NEXT: return %2 : tensor<1x2x2x2xf32>
// CHECK-NEXT: }
// CHECK-NEXT: func.func @matmul(%arg0: tensor<1x2xf32>) -> tensor<1x3xf32> {
// CHECK-NEXT{LITERAL}: %0 = nn.constant dense<[[1.000000e+00, 4.000000e+00], [2.000000e+00, 5.000000e+00], [3.000000e+00, 6.000000e+00]]> : tensor<3x2xf32>
// CHECK-NEXT: %1 = nn.fully_connected %arg0, %0 : (tensor<1x2xf32>, tensor<3x2xf32>) -> tensor<1x3xf32>
// CHECK-NEXT: return %1 : tensor<1x3xf32>
// CHECK-NEXT: }
// CHECK-NEXT: func.func @flattened(%arg0: tensor<1x2x1x2xf32>) -> tensor<1x1xf32> {
// CHECK-NEXT{LITERAL}: %0 = nn.constant dense<[[1.000000e+00, 3.000000e+00, 2.000000e+00, 4.000000e+00]]> : tensor<1x4xf32>
// CHECK-NEXT: %1 = nn.reshape %arg0 : (tensor<1x2x1x2xf32>) -> tensor<1x4xf32>
// CHECK-NEXT: %2 = nn.fully_connected %1, %0 : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x1xf32>
// CHECK-NEXT: return %2 : tensor<1x1xf32>
// CHECK-NEXT: }
// CHECK-NEXT: func.func @folded() -> tensor<3xf32> {
// CHECK-NEXT: %0 = nn.constant dense<0.000000e+00> : tensor<3xf32>
// CHECK-NEXT: return %0 : tensor<3xf32>
// CHECK-NEXT: }
// CHECK-NEXT: }
// CHECK-EMPTY:
// CHECK-NOT: {{.}}
