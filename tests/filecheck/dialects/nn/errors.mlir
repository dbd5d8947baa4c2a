// RUN: npu-opt %s --split-input-file --verify-diagnostics

func.func @case() {
  // expected-error @below {{'nn.constant' op requires attribute 'value'}}
  %0 = "nn.constant"() : () -> tensor<4xf32>
  return
}

// -----

func.func @case(%arg0: i1, %arg1: i1) {
  // expected-error @below {{'nn.constant' op requires zero operands}}
  %0 = "nn.constant"(%arg0, %arg1) <{value = dense<1.000000e+00> : tensor<4xf32>}> : (i1, i1) -> tensor<4xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<3x3x3x2xf32>) {
  // expected-error @below {{'nn.conv2d' op operand #0 must be ranked tensor of 32-bit float values, but got 'vector<2xf64>'}}
  %0 = "nn.conv2d"(%arg0, %arg1) <{activation = "none", dilation = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, stride = array<i64: 1, 1>}> : (vector<2xf64>, tensor<3x3x3x2xf32>) -> tensor<1x4x4x3xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xf32>, %arg1: tensor<3x3x3x2xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.conv2d' op expected 2 or more operands, but found 4}}
  %0 = "nn.conv2d"(%arg0, %arg1, %arg2, %arg3) <{activation = "none", dilation = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, stride = array<i64: 1, 1>}> : (tensor<1x4x4x2xf32>, tensor<3x3x3x2xf32>, i1, i1) -> tensor<1x4x4x3xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x3x3x2xf32>) {
  // expected-error @below {{'nn.depthwise_conv2d' op operand #0 must be ranked tensor of 32-bit float values, but got 'vector<2xf64>'}}
  %0 = "nn.depthwise_conv2d"(%arg0, %arg1) <{activation = "none", dilation = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}> : (vector<2xf64>, tensor<1x3x3x2xf32>) -> tensor<1x2x2x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xf32>, %arg1: tensor<1x3x3x2xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.depthwise_conv2d' op expected 2 or more operands, but found 4}}
  %0 = "nn.depthwise_conv2d"(%arg0, %arg1, %arg2, %arg3) <{activation = "none", dilation = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}> : (tensor<1x4x4x2xf32>, tensor<1x3x3x2xf32>, i1, i1) -> tensor<1x2x2x2xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4x8xf32>) {
  // expected-error @below {{'nn.fully_connected' op operand #0 must be ranked tensor of 32-bit float values, but got 'vector<2xf64>'}}
  %0 = "nn.fully_connected"(%arg0, %arg1) <{activation = "none"}> : (vector<2xf64>, tensor<4x8xf32>) -> tensor<1x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x8xf32>, %arg1: tensor<4x8xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.fully_connected' op expected 2 or more operands, but found 4}}
  %0 = "nn.fully_connected"(%arg0, %arg1, %arg2, %arg3) <{activation = "none"}> : (tensor<1x8xf32>, tensor<4x8xf32>, i1, i1) -> tensor<1x4xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x4xf32>) {
  // expected-error @below {{'nn.add' op operand #0 must be ranked tensor of 32-bit float values, but got 'vector<2xf64>'}}
  %0 = "nn.add"(%arg0, %arg1) <{activation = "none"}> : (vector<2xf64>, tensor<1x4xf32>) -> tensor<1x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4xf32>, %arg1: tensor<1x4xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.add' op expected 2 operands, but found 4}}
  %0 = "nn.add"(%arg0, %arg1, %arg2, %arg3) <{activation = "none"}> : (tensor<1x4xf32>, tensor<1x4xf32>, i1, i1) -> tensor<1x4xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x4xf32>) {
  // expected-error @below {{'nn.mul' op operand #0 must be ranked tensor of 32-bit float values, but got 'vector<2xf64>'}}
  %0 = "nn.mul"(%arg0, %arg1) <{activation = "none"}> : (vector<2xf64>, tensor<1x4xf32>) -> tensor<1x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4xf32>, %arg1: tensor<1x4xf32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'nn.mul' op expected 2 operands, but found 4}}
  %0 = "nn.mul"(%arg0, %arg1, %arg2, %arg3) <{activation = "none"}> : (tensor<1x4xf32>, tensor<1x4xf32>, i1, i1) -> tensor<1x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xf32>) {
  // expected-error @below {{'nn.avg_pool2d' op requires attribute 'kernel'}}
  %0 = "nn.avg_pool2d"(%arg0) <{activation = "none", padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>}> : (tensor<1x4x4x2xf32>) -> tensor<1x2x2x2xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.avg_pool2d' op operand #0 must be ranked tensor of 32-bit float values, but got 'vector<2xf64>'}}
  %0 = "nn.avg_pool2d"(%arg0) <{activation = "none", kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>}> : (vector<2xf64>) -> tensor<1x2x2x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.avg_pool2d' op requires a single operand}}
  %0 = "nn.avg_pool2d"(%arg0, %arg1, %arg2) <{activation = "none", kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>}> : (tensor<1x4x4x2xf32>, i1, i1) -> tensor<1x2x2x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xf32>) {
  // expected-error @below {{'nn.max_pool2d' op requires attribute 'kernel'}}
  %0 = "nn.max_pool2d"(%arg0) <{activation = "none", padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}> : (tensor<1x4x4x2xf32>) -> tensor<1x3x3x2xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.max_pool2d' op operand #0 must be ranked tensor of 32-bit float values, but got 'vector<2xf64>'}}
  %0 = "nn.max_pool2d"(%arg0) <{activation = "none", kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}> : (vector<2xf64>) -> tensor<1x3x3x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.max_pool2d' op requires a single operand}}
  %0 = "nn.max_pool2d"(%arg0, %arg1, %arg2) <{activation = "none", kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}> : (tensor<1x4x4x2xf32>, i1, i1) -> tensor<1x3x3x2xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.reshape' op operand #0 must be ranked tensor of 32-bit float values, but got 'vector<2xf64>'}}
  %0 = "nn.reshape"(%arg0) : (vector<2xf64>) -> tensor<1x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x2x2xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.reshape' op requires a single operand}}
  %0 = "nn.reshape"(%arg0, %arg1, %arg2) : (tensor<1x2x2xf32>, i1, i1) -> tensor<1x4xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.softmax' op operand #0 must be ranked tensor of 32-bit float values, but got 'vector<2xf64>'}}
  %0 = "nn.softmax"(%arg0) <{beta = 1.000000e+00 : f32}> : (vector<2xf64>) -> tensor<1x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.softmax' op requires a single operand}}
  %0 = "nn.softmax"(%arg0, %arg1, %arg2) <{beta = 1.000000e+00 : f32}> : (tensor<1x4xf32>, i1, i1) -> tensor<1x4xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.relu' op operand #0 must be ranked tensor of 32-bit float values, but got 'vector<2xf64>'}}
  %0 = "nn.relu"(%arg0) : (vector<2xf64>) -> tensor<1x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.relu' op requires a single operand}}
  %0 = "nn.relu"(%arg0, %arg1, %arg2) : (tensor<1x4xf32>, i1, i1) -> tensor<1x4xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.relu6' op operand #0 must be ranked tensor of 32-bit float values, but got 'vector<2xf64>'}}
  %0 = "nn.relu6"(%arg0) : (vector<2xf64>) -> tensor<1x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.relu6' op requires a single operand}}
  %0 = "nn.relu6"(%arg0, %arg1, %arg2) : (tensor<1x4xf32>, i1, i1) -> tensor<1x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4xf32>) {
  // expected-error @below {{'nn.pad' op requires attribute 'before'}}
  %0 = "nn.pad"(%arg0) <{after = array<i64: 0, 1>}> : (tensor<1x4xf32>) -> tensor<1x6xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.pad' op operand #0 must be ranked tensor of 32-bit float values, but got 'vector<2xf64>'}}
  %0 = "nn.pad"(%arg0) <{after = array<i64: 0, 1>, before = array<i64: 0, 1>}> : (vector<2xf64>) -> tensor<1x6xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.pad' op requires a single operand}}
  %0 = "nn.pad"(%arg0, %arg1, %arg2) <{after = array<i64: 0, 1>, before = array<i64: 0, 1>}> : (tensor<1x4xf32>, i1, i1) -> tensor<1x6xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xf32>) {
  // expected-error @below {{'nn.mean' op requires attribute 'axes'}}
  %0 = "nn.mean"(%arg0) : (tensor<1x4x4x2xf32>) -> tensor<1x2xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.mean' op operand #0 must be ranked tensor of 32-bit float values, but got 'vector<2xf64>'}}
  %0 = "nn.mean"(%arg0) <{axes = array<i64: 1, 2>}> : (vector<2xf64>) -> tensor<1x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.mean' op requires a single operand}}
  %0 = "nn.mean"(%arg0, %arg1, %arg2) <{axes = array<i64: 1, 2>}> : (tensor<1x4x4x2xf32>, i1, i1) -> tensor<1x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'nn.transpose' op requires attribute 'perm'}}
  %0 = "nn.transpose"(%arg0) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'nn.transpose' op operand #0 must be ranked tensor of 32-bit float values, but got 'vector<2xf64>'}}
  %0 = "nn.transpose"(%arg0) <{perm = array<i64: 1, 0>}> : (vector<2xf64>) -> tensor<3x2xf32>
  return
}

// -----

func.func @case(%arg0: tensor<2x3xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'nn.transpose' op requires a single operand}}
  %0 = "nn.transpose"(%arg0, %arg1, %arg2) <{perm = array<i64: 1, 0>}> : (tensor<2x3xf32>, i1, i1) -> tensor<3x2xf32>
  return
}
