// RUN: npu-opt %s --split-input-file --verify-diagnostics

func.func @case() {
  // expected-error @below {{'qnn.constant' op requires attribute 'value'}}
  %0 = "qnn.constant"() : () -> tensor<2x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: i1, %arg1: i1) {
  // expected-error @below {{'qnn.constant' op requires zero operands}}
  %0 = "qnn.constant"(%arg0, %arg1) <{value = dense<[1, 2]> : tensor<2xi8>}> : (i1, i1) -> tensor<2x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<3x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>) {
  // expected-error @below {{'qnn.conv2d' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.conv2d"(%arg0, %arg1) <{activation = "none", dilation = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, stride = array<i64: 1, 1>}> : (vector<2xf64>, tensor<3x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x4x4x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<3x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'qnn.conv2d' op expected 2 or more operands, but found 4}}
  %0 = "qnn.conv2d"(%arg0, %arg1, %arg2, %arg3) <{activation = "none", dilation = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, stride = array<i64: 1, 1>}> : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<3x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>, i1, i1) -> tensor<1x4x4x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>) {
  // expected-error @below {{'qnn.depthwise_conv2d' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.depthwise_conv2d"(%arg0, %arg1) <{activation = "none", dilation = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}> : (vector<2xf64>, tensor<1x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x2x2x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<1x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'qnn.depthwise_conv2d' op expected 2 or more operands, but found 4}}
  %0 = "qnn.depthwise_conv2d"(%arg0, %arg1, %arg2, %arg3) <{activation = "none", dilation = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}> : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>, i1, i1) -> tensor<1x2x2x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4x8x!quant.uniform<i8:f32, 2.500000e-01>>) {
  // expected-error @below {{'qnn.fully_connected' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.fully_connected"(%arg0, %arg1) <{activation = "none"}> : (vector<2xf64>, tensor<4x8x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<4x8x!quant.uniform<i8:f32, 2.500000e-01>>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'qnn.fully_connected' op expected 2 or more operands, but found 4}}
  %0 = "qnn.fully_connected"(%arg0, %arg1, %arg2, %arg3) <{activation = "none"}> : (tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<4x8x!quant.uniform<i8:f32, 2.500000e-01>>, i1, i1) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.add' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.add"(%arg0, %arg1) <{activation = "none"}> : (vector<2xf64>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'qnn.add' op expected 2 operands, but found 4}}
  %0 = "qnn.add"(%arg0, %arg1, %arg2, %arg3) <{activation = "none"}> : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.mul' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.mul"(%arg0, %arg1) <{activation = "none"}> : (vector<2xf64>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'qnn.mul' op expected 2 operands, but found 4}}
  %0 = "qnn.mul"(%arg0, %arg1, %arg2, %arg3) <{activation = "none"}> : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.avg_pool2d' op requires attribute 'kernel'}}
  %0 = "qnn.avg_pool2d"(%arg0) <{activation = "none", padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>}> : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x2x2x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.avg_pool2d' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.avg_pool2d"(%arg0) <{activation = "none", kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>}> : (vector<2xf64>) -> tensor<1x2x2x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.avg_pool2d' op requires a single operand}}
  %0 = "qnn.avg_pool2d"(%arg0, %arg1, %arg2) <{activation = "none", kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>}> : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x2x2x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.max_pool2d' op requires attribute 'kernel'}}
  %0 = "qnn.max_pool2d"(%arg0) <{activation = "none", padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}> : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x3x3x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.max_pool2d' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.max_pool2d"(%arg0) <{activation = "none", kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}> : (vector<2xf64>) -> tensor<1x3x3x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.max_pool2d' op requires a single operand}}
  %0 = "qnn.max_pool2d"(%arg0, %arg1, %arg2) <{activation = "none", kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}> : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x3x3x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.reshape' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.reshape"(%arg0) : (vector<2xf64>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x2x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.reshape' op requires a single operand}}
  %0 = "qnn.reshape"(%arg0, %arg1, %arg2) : (tensor<1x2x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.softmax' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.softmax"(%arg0) <{beta = 1.000000e+00 : f32}> : (vector<2xf64>) -> tensor<1x4x!quant.uniform<i8:f32, 3.906250e-03:-128>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.softmax' op requires a single operand}}
  %0 = "qnn.softmax"(%arg0, %arg1, %arg2) <{beta = 1.000000e+00 : f32}> : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x4x!quant.uniform<i8:f32, 3.906250e-03:-128>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.relu' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.relu"(%arg0) : (vector<2xf64>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.relu' op requires a single operand}}
  %0 = "qnn.relu"(%arg0, %arg1, %arg2) : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.relu6' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.relu6"(%arg0) : (vector<2xf64>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.relu6' op requires a single operand}}
  %0 = "qnn.relu6"(%arg0, %arg1, %arg2) : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.pad' op requires attribute 'before'}}
  %0 = "qnn.pad"(%arg0) <{after = array<i64: 0, 1>}> : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x6x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.pad' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.pad"(%arg0) <{after = array<i64: 0, 1>, before = array<i64: 0, 1>}> : (vector<2xf64>) -> tensor<1x6x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.pad' op requires a single operand}}
  %0 = "qnn.pad"(%arg0, %arg1, %arg2) <{after = array<i64: 0, 1>, before = array<i64: 0, 1>}> : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x6x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.mean' op requires attribute 'axes'}}
  %0 = "qnn.mean"(%arg0) : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.mean' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.mean"(%arg0) <{axes = array<i64: 1, 2>}> : (vector<2xf64>) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.mean' op requires a single operand}}
  %0 = "qnn.mean"(%arg0, %arg1, %arg2) <{axes = array<i64: 1, 2>}> : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.transpose' op requires attribute 'perm'}}
  %0 = "qnn.transpose"(%arg0) : (tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<3x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.transpose' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.transpose"(%arg0) <{perm = array<i64: 1, 0>}> : (vector<2xf64>) -> tensor<3x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.transpose' op requires a single operand}}
  %0 = "qnn.transpose"(%arg0, %arg1, %arg2) <{perm = array<i64: 1, 0>}> : (tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<3x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.quantize' op operand #0 must be ranked tensor of any type values, but got 'vector<2xf64>'}}
  %0 = "qnn.quantize"(%arg0) : (vector<2xf64>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4xf32>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.quantize' op requires a single operand}}
  %0 = "qnn.quantize"(%arg0, %arg1, %arg2) : (tensor<1x4xf32>, i1, i1) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.dequantize' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.dequantize"(%arg0) : (vector<2xf64>) -> tensor<1x4xf32>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.dequantize' op requires a single operand}}
  %0 = "qnn.dequantize"(%arg0, %arg1, %arg2) : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x4xf32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.abs' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.abs"(%arg0) : (vector<2xf64>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.abs' op requires a single operand}}
  %0 = "qnn.abs"(%arg0, %arg1, %arg2) : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.elu' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.elu"(%arg0) : (vector<2xf64>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.elu' op requires a single operand}}
  %0 = "qnn.elu"(%arg0, %arg1, %arg2) : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.hard_swish' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.hard_swish"(%arg0) : (vector<2xf64>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.hard_swish' op requires a single operand}}
  %0 = "qnn.hard_swish"(%arg0, %arg1, %arg2) : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.leaky_relu' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.leaky_relu"(%arg0) <{alpha = 0.00999999977 : f32}> : (vector<2xf64>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.leaky_relu' op requires a single operand}}
  %0 = "qnn.leaky_relu"(%arg0, %arg1, %arg2) <{alpha = 0.00999999977 : f32}> : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.rsqrt' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.rsqrt"(%arg0) : (vector<2xf64>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.rsqrt' op requires a single operand}}
  %0 = "qnn.rsqrt"(%arg0, %arg1, %arg2) : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.sigmoid' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.sigmoid"(%arg0) : (vector<2xf64>) -> tensor<1x4x!quant.uniform<i8:f32, 3.906250e-03:-128>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.sigmoid' op requires a single operand}}
  %0 = "qnn.sigmoid"(%arg0, %arg1, %arg2) : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x4x!quant.uniform<i8:f32, 3.906250e-03:-128>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.tanh' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.tanh"(%arg0) : (vector<2xf64>) -> tensor<1x4x!quant.uniform<i8:f32, 7.812500e-03>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.tanh' op requires a single operand}}
  %0 = "qnn.tanh"(%arg0, %arg1, %arg2) : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x4x!quant.uniform<i8:f32, 7.812500e-03>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.sub' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.sub"(%arg0, %arg1) <{activation = "none"}> : (vector<2xf64>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'qnn.sub' op expected 2 operands, but found 4}}
  %0 = "qnn.sub"(%arg0, %arg1, %arg2, %arg3) <{activation = "none"}> : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.div' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.div"(%arg0, %arg1) <{activation = "none"}> : (vector<2xf64>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'qnn.div' op expected 2 operands, but found 4}}
  %0 = "qnn.div"(%arg0, %arg1, %arg2, %arg3) <{activation = "none"}> : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.max' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.max"(%arg0, %arg1) : (vector<2xf64>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'qnn.max' op expected 2 operands, but found 4}}
  %0 = "qnn.max"(%arg0, %arg1, %arg2, %arg3) : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.min' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.min"(%arg0, %arg1) : (vector<2xf64>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'qnn.min' op expected 2 operands, but found 4}}
  %0 = "qnn.min"(%arg0, %arg1, %arg2, %arg3) : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.prelu' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.prelu"(%arg0, %arg1) : (vector<2xf64>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'qnn.prelu' op expected 2 operands, but found 4}}
  %0 = "qnn.prelu"(%arg0, %arg1, %arg2, %arg3) : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.squared_difference' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.squared_difference"(%arg0, %arg1) : (vector<2xf64>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'qnn.squared_difference' op expected 2 operands, but found 4}}
  %0 = "qnn.squared_difference"(%arg0, %arg1, %arg2, %arg3) : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.equal' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.equal"(%arg0, %arg1) : (vector<2xf64>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4xi1>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'qnn.equal' op expected 2 operands, but found 4}}
  %0 = "qnn.equal"(%arg0, %arg1, %arg2, %arg3) : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x4xi1>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.not_equal' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.not_equal"(%arg0, %arg1) : (vector<2xf64>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4xi1>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'qnn.not_equal' op expected 2 operands, but found 4}}
  %0 = "qnn.not_equal"(%arg0, %arg1, %arg2, %arg3) : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x4xi1>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.less' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.less"(%arg0, %arg1) : (vector<2xf64>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4xi1>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'qnn.less' op expected 2 operands, but found 4}}
  %0 = "qnn.less"(%arg0, %arg1, %arg2, %arg3) : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x4xi1>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.less_equal' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.less_equal"(%arg0, %arg1) : (vector<2xf64>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4xi1>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'qnn.less_equal' op expected 2 operands, but found 4}}
  %0 = "qnn.less_equal"(%arg0, %arg1, %arg2, %arg3) : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x4xi1>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.greater' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.greater"(%arg0, %arg1) : (vector<2xf64>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4xi1>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'qnn.greater' op expected 2 operands, but found 4}}
  %0 = "qnn.greater"(%arg0, %arg1, %arg2, %arg3) : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x4xi1>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.greater_equal' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.greater_equal"(%arg0, %arg1) : (vector<2xf64>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4xi1>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'qnn.greater_equal' op expected 2 operands, but found 4}}
  %0 = "qnn.greater_equal"(%arg0, %arg1, %arg2, %arg3) : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x4xi1>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg2: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.select' op operand #0 must be ranked tensor of 1-bit signless integer values, but got 'vector<2xf64>'}}
  %0 = "qnn.select"(%arg0, %arg1, %arg2) : (vector<2xf64>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<4xi1>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg2: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg3: i1, %arg4: i1) {
  // expected-error @below {{'qnn.select' op expected 3 operands, but found 5}}
  %0 = "qnn.select"(%arg0, %arg1, %arg2, %arg3, %arg4) : (tensor<4xi1>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>) {
  // expected-error @below {{'qnn.conv_transpose2d' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.conv_transpose2d"(%arg0, %arg1) <{activation = "none", dilation = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>}> : (vector<2xf64>, tensor<1x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x9x9x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<1x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'qnn.conv_transpose2d' op expected 2 or more operands, but found 4}}
  %0 = "qnn.conv_transpose2d"(%arg0, %arg1, %arg2, %arg3) <{activation = "none", dilation = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>}> : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>, i1, i1) -> tensor<1x9x9x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4x5x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.matmul' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.matmul"(%arg0, %arg1) : (vector<2xf64>, tensor<4x5x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<2x3x5x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<2x3x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<4x5x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'qnn.matmul' op expected 2 operands, but found 4}}
  %0 = "qnn.matmul"(%arg0, %arg1, %arg2, %arg3) : (tensor<2x3x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<4x5x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<2x3x5x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.resize' op requires attribute 'mode'}}
  %0 = "qnn.resize"(%arg0) <{coordinates = "asymmetric"}> : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x8x8x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.resize' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.resize"(%arg0) <{coordinates = "asymmetric", mode = "linear"}> : (vector<2xf64>) -> tensor<1x8x8x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.resize' op requires a single operand}}
  %0 = "qnn.resize"(%arg0, %arg1, %arg2) <{coordinates = "asymmetric", mode = "linear"}> : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x8x8x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.broadcast_to' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.broadcast_to"(%arg0) : (vector<2xf64>) -> tensor<2x4x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<4x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.broadcast_to' op requires a single operand}}
  %0 = "qnn.broadcast_to"(%arg0, %arg1, %arg2) : (tensor<4x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<2x4x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<2x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.concat' op requires attribute 'axis'}}
  %0 = "qnn.concat"(%arg0, %arg1) : (tensor<2x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x2x2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.depth_to_space' op requires attribute 'block'}}
  %0 = "qnn.depth_to_space"(%arg0) : (tensor<1x2x2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x4x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.depth_to_space' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.depth_to_space"(%arg0) <{block = 2 : i64}> : (vector<2xf64>) -> tensor<1x4x4x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x2x2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.depth_to_space' op requires a single operand}}
  %0 = "qnn.depth_to_space"(%arg0, %arg1, %arg2) <{block = 2 : i64}> : (tensor<1x2x2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x4x4x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<4x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<2xi32>) {
  // expected-error @below {{'qnn.gather' op requires attribute 'axis'}}
  %0 = "qnn.gather"(%arg0, %arg1) <{batch_dims = 0 : i64}> : (tensor<4x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<2xi32>) -> tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<2xi32>) {
  // expected-error @below {{'qnn.gather' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.gather"(%arg0, %arg1) <{axis = 0 : i64, batch_dims = 0 : i64}> : (vector<2xf64>, tensor<2xi32>) -> tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<4x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<2xi32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'qnn.gather' op expected 2 operands, but found 4}}
  %0 = "qnn.gather"(%arg0, %arg1, %arg2, %arg3) <{axis = 0 : i64, batch_dims = 0 : i64}> : (tensor<4x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<2xi32>, i1, i1) -> tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<2x2xi32>) {
  // expected-error @below {{'qnn.gather_nd' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.gather_nd"(%arg0, %arg1) <{batch_dims = 0 : i64}> : (vector<2xf64>, tensor<2x2xi32>) -> tensor<2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<2x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<2x2xi32>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'qnn.gather_nd' op expected 2 operands, but found 4}}
  %0 = "qnn.gather_nd"(%arg0, %arg1, %arg2, %arg3) <{batch_dims = 0 : i64}> : (tensor<2x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<2x2xi32>, i1, i1) -> tensor<2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.reverse' op requires attribute 'axes'}}
  %0 = "qnn.reverse"(%arg0) : (tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.reverse' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.reverse"(%arg0) <{axes = array<i64: 1>}> : (vector<2xf64>) -> tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.reverse' op requires a single operand}}
  %0 = "qnn.reverse"(%arg0, %arg1, %arg2) <{axes = array<i64: 1>}> : (tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<4x5x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.slice' op requires attribute 'begin'}}
  %0 = "qnn.slice"(%arg0) <{size = array<i64: 2, 3>, stride = array<i64: 1, -2>}> : (tensor<4x5x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.slice' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.slice"(%arg0) <{begin = array<i64: 1, 4>, size = array<i64: 2, 3>, stride = array<i64: 1, -2>}> : (vector<2xf64>) -> tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<4x5x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.slice' op requires a single operand}}
  %0 = "qnn.slice"(%arg0, %arg1, %arg2) <{begin = array<i64: 1, 4>, size = array<i64: 2, 3>, stride = array<i64: 1, -2>}> : (tensor<4x5x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.space_to_depth' op requires attribute 'block'}}
  %0 = "qnn.space_to_depth"(%arg0) : (tensor<1x4x4x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x2x2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.space_to_depth' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.space_to_depth"(%arg0) <{block = 2 : i64}> : (vector<2xf64>) -> tensor<1x2x2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.space_to_depth' op requires a single operand}}
  %0 = "qnn.space_to_depth"(%arg0, %arg1, %arg2) <{block = 2 : i64}> : (tensor<1x4x4x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x2x2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{operation defines 2 results but was provided 1 to bind}}
  %0 = "qnn.split"(%arg0) <{sizes = array<i64: 1, 3>}> : (tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> (tensor<2x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>)
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{operation defines 2 results but was provided 1 to bind}}
  %0 = "qnn.split"(%arg0) <{axis = 1 : i64, sizes = array<i64: 1, 3>}> : (vector<2xf64>) -> (tensor<2x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>)
  return
}

// -----

func.func @case(%arg0: tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{operation defines 2 results but was provided 1 to bind}}
  %0 = "qnn.split"(%arg0, %arg1, %arg2) <{axis = 1 : i64, sizes = array<i64: 1, 3>}> : (tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> (tensor<2x1x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>)
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.tile' op requires attribute 'repeats'}}
  %0 = "qnn.tile"(%arg0) : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<2x8x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.tile' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.tile"(%arg0) <{repeats = array<i64: 2, 2>}> : (vector<2xf64>) -> tensor<2x8x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.tile' op requires a single operand}}
  %0 = "qnn.tile"(%arg0, %arg1, %arg2) <{repeats = array<i64: 2, 2>}> : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<2x8x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.reduce_max' op requires attribute 'axes'}}
  %0 = "qnn.reduce_max"(%arg0) : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.reduce_max' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.reduce_max"(%arg0) <{axes = array<i64: 1, 2>}> : (vector<2xf64>) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.reduce_max' op requires a single operand}}
  %0 = "qnn.reduce_max"(%arg0, %arg1, %arg2) <{axes = array<i64: 1, 2>}> : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.reduce_min' op requires attribute 'axes'}}
  %0 = "qnn.reduce_min"(%arg0) : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.reduce_min' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.reduce_min"(%arg0) <{axes = array<i64: 1, 2>}> : (vector<2xf64>) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.reduce_min' op requires a single operand}}
  %0 = "qnn.reduce_min"(%arg0, %arg1, %arg2) <{axes = array<i64: 1, 2>}> : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.reduce_sum' op requires attribute 'axes'}}
  %0 = "qnn.reduce_sum"(%arg0) : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.reduce_sum' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.reduce_sum"(%arg0) <{axes = array<i64: 1, 2>}> : (vector<2xf64>) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.reduce_sum' op requires a single operand}}
  %0 = "qnn.reduce_sum"(%arg0, %arg1, %arg2) <{axes = array<i64: 1, 2>}> : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.arg_max' op requires attribute 'axis'}}
  %0 = "qnn.arg_max"(%arg0) <{last = false}> : (tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<2xi32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.arg_max' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.arg_max"(%arg0) <{axis = 1 : i64, last = false}> : (vector<2xf64>) -> tensor<2xi32>
  return
}

// -----

func.func @case(%arg0: tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.arg_max' op requires a single operand}}
  %0 = "qnn.arg_max"(%arg0, %arg1, %arg2) <{axis = 1 : i64, last = false}> : (tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<2xi32>
  return
}

// -----

func.func @case(%arg0: tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.arg_min' op requires attribute 'axis'}}
  %0 = "qnn.arg_min"(%arg0) <{last = false}> : (tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<2xi32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.arg_min' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.arg_min"(%arg0) <{axis = 1 : i64, last = false}> : (vector<2xf64>) -> tensor<2xi32>
  return
}

// -----

func.func @case(%arg0: tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.arg_min' op requires a single operand}}
  %0 = "qnn.arg_min"(%arg0, %arg1, %arg2) <{axis = 1 : i64, last = false}> : (tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<2xi32>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.log_softmax' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.log_softmax"(%arg0) : (vector<2xf64>) -> tensor<1x4x!quant.uniform<i8:f32, 6.250000e-02:127>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.log_softmax' op requires a single operand}}
  %0 = "qnn.log_softmax"(%arg0, %arg1, %arg2) : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x4x!quant.uniform<i8:f32, 6.250000e-02:127>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.l2_normalize' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.l2_normalize"(%arg0) : (vector<2xf64>) -> tensor<1x4x!quant.uniform<i8:f32, 7.812500e-03>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.l2_normalize' op requires a single operand}}
  %0 = "qnn.l2_normalize"(%arg0, %arg1, %arg2) : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<1x4x!quant.uniform<i8:f32, 7.812500e-03>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, %arg2: tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, %arg3: tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, %arg4: tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, %arg5: tensor<4x4x!quant.uniform<i8:f32, 2.500000e-01>>, %arg6: tensor<4x4x!quant.uniform<i8:f32, 2.500000e-01>>, %arg7: tensor<4x4x!quant.uniform<i8:f32, 2.500000e-01>>, %arg8: tensor<4x4x!quant.uniform<i8:f32, 2.500000e-01>>, %arg9: tensor<4xi32>, %arg10: tensor<4xi32>, %arg11: tensor<4xi32>, %arg12: tensor<4xi32>, %arg13: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg14: tensor<1x4x!quant.uniform<i16:f32, 4.8828125E-4>>) {
  // expected-error @below {{operation defines 3 results but was provided 1 to bind}}
  %0 = "qnn.lstm"(%arg0, %arg1, %arg2, %arg3, %arg4, %arg5, %arg6, %arg7, %arg8, %arg9, %arg10, %arg11, %arg12, %arg13, %arg14) <{cell_clip = 0.000000e+00 : f32, time_major = false}> : (vector<2xf64>, tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4x4x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4x4x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4x4x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4x4x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4xi32>, tensor<4xi32>, tensor<4xi32>, tensor<4xi32>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x4x!quant.uniform<i16:f32, 4.8828125E-4>>) -> (tensor<1x2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x4x!quant.uniform<i16:f32, 4.8828125E-4>>)
  return
}

// -----

func.func @case(%arg0: tensor<1x2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, %arg2: tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, %arg3: tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, %arg4: tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, %arg5: tensor<4x4x!quant.uniform<i8:f32, 2.500000e-01>>, %arg6: tensor<4x4x!quant.uniform<i8:f32, 2.500000e-01>>, %arg7: tensor<4x4x!quant.uniform<i8:f32, 2.500000e-01>>, %arg8: tensor<4x4x!quant.uniform<i8:f32, 2.500000e-01>>, %arg9: tensor<4xi32>, %arg10: tensor<4xi32>, %arg11: tensor<4xi32>, %arg12: tensor<4xi32>, %arg13: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg14: tensor<1x4x!quant.uniform<i16:f32, 4.8828125E-4>>, %arg15: i1, %arg16: i1) {
  // expected-error @below {{operation defines 3 results but was provided 1 to bind}}
  %0 = "qnn.lstm"(%arg0, %arg1, %arg2, %arg3, %arg4, %arg5, %arg6, %arg7, %arg8, %arg9, %arg10, %arg11, %arg12, %arg13, %arg14, %arg15, %arg16) <{cell_clip = 0.000000e+00 : f32, time_major = false}> : (tensor<1x2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4x4x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4x4x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4x4x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4x4x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4xi32>, tensor<4xi32>, tensor<4xi32>, tensor<4xi32>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x4x!quant.uniform<i16:f32, 4.8828125E-4>>, i1, i1) -> (tensor<1x2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x4x!quant.uniform<i16:f32, 4.8828125E-4>>)
  return
}

// -----

func.func @case(%arg0: tensor<1x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, %arg2: tensor<4x5x!quant.uniform<i8:f32, 2.500000e-01>>, %arg3: tensor<1x20x!quant.uniform<i16:f32, 1.250000e-01>>) {
  // expected-error @below {{operation defines 2 results but was provided 1 to bind}}
  %0 = "qnn.svdf"(%arg0, %arg1, %arg2, %arg3) : (tensor<1x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4x5x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<1x20x!quant.uniform<i16:f32, 1.250000e-01>>) -> (tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x20x!quant.uniform<i16:f32, 1.250000e-01>>)
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, %arg2: tensor<4x5x!quant.uniform<i8:f32, 2.500000e-01>>, %arg3: tensor<1x20x!quant.uniform<i16:f32, 1.250000e-01>>) {
  // expected-error @below {{operation defines 2 results but was provided 1 to bind}}
  %0 = "qnn.svdf"(%arg0, %arg1, %arg2, %arg3) <{rank = 2 : i64}> : (vector<2xf64>, tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4x5x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<1x20x!quant.uniform<i16:f32, 1.250000e-01>>) -> (tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x20x!quant.uniform<i16:f32, 1.250000e-01>>)
  return
}

// -----

func.func @case(%arg0: tensor<1x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, %arg2: tensor<4x5x!quant.uniform<i8:f32, 2.500000e-01>>, %arg3: tensor<1x20x!quant.uniform<i16:f32, 1.250000e-01>>, %arg4: i1, %arg5: i1) {
  // expected-error @below {{operation defines 2 results but was provided 1 to bind}}
  %0 = "qnn.svdf"(%arg0, %arg1, %arg2, %arg3, %arg4, %arg5) <{rank = 2 : i64}> : (tensor<1x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4x5x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<1x20x!quant.uniform<i16:f32, 1.250000e-01>>, i1, i1) -> (tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x20x!quant.uniform<i16:f32, 1.250000e-01>>)
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i32:f32, 5.000000e-01>>) {
  // expected-error @below {{works on elements stored as i8, ui8, i16, not i32 (Q4)}}
  %0 = qnn.abs %arg0 : (tensor<1x4x!quant.uniform<i32:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i32:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i16:f32, 5.000000e-01>>) {
  // expected-error @below {{works on elements stored as i8, not i16 (Q4)}}
  %0 = qnn.elu %arg0 : (tensor<1x4x!quant.uniform<i16:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i16:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) {
  // expected-error @below {{gives the scale 0.00390625 with the zero point -128, not !quant.uniform<i8:f32, 5.000000e-01> (Q5)}}
  %0 = qnn.softmax %arg0 : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) {
  // expected-error @below {{gives the scale 0.0625 with the zero point 127, not !quant.uniform<i8:f32, 5.000000e-01> (Q5)}}
  %0 = qnn.log_softmax %arg0 : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) {
  // expected-error @below {{before and after must not be negative (Q6)}}
  %0 = qnn.pad %arg0 {after = array<i64: 0, -1>, before = array<i64: 0, 1>} : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) {
  // expected-error @below {{has the border value 200 outside the storage range -128…127 (Q6)}}
  %0 = qnn.pad %arg0 {after = array<i64: 0, 1>, before = array<i64: 0, 1>, value = 200 : i64} : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x6x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) {
  // expected-error @below {{mirrors more of dimension 1 than there is (Q6)}}
  %0 = qnn.pad %arg0 {after = array<i64: 0, 4>, before = array<i64: 0, 0>, mode = "reflect"} : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01>>, %arg1: tensor<3x8x!quant.uniform<i8:f32:1, {5.000000e-01,5.000000e-01,5.000000e-01,5.000000e-01,5.000000e-01,5.000000e-01,5.000000e-01,5.000000e-01}>>) {
  // expected-error @below {{has 8 filter scales for 3 output channels (Q7)}}
  %0 = qnn.fully_connected %arg0, %arg1 : (tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<3x8x!quant.uniform<i8:f32:1, {5.000000e-01,5.000000e-01,5.000000e-01,5.000000e-01,5.000000e-01,5.000000e-01,5.000000e-01,5.000000e-01}>>) -> tensor<1x3x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i16:f32, 5.000000e-01>>) {
  // expected-error @below {{has a result of scale 0.00001, too fine for operands of scales 0.5 and 0.5 (Q2)}}
  %0 = qnn.sub %arg0, %arg0 : (tensor<1x4x!quant.uniform<i16:f32, 5.000000e-01>>, tensor<1x4x!quant.uniform<i16:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i16:f32, 1.000000e-05>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>) {
  // expected-error @below {{resizes pictures n, h, w, c, not [1, 4, 4, 2] (C6)}}
  %0 = qnn.resize %arg0 {mode = "linear"} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<8x8x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<1x3x!quant.uniform<i8:f32, 5.000000e-01>>, %arg1: tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, %arg2: tensor<4x5x!quant.uniform<i8:f32, 2.500000e-01>>, %arg3: tensor<1x19x!quant.uniform<i16:f32, 1.250000e-01>>) {
  // expected-error @below {{state must have the shape [1, 20], not [1, 19] (C14)}}
  %0:2 = qnn.svdf %arg0, %arg1, %arg2, %arg3 {rank = 2 : i64} : (tensor<1x3x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<4x3x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<4x5x!quant.uniform<i8:f32, 2.500000e-01>>, tensor<1x19x!quant.uniform<i16:f32, 1.250000e-01>>) -> (tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<1x19x!quant.uniform<i16:f32, 1.250000e-01>>)
  return
}

// -----

func.func @case(%arg0: tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
  // expected-error @below {{'qnn.cumsum' op requires attribute 'axis'}}
  %0 = "qnn.cumsum"(%arg0) <{exclusive = false, reverse = false}> : (tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'qnn.cumsum' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "qnn.cumsum"(%arg0) <{axis = 1 : i64, exclusive = false, reverse = false}> : (vector<2xf64>) -> tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}

// -----

func.func @case(%arg0: tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'qnn.cumsum' op requires a single operand}}
  %0 = "qnn.cumsum"(%arg0, %arg1, %arg2) <{axis = 1 : i64, exclusive = false, reverse = false}> : (tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, i1, i1) -> tensor<2x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  return
}
