// RUN: npu-translate --import-tosa %s | npu-filecheck %s
// RUN: npu-translate %s | npu-filecheck %s

// CHECK-LABEL: func.func @main
// CHECK: nn.conv2d {{.*}} {padding = array<i64: 1, 0, 2, 3>}
// CHECK-NEXT: nn.relu6
// CHECK-NEXT: nn.transpose {{.*}} {perm = array<i64: 0, 2, 1, 3>}
// CHECK: nn.depthwise_conv2d {{.*}} tensor<1x2x2x6xf32>
// CHECK: nn.pad {{.*}} {after = array<i64: 0, 1, 0, 0>, before = array<i64: 0, 0, 1, 0>}
// CHECK: nn.max_pool2d {{.*}} {kernel = array<i64: 2, 2>, padding = array<i64: 0, 1, 1, 0>, stride = array<i64: 2, 2>}
// CHECK: nn.reduce_sum {{.*}} {axes = array<i64: 2>}
// CHECK: nn.arg_max
func.func @main(%arg0: tensor<1x4x4x2xf32>, %arg1: tensor<3x3x3x2xf32>, %arg2: tensor<3xf32>) -> tensor<1x3x1xi32> {
  %0 = tosa.conv2d %arg0, %arg1, %arg2 {dilation = array<i64: 1, 1>, pad = array<i64: 1, 2, 0, 3>, stride = array<i64: 1, 1>} : (tensor<1x4x4x2xf32>, tensor<3x3x3x2xf32>, tensor<3xf32>) -> tensor<1x5x5x3xf32>
  %1 = tosa.clamp %0 {max_fp = 6.0 : f32, max_int = 6 : i64, min_fp = 0.0 : f32, min_int = 0 : i64} : (tensor<1x5x5x3xf32>) -> tensor<1x5x5x3xf32>
  %perm = "tosa.const"() <{value = dense<[0, 2, 1, 3]> : tensor<4xi32>}> : () -> tensor<4xi32>
  %2 = tosa.transpose %1, %perm : (tensor<1x5x5x3xf32>, tensor<4xi32>) -> tensor<1x5x5x3xf32>
  %w = "tosa.const"() <{value = dense<0.5> : tensor<2x2x3x2xf32>}> : () -> tensor<2x2x3x2xf32>
  %b = "tosa.const"() <{value = dense<0.0> : tensor<6xf32>}> : () -> tensor<6xf32>
  %3 = tosa.depthwise_conv2d %2, %w, %b {dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x5x5x3xf32>, tensor<2x2x3x2xf32>, tensor<6xf32>) -> tensor<1x4x4x6xf32>
  %amounts = "tosa.const"() <{value = dense<[[0, 0], [0, 1], [1, 0], [0, 0]]> : tensor<4x2xi32>}> : () -> tensor<4x2xi32>
  %4 = tosa.pad %3, %amounts : (tensor<1x4x4x6xf32>, tensor<4x2xi32>) -> tensor<1x5x5x6xf32>
  %5 = tosa.max_pool2d %4 {kernel = array<i64: 2, 2>, pad = array<i64: 0, 1, 1, 0>, stride = array<i64: 2, 2>} : (tensor<1x5x5x6xf32>) -> tensor<1x3x3x6xf32>
  %6 = tosa.reduce_sum %5 {axis = 2 : i32} : (tensor<1x3x3x6xf32>) -> tensor<1x3x1x6xf32>
  %7 = tosa.argmax %6 {axis = 3 : i32} : (tensor<1x3x1x6xf32>) -> tensor<1x3x1xi32>
  return %7 : tensor<1x3x1xi32>
}
