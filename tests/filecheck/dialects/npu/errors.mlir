// RUN: npu-opt %s --split-input-file --verify-diagnostics

func.func @case() {
  // expected-error @below {{'npu.constant' op requires attribute 'value'}}
  %0 = "npu.constant"() : () -> tensor<2x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: i1, %arg1: i1) {
  // expected-error @below {{'npu.constant' op requires zero operands}}
  %0 = "npu.constant"(%arg0, %arg1) <{value = dense<[1, 2]> : tensor<2xi8>}> : (i1, i1) -> tensor<2x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>, %arg1: tensor<1x1x1x2x!quant.uniform<i8:f32, 2.500000e-01>>) {
  // expected-error @below {{'npu.conv2d' op requires attribute 'multipliers'}}
  %0 = "npu.conv2d"(%arg0, %arg1) <{act_max = 127 : i64, act_min = -128 : i64, dilation = array<i64: 1, 1>, ifm_zp = 0 : i64, ofm_zp = 0 : i64, padding = array<i64: 0, 0, 0, 0>, shifts = array<i32: 0>, stride = array<i64: 1, 1>}> : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<1x1x1x2x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x4x4x1x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x1x1x2x!quant.uniform<i8:f32, 2.500000e-01>>) {
  // expected-error @below {{'npu.conv2d' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "npu.conv2d"(%arg0, %arg1) <{act_max = 127 : i64, act_min = -128 : i64, dilation = array<i64: 1, 1>, ifm_zp = 0 : i64, multipliers = array<i32: 1073741824>, ofm_zp = 0 : i64, padding = array<i64: 0, 0, 0, 0>, shifts = array<i32: 0>, stride = array<i64: 1, 1>}> : (vector<2xf64>, tensor<1x1x1x2x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x4x4x1x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>, %arg1: tensor<1x1x1x2x!quant.uniform<i8:f32, 2.500000e-01>>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'npu.conv2d' op expected 2 or more operands, but found 4}}
  %0 = "npu.conv2d"(%arg0, %arg1, %arg2, %arg3) <{act_max = 127 : i64, act_min = -128 : i64, dilation = array<i64: 1, 1>, ifm_zp = 0 : i64, multipliers = array<i32: 1073741824>, ofm_zp = 0 : i64, padding = array<i64: 0, 0, 0, 0>, shifts = array<i32: 0>, stride = array<i64: 1, 1>}> : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<1x1x1x2x!quant.uniform<i8:f32, 2.500000e-01>>, i1, i1) -> tensor<1x4x4x1x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>, %arg1: tensor<1x1x1x2x!quant.uniform<i8:f32, 2.500000e-01>>) {
  // expected-error @below {{'npu.depthwise_conv2d' op requires attribute 'multipliers'}}
  %0 = "npu.depthwise_conv2d"(%arg0, %arg1) <{act_max = 127 : i64, act_min = -128 : i64, dilation = array<i64: 1, 1>, ifm_zp = 0 : i64, ofm_zp = 0 : i64, padding = array<i64: 0, 0, 0, 0>, shifts = array<i32: 0, 0>, stride = array<i64: 1, 1>}> : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<1x1x1x2x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x1x1x2x!quant.uniform<i8:f32, 2.500000e-01>>) {
  // expected-error @below {{'npu.depthwise_conv2d' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "npu.depthwise_conv2d"(%arg0, %arg1) <{act_max = 127 : i64, act_min = -128 : i64, dilation = array<i64: 1, 1>, ifm_zp = 0 : i64, multipliers = array<i32: 1073741824, 1073741824>, ofm_zp = 0 : i64, padding = array<i64: 0, 0, 0, 0>, shifts = array<i32: 0, 0>, stride = array<i64: 1, 1>}> : (vector<2xf64>, tensor<1x1x1x2x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>, %arg1: tensor<1x1x1x2x!quant.uniform<i8:f32, 2.500000e-01>>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'npu.depthwise_conv2d' op expected 2 or more operands, but found 4}}
  %0 = "npu.depthwise_conv2d"(%arg0, %arg1, %arg2, %arg3) <{act_max = 127 : i64, act_min = -128 : i64, dilation = array<i64: 1, 1>, ifm_zp = 0 : i64, multipliers = array<i32: 1073741824, 1073741824>, ofm_zp = 0 : i64, padding = array<i64: 0, 0, 0, 0>, shifts = array<i32: 0, 0>, stride = array<i64: 1, 1>}> : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<1x1x1x2x!quant.uniform<i8:f32, 2.500000e-01>>, i1, i1) -> tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01>>, %arg1: tensor<1x8x!quant.uniform<i8:f32, 2.500000e-01>>) {
  // expected-error @below {{'npu.matmul' op requires attribute 'multipliers'}}
  %0 = "npu.matmul"(%arg0, %arg1) <{act_max = 127 : i64, act_min = -128 : i64, ifm_zp = 0 : i64, ofm_zp = 0 : i64, shifts = array<i32: 0>}> : (tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<1x8x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x1x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x8x!quant.uniform<i8:f32, 2.500000e-01>>) {
  // expected-error @below {{'npu.matmul' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "npu.matmul"(%arg0, %arg1) <{act_max = 127 : i64, act_min = -128 : i64, ifm_zp = 0 : i64, multipliers = array<i32: 1073741824>, ofm_zp = 0 : i64, shifts = array<i32: 0>}> : (vector<2xf64>, tensor<1x8x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x1x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01>>, %arg1: tensor<1x8x!quant.uniform<i8:f32, 2.500000e-01>>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'npu.matmul' op expected 2 or more operands, but found 4}}
  %0 = "npu.matmul"(%arg0, %arg1, %arg2, %arg3) <{act_max = 127 : i64, act_min = -128 : i64, ifm_zp = 0 : i64, multipliers = array<i32: 1073741824>, ofm_zp = 0 : i64, shifts = array<i32: 0>}> : (tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<1x8x!quant.uniform<i8:f32, 2.500000e-01>>, i1, i1) -> tensor<1x1x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) {
  // expected-error @below {{'npu.add' op requires attribute 'lhs_zp'}}
  %0 = "npu.add"(%arg0, %arg1) <{act_max = 127 : i64, act_min = -128 : i64, left_shift = 20 : i64, lhs_multiplier = 1073741824 : i64, lhs_shift = 0 : i64, ofm_multiplier = 1073741824 : i64, ofm_shift = -18 : i64, ofm_zp = 0 : i64, rhs_multiplier = 1073741824 : i64, rhs_shift = 0 : i64, rhs_zp = 0 : i64}> : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) {
  // expected-error @below {{'npu.add' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "npu.add"(%arg0, %arg1) <{act_max = 127 : i64, act_min = -128 : i64, left_shift = 20 : i64, lhs_multiplier = 1073741824 : i64, lhs_shift = 0 : i64, lhs_zp = 0 : i64, ofm_multiplier = 1073741824 : i64, ofm_shift = -18 : i64, ofm_zp = 0 : i64, rhs_multiplier = 1073741824 : i64, rhs_shift = 0 : i64, rhs_zp = 0 : i64}> : (vector<2xf64>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'npu.add' op expected 2 operands, but found 4}}
  %0 = "npu.add"(%arg0, %arg1, %arg2, %arg3) <{act_max = 127 : i64, act_min = -128 : i64, left_shift = 20 : i64, lhs_multiplier = 1073741824 : i64, lhs_shift = 0 : i64, lhs_zp = 0 : i64, ofm_multiplier = 1073741824 : i64, ofm_shift = -18 : i64, ofm_zp = 0 : i64, rhs_multiplier = 1073741824 : i64, rhs_shift = 0 : i64, rhs_zp = 0 : i64}> : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>, i1, i1) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) {
  // expected-error @below {{'npu.mul' op requires attribute 'lhs_zp'}}
  %0 = "npu.mul"(%arg0, %arg1) <{act_max = 127 : i64, act_min = -128 : i64, ofm_multiplier = 1073741824 : i64, ofm_shift = 0 : i64, ofm_zp = 0 : i64, rhs_zp = 0 : i64}> : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) {
  // expected-error @below {{'npu.mul' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "npu.mul"(%arg0, %arg1) <{act_max = 127 : i64, act_min = -128 : i64, lhs_zp = 0 : i64, ofm_multiplier = 1073741824 : i64, ofm_shift = 0 : i64, ofm_zp = 0 : i64, rhs_zp = 0 : i64}> : (vector<2xf64>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>, %arg2: i1, %arg3: i1) {
  // expected-error @below {{'npu.mul' op expected 2 operands, but found 4}}
  %0 = "npu.mul"(%arg0, %arg1, %arg2, %arg3) <{act_max = 127 : i64, act_min = -128 : i64, lhs_zp = 0 : i64, ofm_multiplier = 1073741824 : i64, ofm_shift = 0 : i64, ofm_zp = 0 : i64, rhs_zp = 0 : i64}> : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>, i1, i1) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) {
  // expected-error @below {{'npu.lut' op requires attribute 'table'}}
  %0 = "npu.lut"(%arg0) : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'npu.lut' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "npu.lut"(%arg0) <{table = dense<0> : tensor<256xi8>}> : (vector<2xf64>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'npu.lut' op requires a single operand}}
  %0 = "npu.lut"(%arg0, %arg1, %arg2) <{table = dense<0> : tensor<256xi8>}> : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>, i1, i1) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>) {
  // expected-error @below {{'npu.max_pool2d' op requires attribute 'kernel'}}
  %0 = "npu.max_pool2d"(%arg0) <{act_max = 127 : i64, act_min = -128 : i64, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}> : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x3x3x2x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'npu.max_pool2d' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "npu.max_pool2d"(%arg0) <{act_max = 127 : i64, act_min = -128 : i64, kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}> : (vector<2xf64>) -> tensor<1x3x3x2x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'npu.max_pool2d' op requires a single operand}}
  %0 = "npu.max_pool2d"(%arg0, %arg1, %arg2) <{act_max = 127 : i64, act_min = -128 : i64, kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}> : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>, i1, i1) -> tensor<1x3x3x2x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>) {
  // expected-error @below {{'npu.avg_pool2d' op requires attribute 'kernel'}}
  %0 = "npu.avg_pool2d"(%arg0) <{act_max = 127 : i64, act_min = -128 : i64, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}> : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x3x3x2x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'npu.avg_pool2d' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "npu.avg_pool2d"(%arg0) <{act_max = 127 : i64, act_min = -128 : i64, kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}> : (vector<2xf64>) -> tensor<1x3x3x2x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'npu.avg_pool2d' op requires a single operand}}
  %0 = "npu.avg_pool2d"(%arg0, %arg1, %arg2) <{act_max = 127 : i64, act_min = -128 : i64, kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}> : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>, i1, i1) -> tensor<1x3x3x2x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>) {
  // expected-error @below {{'npu.mean' op requires attribute 'axes'}}
  %0 = "npu.mean"(%arg0) <{act_max = 127 : i64, act_min = -128 : i64, ifm_zp = 0 : i64, multiplier = 1073741824 : i64, ofm_zp = 0 : i64, shift = -3 : i64}> : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'npu.mean' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "npu.mean"(%arg0) <{act_max = 127 : i64, act_min = -128 : i64, axes = array<i64: 1, 2>, ifm_zp = 0 : i64, multiplier = 1073741824 : i64, ofm_zp = 0 : i64, shift = -3 : i64}> : (vector<2xf64>) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'npu.mean' op requires a single operand}}
  %0 = "npu.mean"(%arg0, %arg1, %arg2) <{act_max = 127 : i64, act_min = -128 : i64, axes = array<i64: 1, 2>, ifm_zp = 0 : i64, multiplier = 1073741824 : i64, ofm_zp = 0 : i64, shift = -3 : i64}> : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>, i1, i1) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) {
  // expected-error @below {{'npu.softmax' op requires attribute 'table'}}
  %0 = "npu.softmax"(%arg0) : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 3.906250e-03:-128>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'npu.softmax' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "npu.softmax"(%arg0) <{table = dense<1> : tensor<256xi32>}> : (vector<2xf64>) -> tensor<1x4x!quant.uniform<i8:f32, 3.906250e-03:-128>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'npu.softmax' op requires a single operand}}
  %0 = "npu.softmax"(%arg0, %arg1, %arg2) <{table = dense<1> : tensor<256xi32>}> : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>, i1, i1) -> tensor<1x4x!quant.uniform<i8:f32, 3.906250e-03:-128>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'npu.reshape' op operand #0 must be ranked tensor of any type values, but got 'vector<2xf64>'}}
  %0 = "npu.reshape"(%arg0) : (vector<2xf64>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<1x2x2x!quant.uniform<i8:f32, 5.000000e-01>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'npu.reshape' op requires a single operand}}
  %0 = "npu.reshape"(%arg0, %arg1, %arg2) : (tensor<1x2x2x!quant.uniform<i8:f32, 5.000000e-01>>, i1, i1) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) {
  // expected-error @below {{'npu.pad' op requires attribute 'before'}}
  %0 = "npu.pad"(%arg0) <{after = array<i64: 0, 1>, value = 0 : i64}> : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x6x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'npu.pad' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "npu.pad"(%arg0) <{after = array<i64: 0, 1>, before = array<i64: 0, 1>, value = 0 : i64}> : (vector<2xf64>) -> tensor<1x6x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'npu.pad' op requires a single operand}}
  %0 = "npu.pad"(%arg0, %arg1, %arg2) <{after = array<i64: 0, 1>, before = array<i64: 0, 1>, value = 0 : i64}> : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>, i1, i1) -> tensor<1x6x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01>>) {
  // expected-error @below {{'npu.transpose' op requires attribute 'perm'}}
  %0 = "npu.transpose"(%arg0) : (tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<3x2x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'npu.transpose' op operand #0 must be ranked tensor of quantized elements, but got 'vector<2xf64>'}}
  %0 = "npu.transpose"(%arg0) <{perm = array<i64: 1, 0>}> : (vector<2xf64>) -> tensor<3x2x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01>>, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'npu.transpose' op requires a single operand}}
  %0 = "npu.transpose"(%arg0, %arg1, %arg2) <{perm = array<i64: 1, 0>}> : (tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01>>, i1, i1) -> tensor<3x2x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @case(%arg0: tensor<1x4xf32>) {
  // expected-error @below {{'npu.host' op requires attribute 'kernel'}}
  %0 = "npu.host"(%arg0) <{reason = "the NPU has no float arithmetic"}> : (tensor<1x4xf32>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}
