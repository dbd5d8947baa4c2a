// RUN: npu-opt %s --split-input-file --verify-diagnostics --npu-to-mem --mem-allocate

module attributes {npu.target = "n1-64"} {
  func.func @run_time_filter(%arg0: tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<2x8x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>> {
    // expected-error @below {{'npu.matmul' needs a constant filter: weights stream from off-chip memory}}
    %0 = npu.matmul %arg0, %arg1 {multipliers = array<i32: 1073741824>, shifts = array<i32: 0>, ifm_zp = -1 : i64, ofm_zp = -1 : i64, act_min = -128 : i64, act_max = 127 : i64} : (tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<2x8x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
    return %0 : tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  }
}

// -----

module attributes {npu.target = "n1-64"} {
  func.func @wrong_level(%arg0: tensor<4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<4x!quant.uniform<i8:f32, 5.000000e-01:-1>> {
    // expected-error @below {{'qnn.relu' op may not appear on level 'npu': run --qnn-to-npu first}}
    %0 = qnn.relu %arg0 : (tensor<4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
    return %0 : tensor<4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  }
}

// -----

// The input and the result do not fit together.
module attributes {npu.target = "n1-64", npu.sram_limit = 1000 : i64} {
  // expected-error @below {{the activations need 1024 bytes of on-chip memory, 1000 may be used}}
  func.func @too_large(%arg0: tensor<512x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<512x!quant.uniform<i8:f32, 5.000000e-01:-1>> {
    %0 = npu.lut %arg0 {table = dense<7> : tensor<256xi8>} : (tensor<512x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<512x!quant.uniform<i8:f32, 5.000000e-01:-1>>
    return %0 : tensor<512x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  }
}
