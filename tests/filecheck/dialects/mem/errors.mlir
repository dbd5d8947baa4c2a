// RUN: npu-opt %s --split-input-file --verify-diagnostics

func.func @case(%arg0: i1, %arg1: i1) {
  // expected-error @below {{'mem.buffer' op requires zero operands}}
  %0 = "mem.buffer"(%arg0, %arg1) <{address = 64 : i64}> : (i1, i1) -> memref<1x4x4x8xi8, "sram">
  return
}

// -----

func.func @case() {
  // expected-error @below {{'mem.constant' op requires attribute 'value'}}
  %0 = "mem.constant"() : () -> memref<4xi8, "flash">
  return
}

// -----

func.func @case(%arg0: i1, %arg1: i1) {
  // expected-error @below {{'mem.constant' op requires zero operands}}
  %0 = "mem.constant"(%arg0, %arg1) <{value = dense<[1, 2, 3, 4]> : tensor<4xi8>}> : (i1, i1) -> memref<4xi8, "flash">
  return
}

// -----

func.func @case(%arg0: vector<2xf64>) {
  // expected-error @below {{'mem.view' op operand #0 must be memref of static shape, but got 'vector<2xf64>'}}
  %0 = "mem.view"(%arg0) : (vector<2xf64>) -> memref<1x128xi8, "sram">
  return
}

// -----

func.func @case(%arg0: memref<1x4x4x8xi8, "sram">, %arg1: i1, %arg2: i1) {
  // expected-error @below {{'mem.view' op requires a single operand}}
  %0 = "mem.view"(%arg0, %arg1, %arg2) : (memref<1x4x4x8xi8, "sram">, i1, i1) -> memref<1x128xi8, "sram">
  return
}

// -----

func.func @case(%arg0: memref<1x4x4x8xi8, "sram">, %arg1: memref<144xi8, "flash">, %arg2: memref<1x4x4x8xi8, "sram">) {
  // expected-error @below {{'mem.conv2d' op requires attribute 'ifm_offset'}}
  %0 = "mem.conv2d"(%arg0, %arg1, %arg2) <{act_max = 127 : i64, act_min = -128 : i64, dilation = array<i64: 1, 1>, first, ifm_channels = 8 : i64, ifm_zp = 0 : i64, kernel = array<i64: 1, 1>, last, ofm_offset = array<i64: 0, 0, 0, 0>, ofm_size = array<i64: 1, 4, 4, 8>, ofm_zp = 0 : i64, operandSegmentSizes = array<i32: 0, 1, 1, 1, 0>, stride = array<i64: 1, 1>}> : (memref<1x4x4x8xi8, "sram">, memref<144xi8, "flash">, memref<1x4x4x8xi8, "sram">) -> !mem.token
  return
}

// -----

func.func @case(%arg0: memref<1x4x4x8xi8, "sram">, %arg1: memref<88xi8, "flash">, %arg2: memref<1x4x4x8xi8, "sram">) {
  // expected-error @below {{'mem.depthwise_conv2d' op requires attribute 'ifm_offset'}}
  %0 = "mem.depthwise_conv2d"(%arg0, %arg1, %arg2) <{act_max = 127 : i64, act_min = -128 : i64, dilation = array<i64: 1, 1>, first, ifm_channels = 8 : i64, ifm_zp = 0 : i64, kernel = array<i64: 1, 1>, last, ofm_offset = array<i64: 0, 0, 0, 0>, ofm_size = array<i64: 1, 4, 4, 8>, ofm_zp = 0 : i64, operandSegmentSizes = array<i32: 0, 1, 1, 1, 0>, stride = array<i64: 1, 1>}> : (memref<1x4x4x8xi8, "sram">, memref<88xi8, "flash">, memref<1x4x4x8xi8, "sram">) -> !mem.token
  return
}

// -----

func.func @case(%arg0: memref<1x8xi8, "sram">, %arg1: memref<1x8xi8, "sram">, %arg2: memref<1x8xi8, "sram">) {
  // expected-error @below {{'mem.add' op requires attribute 'lhs_zp'}}
  %0 = "mem.add"(%arg0, %arg1, %arg2) <{act_max = 127 : i64, act_min = -128 : i64, left_shift = 20 : i64, lhs_multiplier = 1073741824 : i64, lhs_shift = 0 : i64, ofm_multiplier = 1073741824 : i64, ofm_shift = -18 : i64, ofm_zp = 0 : i64, rhs_multiplier = 1073741824 : i64, rhs_shift = 0 : i64, rhs_zp = 0 : i64}> : (memref<1x8xi8, "sram">, memref<1x8xi8, "sram">, memref<1x8xi8, "sram">) -> !mem.token
  return
}

// -----

func.func @case(%arg0: memref<1x8xi8, "sram">, %arg1: memref<1x8xi8, "sram">, %arg2: memref<1x8xi8, "sram">) {
  // expected-error @below {{'mem.mul' op requires attribute 'lhs_zp'}}
  %0 = "mem.mul"(%arg0, %arg1, %arg2) <{act_max = 127 : i64, act_min = -128 : i64, ofm_multiplier = 1073741824 : i64, ofm_shift = 0 : i64, ofm_zp = 0 : i64, rhs_zp = 0 : i64}> : (memref<1x8xi8, "sram">, memref<1x8xi8, "sram">, memref<1x8xi8, "sram">) -> !mem.token
  return
}

// -----

func.func @case(%arg0: memref<1x4x4x8xi8, "sram">, %arg1: memref<1x2x2x8xi8, "sram">) {
  // expected-error @below {{'mem.max_pool2d' op requires attribute 'image'}}
  %0 = "mem.max_pool2d"(%arg0, %arg1) <{act_max = 127 : i64, act_min = -128 : i64, kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>}> : (memref<1x4x4x8xi8, "sram">, memref<1x2x2x8xi8, "sram">) -> !mem.token
  return
}

// -----

func.func @case(%arg0: memref<1x4x4x8xi8, "sram">, %arg1: memref<1x2x2x8xi8, "sram">) {
  // expected-error @below {{'mem.avg_pool2d' op requires attribute 'image'}}
  %0 = "mem.avg_pool2d"(%arg0, %arg1) <{act_max = 127 : i64, act_min = -128 : i64, kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>}> : (memref<1x4x4x8xi8, "sram">, memref<1x2x2x8xi8, "sram">) -> !mem.token
  return
}

// -----

func.func @case(%arg0: memref<1x4x4x8xi8, "sram">, %arg1: memref<1x8xi8, "sram">) {
  // expected-error @below {{'mem.mean' op requires attribute 'axes'}}
  %0 = "mem.mean"(%arg0, %arg1) <{act_max = 127 : i64, act_min = -128 : i64, ifm_zp = 0 : i64, multiplier = 1073741824 : i64, ofm_zp = 0 : i64, shift = -3 : i64}> : (memref<1x4x4x8xi8, "sram">, memref<1x8xi8, "sram">) -> !mem.token
  return
}

// -----

func.func @case(%arg0: memref<2x8xi8, "sram">, %arg1: memref<8x2xi8, "sram">) {
  // expected-error @below {{'mem.copy' op requires attribute 'source_offset'}}
  %0 = "mem.copy"(%arg0, %arg1) <{perm = array<i64: 1, 0>, size = array<i64: 2, 8>, target_offset = array<i64: 0, 0>}> : (memref<2x8xi8, "sram">, memref<8x2xi8, "sram">) -> !mem.token
  return
}

// -----

func.func @case(%arg0: memref<2x8xi8, "sram">) {
  // expected-error @below {{'mem.fill' op requires attribute 'value'}}
  %0 = "mem.fill"(%arg0) <{offset = array<i64: 0, 0>, size = array<i64: 1, 8>}> : (memref<2x8xi8, "sram">) -> !mem.token
  return
}

// -----

func.func @case(%arg0: memref<1x8xf32, "sram">, %arg1: memref<1x8xi8, "sram">) {
  // expected-error @below {{'mem.host' op requires attribute 'kernel'}}
  %0 = "mem.host"(%arg0, %arg1) <{operandSegmentSizes = array<i32: 0, 1, 1>, reason = "the NPU has no float arithmetic"}> : (memref<1x8xf32, "sram">, memref<1x8xi8, "sram">) -> !mem.token
  return
}

// -----

func.func @types_of_no_values() {
  %0 = mem.buffer : memref<1x8xf32, "sram">
  // expected-error @below {{number of operands and types do not match: got 0 operands and 1 types}}
  %t = mem.host "quantize" because "r" %0 ->  : memref<1x8xf32, "sram"> -> memref<1x8xi8, "sram">
  return
}
