// RUN: npu-opt %s --canonicalize --verify-numerics | npu-filecheck %s
// UPDATE: checks

// Every rule of canonicalize.pdll that keeps the numbers to the bit.

func.func @nothing(%arg0: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = nn.reshape %arg0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = nn.broadcast_to %0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %2 = nn.cast %1 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %3 = nn.concat %2 {axis = 0 : i64} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %4 = nn.transpose %3 {perm = array<i64: 0, 1>} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %5 = nn.pad %4 {before = array<i64: 0, 0>, after = array<i64: 0, 0>} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %6 = nn.slice %5 {begin = array<i64: 0, 0>, size = array<i64: 2, 3>, stride = array<i64: 1, 1>} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %7 = nn.tile %6 {repeats = array<i64: 1, 1>} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %7 : tensor<2x3xf32>
}

func.func @part_of_a_slice_stays(%arg0: tensor<2x3xf32>) -> tensor<2x2xf32> {
  %0 = nn.slice %arg0 {begin = array<i64: 0, 0>, size = array<i64: 2, 2>, stride = array<i64: 1, 1>} : (tensor<2x3xf32>) -> tensor<2x2xf32>
  return %0 : tensor<2x2xf32>
}

func.func @reshape_of_ones(%arg0: tensor<1x1x1x8xf32>) -> tensor<1x8xf32> {
  %0 = nn.transpose %arg0 {perm = array<i64: 0, 3, 1, 2>} : (tensor<1x1x1x8xf32>) -> tensor<1x8x1x1xf32>
  %1 = nn.reshape %0 : (tensor<1x8x1x1xf32>) -> tensor<1x8xf32>
  return %1 : tensor<1x8xf32>
}

func.func @composed(%arg0: tensor<2x3x4xf32>) -> tensor<4x3x2xf32> {
  %0 = nn.transpose %arg0 {perm = array<i64: 1, 0, 2>} : (tensor<2x3x4xf32>) -> tensor<3x2x4xf32>
  %1 = nn.transpose %0 {perm = array<i64: 2, 0, 1>} : (tensor<3x2x4xf32>) -> tensor<4x3x2xf32>
  return %1 : tensor<4x3x2xf32>
}

func.func @sinks_and_cancels(%arg0: tensor<1x2x2x3xf32>, %arg1: tensor<1x2x2x3xf32>) -> tensor<1x4x4x3xf32> {
  %c = nn.constant dense<[[[1.0]], [[2.0]], [[3.0]]]> : tensor<3x1x1xf32>
  %0 = nn.transpose %arg0 {perm = array<i64: 0, 3, 1, 2>} : (tensor<1x2x2x3xf32>) -> tensor<1x3x2x2xf32>
  %1 = nn.transpose %arg1 {perm = array<i64: 0, 3, 1, 2>} : (tensor<1x2x2x3xf32>) -> tensor<1x3x2x2xf32>
  %2 = nn.add %0, %1 : (tensor<1x3x2x2xf32>, tensor<1x3x2x2xf32>) -> tensor<1x3x2x2xf32>
  %3 = nn.mul %2, %c : (tensor<1x3x2x2xf32>, tensor<3x1x1xf32>) -> tensor<1x3x2x2xf32>
  %4 = nn.softmax %3 {axis = 1 : i64} : (tensor<1x3x2x2xf32>) -> tensor<1x3x2x2xf32>
  %5 = nn.pad %4 {before = array<i64: 0, 0, 1, 1>, after = array<i64: 0, 0, 1, 1>} : (tensor<1x3x2x2xf32>) -> tensor<1x3x4x4xf32>
  %6 = nn.transpose %5 {perm = array<i64: 0, 2, 3, 1>} : (tensor<1x3x4x4xf32>) -> tensor<1x4x4x3xf32>
  return %6 : tensor<1x4x4x3xf32>
}

func.func @sinks_through_a_reduction(%arg0: tensor<2x3x4x5xf32>) -> tensor<2x5xf32> {
  %0 = nn.transpose %arg0 {perm = array<i64: 0, 3, 1, 2>} : (tensor<2x3x4x5xf32>) -> tensor<2x5x3x4xf32>
  %1 = nn.reduce_max %0 {axes = array<i64: 2, 3>} : (tensor<2x5x3x4xf32>) -> tensor<2x5xf32>
  return %1 : tensor<2x5xf32>
}

func.func @different_orders_stay(%arg0: tensor<2x2x2xf32>) -> tensor<2x2x2xf32> {
  %0 = nn.transpose %arg0 {perm = array<i64: 1, 0, 2>} : (tensor<2x2x2xf32>) -> tensor<2x2x2xf32>
  %1 = nn.transpose %arg0 {perm = array<i64: 2, 1, 0>} : (tensor<2x2x2xf32>) -> tensor<2x2x2xf32>
  %2 = nn.add %0, %1 : (tensor<2x2x2xf32>, tensor<2x2x2xf32>) -> tensor<2x2x2xf32>
  return %2 : tensor<2x2x2xf32>
}

func.func @activations(%arg0: tensor<4xf32>, %arg1: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) {
  %0 = nn.add %arg0, %arg1 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %1 = nn.relu %0 : (tensor<4xf32>) -> tensor<4xf32>
  %2 = nn.sub %arg0, %arg1 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %3 = nn.relu6 %2 : (tensor<4xf32>) -> tensor<4xf32>
  %4 = nn.mul %arg0, %arg1 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %5 = nn.clamp %4 {min = -1.0 : f64, max = 1.0 : f64} : (tensor<4xf32>) -> tensor<4xf32>
  return %1, %3, %5 : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
}

func.func @a_second_use_keeps_the_clamp(%arg0: tensor<4xf32>, %arg1: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %0 = nn.add %arg0, %arg1 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %1 = nn.relu %0 : (tensor<4xf32>) -> tensor<4xf32>
  return %0, %1 : tensor<4xf32>, tensor<4xf32>
}

func.func @padding(%arg0: tensor<1x4x4x2xf32>, %w: tensor<3x3x3x2xf32>, %d: tensor<1x3x3x2xf32>) -> (tensor<1x4x4x3xf32>, tensor<1x4x4x2xf32>) {
  %0 = nn.pad %arg0 {before = array<i64: 0, 1, 1, 0>, after = array<i64: 0, 1, 1, 0>} : (tensor<1x4x4x2xf32>) -> tensor<1x6x6x2xf32>
  %1 = nn.conv2d %0, %w : (tensor<1x6x6x2xf32>, tensor<3x3x3x2xf32>) -> tensor<1x4x4x3xf32>
  %2 = nn.depthwise_conv2d %0, %d : (tensor<1x6x6x2xf32>, tensor<1x3x3x2xf32>) -> tensor<1x4x4x2xf32>
  return %1, %2 : tensor<1x4x4x3xf32>, tensor<1x4x4x2xf32>
}

func.func @padding_of_channels_stays(%arg0: tensor<1x4x4x1xf32>, %w: tensor<3x3x3x2xf32>) -> tensor<1x2x2x3xf32> {
  %0 = nn.pad %arg0 {before = array<i64: 0, 0, 0, 0>, after = array<i64: 0, 0, 0, 1>} : (tensor<1x4x4x1xf32>) -> tensor<1x4x4x2xf32>
  %1 = nn.conv2d %0, %w : (tensor<1x4x4x2xf32>, tensor<3x3x3x2xf32>) -> tensor<1x2x2x3xf32>
  return %1 : tensor<1x2x2x3xf32>
}

// CHECK: module {
// CHECK-NEXT: func.func @nothing(%arg0: tensor<2x3xf32>) -> tensor<2x3xf32> {
// CHECK-NEXT: return %arg0 : tensor<2x3xf32>
// CHECK-NEXT: }
// CHECK-NEXT: func.func @part_of_a_slice_stays(%arg0: tensor<2x3xf32>) -> tensor<2x2xf32> {
// CHECK-NEXT: %0 = nn.slice %arg0 {begin = array<i64: 0, 0>, size = array<i64: 2, 2>, stride = array<i64: 1, 1>} : (tensor<2x3xf32>) -> tensor<2x2xf32>
// CHECK-NEXT: return %0 : tensor<2x2xf32>
// CHECK-NEXT: }
// CHECK-NEXT: func.func @reshape_of_ones(%arg0: tensor<1x1x1x8xf32>) -> tensor<1x8xf32> {
// CHECK-NEXT: %0 = nn.reshape %arg0 : (tensor<1x1x1x8xf32>) -> tensor<1x8xf32>
// CHECK-NEXT: return %0 : tensor<1x8xf32>
// CHECK-NEXT: }
// CHECK-NEXT: func.func @composed(%arg0: tensor<2x3x4xf32>) -> tensor<4x3x2xf32> {
// CHECK-NEXT: %0 = nn.transpose %arg0 {perm = array<i64: 2, 1, 0>} : (tensor<2x3x4xf32>) -> tensor<4x3x2xf32>
// CHECK-NEXT: return %0 : tensor<4x3x2xf32>
// CHECK-NEXT: }
// CHECK-NEXT: func.func @sinks_and_cancels(%arg0: tensor<1x2x2x3xf32>, %arg1: tensor<1x2x2x3xf32>) -> tensor<1x4x4x3xf32> {
// CHECK-NEXT{LITERAL}: %0 = nn.constant dense<[[[1.000000e+00]], [[2.000000e+00]], [[3.000000e+00]]]> : tensor<3x1x1xf32>
// CHECK-NEXT: %1 = nn.add %arg0, %arg1 : (tensor<1x2x2x3xf32>, tensor<1x2x2x3xf32>) -> tensor<1x2x2x3xf32>
// CHECK-NEXT: %2 = nn.reshape %0 : (tensor<3x1x1xf32>) -> tensor<1x1x1x3xf32>
// CHECK-NEXT: %3 = nn.mul %1, %2 : (tensor<1x2x2x3xf32>, tensor<1x1x1x3xf32>) -> tensor<1x2x2x3xf32>
// CHECK-NEXT: %4 = nn.softmax %3 {axis = 3 : i64} : (tensor<1x2x2x3xf32>) -> tensor<1x2x2x3xf32>
// CHECK-NEXT: %5 = nn.pad %4 {after = array<i64: 0, 1, 1, 0>, before = array<i64: 0, 1, 1, 0>} : (tensor<1x2x2x3xf32>) -> tensor<1x4x4x3xf32>
// CHECK-NEXT: return %5 : tensor<1x4x4x3xf32>
// CHECK-NEXT: }
// CHECK-NEXT: func.func @sinks_through_a_reduction(%arg0: tensor<2x3x4x5xf32>) -> tensor<2x5xf32> {
// CHECK-NEXT: %0 = nn.reduce_max %arg0 {axes = array<i64: 1, 2>} : (tensor<2x3x4x5xf32>) -> tensor<2x5xf32>
// CHECK-NEXT: return %0 : tensor<2x5xf32>
// CHECK-NEXT: }
// CHECK-NEXT: func.func @different_orders_stay(%arg0: tensor<2x2x2xf32>) -> tensor<2x2x2xf32> {
// CHECK-NEXT: %0 = nn.transpose %arg0 {perm = array<i64: 1, 0, 2>} : (tensor<2x2x2xf32>) -> tensor<2x2x2xf32>
// CHECK-NEXT: %1 = nn.transpose %arg0 {perm = array<i64: 2, 1, 0>} : (tensor<2x2x2xf32>) -> tensor<2x2x2xf32>
// CHECK-NEXT: %2 = nn.add %0, %1 : (tensor<2x2x2xf32>, tensor<2x2x2xf32>) -> tensor<2x2x2xf32>
// CHECK-NEXT: return %2 : tensor<2x2x2xf32>
// CHECK-NEXT: }
// CHECK-NEXT: func.func @activations(%arg0: tensor<4xf32>, %arg1: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) {
// CHECK-NEXT: %0 = nn.add %arg0, %arg1 {activation = "relu"} : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// CHECK-NEXT: %1 = nn.sub %arg0, %arg1 {activation = "relu6"} : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// CHECK-NEXT: %2 = nn.mul %arg0, %arg1 {activation = "relu_n1_to_1"} : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// CHECK-NEXT: return %0, %1, %2 : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
// CHECK-NEXT: }
// CHECK-NEXT: func.func @a_second_use_keeps_the_clamp(%arg0: tensor<4xf32>, %arg1: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
// CHECK-NEXT: %0 = nn.add %arg0, %arg1 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// CHECK-NEXT: %1 = nn.relu %0 : (tensor<4xf32>) -> tensor<4xf32>
// CHECK-NEXT: return %0, %1 : tensor<4xf32>, tensor<4xf32>
// CHECK-NEXT: }
// CHECK-NEXT: func.func @padding(%arg0: tensor<1x4x4x2xf32>, %arg1: tensor<3x3x3x2xf32>, %arg2: tensor<1x3x3x2xf32>) -> (tensor<1x4x4x3xf32>, tensor<1x4x4x2xf32>) {
// CHECK-NEXT: %0 = nn.conv2d %arg0, %arg1 {padding = array<i64: 1, 1, 1, 1>} : (tensor<1x4x4x2xf32>, tensor<3x3x3x2xf32>) -> tensor<1x4x4x3xf32>
// CHECK-NEXT: %1 = nn.depthwise_conv2d %arg0, %arg2 {padding = array<i64: 1, 1, 1, 1>} : (tensor<1x4x4x2xf32>, tensor<1x3x3x2xf32>) -> tensor<1x4x4x2xf32>
// CHECK-NEXT: return %0, %1 : tensor<1x4x4x3xf32>, tensor<1x4x4x2xf32>
// CHECK-NEXT: }
// CHECK-NEXT: func.func @padding_of_channels_stays(%arg0: tensor<1x4x4x1xf32>, %arg1: tensor<3x3x3x2xf32>) -> tensor<1x2x2x3xf32> {
// CHECK-NEXT: %0 = nn.pad %arg0 {after = array<i64: 0, 0, 0, 1>, before = array<i64: 0, 0, 0, 0>} : (tensor<1x4x4x1xf32>) -> tensor<1x4x4x2xf32>
// CHECK-NEXT: %1 = nn.conv2d %0, %arg1 : (tensor<1x4x4x2xf32>, tensor<3x3x3x2xf32>) -> tensor<1x2x2x3xf32>
// CHECK-NEXT: return %1 : tensor<1x2x2x3xf32>
// CHECK-NEXT: }
// CHECK-NEXT: }
// CHECK-EMPTY:
// CHECK-NOT: {{.}}
