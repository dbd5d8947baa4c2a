// RUN: npu-opt %s --split-input-file --verify-diagnostics

func.func @case() {
  // expected-error @below {{'isa.constant' op requires attribute 'sym_name'}}
  "isa.constant"() <{value = dense<[1, 2, 3, 4]> : tensor<4xi8>}> : () -> ()
  return
}

// -----

func.func @case(%arg0: i1, %arg1: i1) {
  // expected-error @below {{'isa.constant' op requires zero operands}}
  "isa.constant"(%arg0, %arg1) <{sym_name = "table", value = dense<[1, 2, 3, 4]> : tensor<4xi8>}> : (i1, i1) -> ()
  return
}

// -----

func.func @case() {
  // expected-error @below {{'isa.place' op requires attribute 'role'}}
  "isa.place"() <{address = 0 : i64, index = 0 : i64, tensor = tensor<1x8xi8>, tensor_name = "image"}> : () -> ()
  return
}

// -----

func.func @case(%arg0: i1, %arg1: i1) {
  // expected-error @below {{'isa.place' op requires zero operands}}
  "isa.place"(%arg0, %arg1) <{address = 0 : i64, index = 0 : i64, role = "input", tensor = tensor<1x8xi8>, tensor_name = "image"}> : (i1, i1) -> ()
  return
}

// -----

// expected-error @below {{'isa.place' op requires attribute 'role'}}
"isa.place"() <{index = -99999999 : i64}> : () -> ()

// -----

func.func @case() {
  // expected-error @below {{'isa.host_call' op requires attribute 'index'}}
  "isa.host_call"() <{attributes = {}, input_types = [tensor<8xf32>], inputs = array<i64: 0>, kernel = "quantize", output_types = [tensor<8x!quant.uniform<i8:f32, 5.000000e-01>>], outputs = array<i64: 32>, reason = "the NPU has no float arithmetic"}> : () -> ()
  return
}

// -----

func.func @case(%arg0: i1, %arg1: i1) {
  // expected-error @below {{'isa.host_call' op requires zero operands}}
  "isa.host_call"(%arg0, %arg1) <{attributes = {}, index = 0 : i64, input_types = [tensor<8xf32>], inputs = array<i64: 0>, kernel = "quantize", output_types = [tensor<8x!quant.uniform<i8:f32, 5.000000e-01>>], outputs = array<i64: 32>, reason = "the NPU has no float arithmetic"}> : (i1, i1) -> ()
  return
}

// -----

// expected-error @below {{'isa.host_call' op requires attribute 'kernel'}}
"isa.host_call"() <{index = -99999999 : i64}> : () -> ()

// -----

func.func @case(%arg0: i1, %arg1: i1) {
  // expected-error @below {{'isa.sys_host' op requires zero operands}}
  "isa.sys_host"(%arg0, %arg1) <{call = 0 : i64, idle_dma = 0 : i64, idle_mac = 0 : i64, idle_vec = 0 : i64, wait_dma = 0 : i64, wait_mac = 0 : i64, wait_vec = 0 : i64}> : (i1, i1) -> ()
  return
}

// -----

// expected-error @below {{'isa.sys_host' op attribute 'wait_dma' failed to satisfy constraint: a number from 0 to 65535 (16 bits)}}
"isa.sys_host"() <{wait_dma = -99999999 : i64}> : () -> ()

// -----

func.func @case(%arg0: i1, %arg1: i1) {
  // expected-error @below {{'isa.sys_end' op requires zero operands}}
  "isa.sys_end"(%arg0, %arg1) <{wait_dma = 0 : i64, wait_mac = 0 : i64, wait_vec = 0 : i64}> : (i1, i1) -> ()
  return
}

// -----

// expected-error @below {{'isa.sys_end' op attribute 'wait_dma' failed to satisfy constraint: a number from 0 to 65535 (16 bits)}}
"isa.sys_end"() <{wait_dma = -99999999 : i64}> : () -> ()

// -----

func.func @case(%arg0: i1, %arg1: i1) {
  // expected-error @below {{'isa.mac_conv' op requires zero operands}}
  "isa.mac_conv"(%arg0, %arg1) <{act_max = 0 : i64, act_min = 0 : i64, cols = 0 : i64, dilation_h = 0 : i64, dilation_w = 0 : i64, first = 0 : i64, ic = 0 : i64, ifm_addr = 0 : i64, ifm_col_stride = 0 : i64, ifm_cols = 0 : i64, ifm_row_stride = 0 : i64, ifm_rows = 0 : i64, ifm_zp = 0 : i64, keep_weights = 0 : i64, kernel_h = 0 : i64, kernel_w = 0 : i64, last = 0 : i64, lut = 0 : i64, lut_addr = 0 : i64, oc = 0 : i64, ofm_addr = 0 : i64, ofm_col_stride = 0 : i64, ofm_row_stride = 0 : i64, ofm_zp = 0 : i64, pad_left = 0 : i64, pad_top = 0 : i64, reuse_ifm = 0 : i64, reuse_weights = 0 : i64, rows = 0 : i64, stride_h = 0 : i64, stride_w = 0 : i64, wait_dma = 0 : i64, wait_mac = 0 : i64, wait_vec = 0 : i64, weights_addr = 0 : i64, weights_bytes = 0 : i64, weights_in_sram = 0 : i64}> : (i1, i1) -> ()
  return
}

// -----

// expected-error @below {{'isa.mac_conv' op attribute 'wait_dma' failed to satisfy constraint: a number from 0 to 65535 (16 bits)}}
"isa.mac_conv"() <{wait_dma = -99999999 : i64}> : () -> ()

// -----

func.func @case(%arg0: i1, %arg1: i1) {
  // expected-error @below {{'isa.mac_dwconv' op requires zero operands}}
  "isa.mac_dwconv"(%arg0, %arg1) <{act_max = 0 : i64, act_min = 0 : i64, cols = 0 : i64, depth_multiplier = 0 : i64, dilation_h = 0 : i64, dilation_w = 0 : i64, first = 0 : i64, ifm_addr = 0 : i64, ifm_col_stride = 0 : i64, ifm_cols = 0 : i64, ifm_row_stride = 0 : i64, ifm_rows = 0 : i64, ifm_zp = 0 : i64, keep_weights = 0 : i64, kernel_h = 0 : i64, kernel_w = 0 : i64, last = 0 : i64, lut = 0 : i64, lut_addr = 0 : i64, oc = 0 : i64, ofm_addr = 0 : i64, ofm_col_stride = 0 : i64, ofm_row_stride = 0 : i64, ofm_zp = 0 : i64, pad_left = 0 : i64, pad_top = 0 : i64, reuse_ifm = 0 : i64, reuse_weights = 0 : i64, rows = 0 : i64, stride_h = 0 : i64, stride_w = 0 : i64, wait_dma = 0 : i64, wait_mac = 0 : i64, wait_vec = 0 : i64, weights_addr = 0 : i64, weights_bytes = 0 : i64, weights_in_sram = 0 : i64}> : (i1, i1) -> ()
  return
}

// -----

// expected-error @below {{'isa.mac_dwconv' op attribute 'wait_dma' failed to satisfy constraint: a number from 0 to 65535 (16 bits)}}
"isa.mac_dwconv"() <{wait_dma = -99999999 : i64}> : () -> ()

// -----

func.func @case(%arg0: i1, %arg1: i1) {
  // expected-error @below {{'isa.vec_add' op requires zero operands}}
  "isa.vec_add"(%arg0, %arg1) <{act_max = 0 : i64, act_min = 0 : i64, d0 = 0 : i64, d1 = 0 : i64, d2 = 0 : i64, in1_addr = 0 : i64, in1_multiplier = 0 : i64, in1_shift = 0 : i64, in1_stride0 = 0 : i64, in1_stride1 = 0 : i64, in1_stride2 = 0 : i64, in1_zp = 0 : i64, in2_addr = 0 : i64, in2_multiplier = 0 : i64, in2_shift = 0 : i64, in2_stride0 = 0 : i64, in2_stride1 = 0 : i64, in2_stride2 = 0 : i64, in2_zp = 0 : i64, left_shift = 0 : i64, out_addr = 0 : i64, out_multiplier = 0 : i64, out_shift = 0 : i64, out_stride0 = 0 : i64, out_stride1 = 0 : i64, out_zp = 0 : i64, wait_dma = 0 : i64, wait_mac = 0 : i64, wait_vec = 0 : i64}> : (i1, i1) -> ()
  return
}

// -----

// expected-error @below {{'isa.vec_add' op attribute 'wait_dma' failed to satisfy constraint: a number from 0 to 65535 (16 bits)}}
"isa.vec_add"() <{wait_dma = -99999999 : i64}> : () -> ()

// -----

func.func @case(%arg0: i1, %arg1: i1) {
  // expected-error @below {{'isa.vec_sub' op requires zero operands}}
  "isa.vec_sub"(%arg0, %arg1) <{act_max = 0 : i64, act_min = 0 : i64, d0 = 0 : i64, d1 = 0 : i64, d2 = 0 : i64, in1_addr = 0 : i64, in1_multiplier = 0 : i64, in1_shift = 0 : i64, in1_stride0 = 0 : i64, in1_stride1 = 0 : i64, in1_stride2 = 0 : i64, in1_zp = 0 : i64, in2_addr = 0 : i64, in2_multiplier = 0 : i64, in2_shift = 0 : i64, in2_stride0 = 0 : i64, in2_stride1 = 0 : i64, in2_stride2 = 0 : i64, in2_zp = 0 : i64, left_shift = 0 : i64, out_addr = 0 : i64, out_multiplier = 0 : i64, out_shift = 0 : i64, out_stride0 = 0 : i64, out_stride1 = 0 : i64, out_zp = 0 : i64, wait_dma = 0 : i64, wait_mac = 0 : i64, wait_vec = 0 : i64}> : (i1, i1) -> ()
  return
}

// -----

// expected-error @below {{'isa.vec_sub' op attribute 'wait_dma' failed to satisfy constraint: a number from 0 to 65535 (16 bits)}}
"isa.vec_sub"() <{wait_dma = -99999999 : i64}> : () -> ()

// -----

func.func @case(%arg0: i1, %arg1: i1) {
  // expected-error @below {{'isa.vec_mul' op requires zero operands}}
  "isa.vec_mul"(%arg0, %arg1) <{act_max = 0 : i64, act_min = 0 : i64, d0 = 0 : i64, d1 = 0 : i64, d2 = 0 : i64, in1_addr = 0 : i64, in1_multiplier = 0 : i64, in1_shift = 0 : i64, in1_stride0 = 0 : i64, in1_stride1 = 0 : i64, in1_stride2 = 0 : i64, in1_zp = 0 : i64, in2_addr = 0 : i64, in2_multiplier = 0 : i64, in2_shift = 0 : i64, in2_stride0 = 0 : i64, in2_stride1 = 0 : i64, in2_stride2 = 0 : i64, in2_zp = 0 : i64, left_shift = 0 : i64, out_addr = 0 : i64, out_multiplier = 0 : i64, out_shift = 0 : i64, out_stride0 = 0 : i64, out_stride1 = 0 : i64, out_zp = 0 : i64, wait_dma = 0 : i64, wait_mac = 0 : i64, wait_vec = 0 : i64}> : (i1, i1) -> ()
  return
}

// -----

// expected-error @below {{'isa.vec_mul' op attribute 'wait_dma' failed to satisfy constraint: a number from 0 to 65535 (16 bits)}}
"isa.vec_mul"() <{wait_dma = -99999999 : i64}> : () -> ()

// -----

func.func @case(%arg0: i1, %arg1: i1) {
  // expected-error @below {{'isa.vec_max' op requires zero operands}}
  "isa.vec_max"(%arg0, %arg1) <{act_max = 0 : i64, act_min = 0 : i64, d0 = 0 : i64, d1 = 0 : i64, d2 = 0 : i64, in1_addr = 0 : i64, in1_multiplier = 0 : i64, in1_shift = 0 : i64, in1_stride0 = 0 : i64, in1_stride1 = 0 : i64, in1_stride2 = 0 : i64, in1_zp = 0 : i64, in2_addr = 0 : i64, in2_multiplier = 0 : i64, in2_shift = 0 : i64, in2_stride0 = 0 : i64, in2_stride1 = 0 : i64, in2_stride2 = 0 : i64, in2_zp = 0 : i64, left_shift = 0 : i64, out_addr = 0 : i64, out_multiplier = 0 : i64, out_shift = 0 : i64, out_stride0 = 0 : i64, out_stride1 = 0 : i64, out_zp = 0 : i64, wait_dma = 0 : i64, wait_mac = 0 : i64, wait_vec = 0 : i64}> : (i1, i1) -> ()
  return
}

// -----

// expected-error @below {{'isa.vec_max' op attribute 'wait_dma' failed to satisfy constraint: a number from 0 to 65535 (16 bits)}}
"isa.vec_max"() <{wait_dma = -99999999 : i64}> : () -> ()

// -----

func.func @case(%arg0: i1, %arg1: i1) {
  // expected-error @below {{'isa.vec_min' op requires zero operands}}
  "isa.vec_min"(%arg0, %arg1) <{act_max = 0 : i64, act_min = 0 : i64, d0 = 0 : i64, d1 = 0 : i64, d2 = 0 : i64, in1_addr = 0 : i64, in1_multiplier = 0 : i64, in1_shift = 0 : i64, in1_stride0 = 0 : i64, in1_stride1 = 0 : i64, in1_stride2 = 0 : i64, in1_zp = 0 : i64, in2_addr = 0 : i64, in2_multiplier = 0 : i64, in2_shift = 0 : i64, in2_stride0 = 0 : i64, in2_stride1 = 0 : i64, in2_stride2 = 0 : i64, in2_zp = 0 : i64, left_shift = 0 : i64, out_addr = 0 : i64, out_multiplier = 0 : i64, out_shift = 0 : i64, out_stride0 = 0 : i64, out_stride1 = 0 : i64, out_zp = 0 : i64, wait_dma = 0 : i64, wait_mac = 0 : i64, wait_vec = 0 : i64}> : (i1, i1) -> ()
  return
}

// -----

// expected-error @below {{'isa.vec_min' op attribute 'wait_dma' failed to satisfy constraint: a number from 0 to 65535 (16 bits)}}
"isa.vec_min"() <{wait_dma = -99999999 : i64}> : () -> ()

// -----

func.func @case(%arg0: i1, %arg1: i1) {
  // expected-error @below {{'isa.vec_lut' op requires zero operands}}
  "isa.vec_lut"(%arg0, %arg1) <{d0 = 0 : i64, d1 = 0 : i64, d2 = 0 : i64, in_addr = 0 : i64, in_stride0 = 0 : i64, in_stride1 = 0 : i64, lut_addr = 0 : i64, out_addr = 0 : i64, out_stride0 = 0 : i64, out_stride1 = 0 : i64, wait_dma = 0 : i64, wait_mac = 0 : i64, wait_vec = 0 : i64}> : (i1, i1) -> ()
  return
}

// -----

// expected-error @below {{'isa.vec_lut' op attribute 'wait_dma' failed to satisfy constraint: a number from 0 to 65535 (16 bits)}}
"isa.vec_lut"() <{wait_dma = -99999999 : i64}> : () -> ()

// -----

func.func @case(%arg0: i1, %arg1: i1) {
  // expected-error @below {{'isa.vec_pool_max' op requires zero operands}}
  "isa.vec_pool_max"(%arg0, %arg1) <{act_max = 0 : i64, act_min = 0 : i64, channels = 0 : i64, cols = 0 : i64, ifm_addr = 0 : i64, ifm_col_stride = 0 : i64, ifm_cols = 0 : i64, ifm_row_stride = 0 : i64, ifm_rows = 0 : i64, kernel_h = 0 : i64, kernel_w = 0 : i64, ofm_addr = 0 : i64, ofm_col_stride = 0 : i64, ofm_row_stride = 0 : i64, pad_left = 0 : i64, pad_top = 0 : i64, rows = 0 : i64, stride_h = 0 : i64, stride_w = 0 : i64, wait_dma = 0 : i64, wait_mac = 0 : i64, wait_vec = 0 : i64}> : (i1, i1) -> ()
  return
}

// -----

// expected-error @below {{'isa.vec_pool_max' op attribute 'wait_dma' failed to satisfy constraint: a number from 0 to 65535 (16 bits)}}
"isa.vec_pool_max"() <{wait_dma = -99999999 : i64}> : () -> ()

// -----

func.func @case(%arg0: i1, %arg1: i1) {
  // expected-error @below {{'isa.vec_pool_avg' op requires zero operands}}
  "isa.vec_pool_avg"(%arg0, %arg1) <{act_max = 0 : i64, act_min = 0 : i64, channels = 0 : i64, cols = 0 : i64, ifm_addr = 0 : i64, ifm_col_stride = 0 : i64, ifm_cols = 0 : i64, ifm_row_stride = 0 : i64, ifm_rows = 0 : i64, kernel_h = 0 : i64, kernel_w = 0 : i64, ofm_addr = 0 : i64, ofm_col_stride = 0 : i64, ofm_row_stride = 0 : i64, pad_left = 0 : i64, pad_top = 0 : i64, rows = 0 : i64, stride_h = 0 : i64, stride_w = 0 : i64, wait_dma = 0 : i64, wait_mac = 0 : i64, wait_vec = 0 : i64}> : (i1, i1) -> ()
  return
}

// -----

// expected-error @below {{'isa.vec_pool_avg' op attribute 'wait_dma' failed to satisfy constraint: a number from 0 to 65535 (16 bits)}}
"isa.vec_pool_avg"() <{wait_dma = -99999999 : i64}> : () -> ()

// -----

func.func @case(%arg0: i1, %arg1: i1) {
  // expected-error @below {{'isa.vec_reduce_mean' op requires zero operands}}
  "isa.vec_reduce_mean"(%arg0, %arg1) <{act_max = 0 : i64, act_min = 0 : i64, in_addr = 0 : i64, in_stride_k0 = 0 : i64, in_stride_k1 = 0 : i64, in_stride_k2 = 0 : i64, in_stride_r0 = 0 : i64, in_stride_r1 = 0 : i64, in_zp = 0 : i64, k0 = 0 : i64, k1 = 0 : i64, k2 = 0 : i64, multiplier = 0 : i64, out_addr = 0 : i64, out_stride_k0 = 0 : i64, out_stride_k1 = 0 : i64, out_stride_k2 = 0 : i64, out_zp = 0 : i64, r0 = 0 : i64, r1 = 0 : i64, shift = 0 : i64, wait_dma = 0 : i64, wait_mac = 0 : i64, wait_vec = 0 : i64}> : (i1, i1) -> ()
  return
}

// -----

// expected-error @below {{'isa.vec_reduce_mean' op attribute 'wait_dma' failed to satisfy constraint: a number from 0 to 65535 (16 bits)}}
"isa.vec_reduce_mean"() <{wait_dma = -99999999 : i64}> : () -> ()

// -----

func.func @case(%arg0: i1, %arg1: i1) {
  // expected-error @below {{'isa.vec_softmax' op requires zero operands}}
  "isa.vec_softmax"(%arg0, %arg1) <{depth = 0 : i64, in_addr = 0 : i64, in_row_stride = 0 : i64, out_addr = 0 : i64, out_row_stride = 0 : i64, rows = 0 : i64, table_addr = 0 : i64, wait_dma = 0 : i64, wait_mac = 0 : i64, wait_vec = 0 : i64}> : (i1, i1) -> ()
  return
}

// -----

// expected-error @below {{'isa.vec_softmax' op attribute 'wait_dma' failed to satisfy constraint: a number from 0 to 65535 (16 bits)}}
"isa.vec_softmax"() <{wait_dma = -99999999 : i64}> : () -> ()

// -----

func.func @case(%arg0: i1, %arg1: i1) {
  // expected-error @below {{'isa.dma_copy' op requires zero operands}}
  "isa.dma_copy"(%arg0, %arg1) <{dst_addr = 0 : i64, dst_space = 0 : i64, dst_stride0 = 0 : i64, dst_stride1 = 0 : i64, dst_stride2 = 0 : i64, n1 = 0 : i64, n2 = 0 : i64, run = 0 : i64, src_addr = 0 : i64, src_space = 0 : i64, src_stride0 = 0 : i64, src_stride1 = 0 : i64, src_stride2 = 0 : i64, wait_dma = 0 : i64, wait_mac = 0 : i64, wait_vec = 0 : i64}> : (i1, i1) -> ()
  return
}

// -----

// expected-error @below {{'isa.dma_copy' op attribute 'wait_dma' failed to satisfy constraint: a number from 0 to 65535 (16 bits)}}
"isa.dma_copy"() <{wait_dma = -99999999 : i64}> : () -> ()

// -----

func.func @case(%arg0: i1, %arg1: i1) {
  // expected-error @below {{'isa.dma_fill' op requires zero operands}}
  "isa.dma_fill"(%arg0, %arg1) <{dst_addr = 0 : i64, dst_space = 0 : i64, dst_stride0 = 0 : i64, dst_stride1 = 0 : i64, dst_stride2 = 0 : i64, n1 = 0 : i64, n2 = 0 : i64, run = 0 : i64, value = 0 : i64, wait_dma = 0 : i64, wait_mac = 0 : i64, wait_vec = 0 : i64}> : (i1, i1) -> ()
  return
}

// -----

// expected-error @below {{'isa.dma_fill' op attribute 'wait_dma' failed to satisfy constraint: a number from 0 to 65535 (16 bits)}}
"isa.dma_fill"() <{wait_dma = -99999999 : i64}> : () -> ()
