// RUN: npu-translate --mlir-to-object %s -o %t.npu && npu-objdump -d %t.npu | npu-filecheck %s --check-prefix=HEX
// RUN: npu-translate --object-to-mlir %t.npu | npu-filecheck %s --check-prefix=BACK

// one output block of a depthwise convolution.

// HEX: 00001011 00000000 02000101 04000303  mac.dwconv
// HEX-NEXT: 06060505 08080707 00000909 7f000a0a
// HEX-NEXT: 13001212 15001414 17171616 19191818
// HEX-NEXT: 1d1c1b1a 2020e11e 0000dedf 00002222
// BACK: isa.mac_dwconv {act_max = -8481 : i64, act_min = 8224 : i64, cols = 2056 : i64, depth_multiplier = 6168 : i64, dilation_h = 28 : i64, dilation_w = 29 : i64, first = 1 : i64, ifm_addr = 257 : i64, ifm_col_stride = 5654 : i64, ifm_cols = 1542 : i64, ifm_row_stride = 4626 : i64, ifm_rows = 1285 : i64, ifm_zp = 30 : i64, keep_weights = 1 : i64, kernel_h = 19 : i64, kernel_w = 21 : i64, last = 1 : i64, lut = 1 : i64, lut_addr = 8738 : i64, oc = 6425 : i64, ofm_addr = 771 : i64, ofm_col_stride = 5911 : i64, ofm_row_stride = 5140 : i64, ofm_zp = -31 : i64, pad_left = 4 : i64, pad_top = 2 : i64, reuse_ifm = 1 : i64, reuse_weights = 1 : i64, rows = 1799 : i64, stride_h = 26 : i64, stride_w = 27 : i64, weights_addr = 2313 : i64, weights_bytes = 2570 : i64, weights_in_sram = 1 : i64}
module attributes {npu.target = "n1-1024"} {
  func.func @main() {
    isa.mac_dwconv {ifm_addr = 257 : i64, pad_top = 2 : i64, ofm_addr = 771 : i64, pad_left = 4 : i64, ifm_rows = 1285 : i64, ifm_cols = 1542 : i64, rows = 1799 : i64, cols = 2056 : i64, weights_addr = 2313 : i64, weights_bytes = 2570 : i64, first = 1 : i64, last = 1 : i64, weights_in_sram = 1 : i64, reuse_ifm = 1 : i64, reuse_weights = 1 : i64, keep_weights = 1 : i64, lut = 1 : i64, ifm_row_stride = 4626 : i64, kernel_h = 19 : i64, ofm_row_stride = 5140 : i64, kernel_w = 21 : i64, ifm_col_stride = 5654 : i64, ofm_col_stride = 5911 : i64, depth_multiplier = 6168 : i64, oc = 6425 : i64, stride_h = 26 : i64, stride_w = 27 : i64, dilation_h = 28 : i64, dilation_w = 29 : i64, ifm_zp = 30 : i64, ofm_zp = -31 : i64, act_min = 8224 : i64, act_max = -8481 : i64, lut_addr = 8738 : i64}
    isa.sys_end
    return
  }
}
