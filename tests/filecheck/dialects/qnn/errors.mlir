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
