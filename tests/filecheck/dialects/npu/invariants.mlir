// RUN: npu-opt %s --split-input-file --verify-diagnostics

func.func @n1_count(%x: tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01>>, %w: tensor<4x8x!quant.uniform<i8:f32, 5.000000e-01>>) {
  // expected-error @below {{needs one multiplier and one shift, or 4 of each, not 2 and 2 (N1)}}
  %0 = npu.matmul %x, %w {multipliers = array<i32: 1, 1>, shifts = array<i32: 0, 0>, ifm_zp = 0 : i64, ofm_zp = 0 : i64, act_min = -128 : i64, act_max = 127 : i64} : (tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<4x8x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @n2_empty(%x: tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01>>, %w: tensor<4x8x!quant.uniform<i8:f32, 5.000000e-01>>) {
  // expected-error @below {{clamps to 5…4, which is no range of int8 (N2)}}
  %0 = npu.matmul %x, %w {multipliers = array<i32: 1>, shifts = array<i32: 0>, ifm_zp = 0 : i64, ofm_zp = 0 : i64, act_min = 5 : i64, act_max = 4 : i64} : (tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<4x8x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @n2_wide(%x: tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01>>, %w: tensor<4x8x!quant.uniform<i8:f32, 5.000000e-01>>) {
  // expected-error @below {{clamps to 0…200, which is no range of int8 (N2)}}
  %0 = npu.matmul %x, %w {multipliers = array<i32: 1>, shifts = array<i32: 0>, ifm_zp = 0 : i64, ofm_zp = 0 : i64, act_min = 0 : i64, act_max = 200 : i64} : (tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<4x8x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @n3_lut(%x: tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>) {
  // expected-error @below {{'table' must hold 256 elements of i8 (N3)}}
  %0 = npu.lut %x {table = dense<0> : tensor<255xi8>} : (tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @n3_output_stage(%x: tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01>>, %w: tensor<4x8x!quant.uniform<i8:f32, 5.000000e-01>>) {
  // expected-error @below {{'lut' must hold 256 elements of i8 (N3)}}
  %0 = npu.matmul %x, %w {lut = dense<0> : tensor<256xi16>, multipliers = array<i32: 1>, shifts = array<i32: 0>, ifm_zp = 0 : i64, ofm_zp = 0 : i64, act_min = 0 : i64, act_max = 2 : i64} : (tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<4x8x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}

// -----

func.func @n3_softmax(%x: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) {
  // expected-error @below {{'table' must hold 256 elements of i32 (N3)}}
  %0 = npu.softmax %x {table = dense<0> : tensor<256xi8>} : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 3.906250e-03:-128>>
  return
}
