// RUN: npu-translate --mlir-to-object %s -o %t.npu && npu-objdump -d %t.npu | npu-filecheck %s --check-prefix=HEX
// RUN: npu-translate --object-to-mlir %t.npu | npu-filecheck %s --check-prefix=BACK

// maximum of each window's valid taps, clamped.

// HEX: 00000b29 00000000 02000101 04000303  vec.pool_max
// HEX-NEXT: 06060505 08080707 0a000909 0c000b0b
// HEX-NEXT: 0e0e0d0d 11100f0f 0000ed12
// BACK: isa.vec_pool_max {act_max = -19 : i64, act_min = 18 : i64, channels = 3855 : i64, cols = 2056 : i64, ifm_addr = 257 : i64, ifm_col_stride = 3341 : i64, ifm_cols = 1542 : i64, ifm_row_stride = 2313 : i64, ifm_rows = 1285 : i64, kernel_h = 10 : i64, kernel_w = 12 : i64, ofm_addr = 771 : i64, ofm_col_stride = 3598 : i64, ofm_row_stride = 2827 : i64, pad_left = 4 : i64, pad_top = 2 : i64, rows = 1799 : i64, stride_h = 16 : i64, stride_w = 17 : i64}
module attributes {npu.target = "n1-1024"} {
  func.func @main() {
    isa.vec_pool_max {ifm_addr = 257 : i64, pad_top = 2 : i64, ofm_addr = 771 : i64, pad_left = 4 : i64, ifm_rows = 1285 : i64, ifm_cols = 1542 : i64, rows = 1799 : i64, cols = 2056 : i64, ifm_row_stride = 2313 : i64, kernel_h = 10 : i64, ofm_row_stride = 2827 : i64, kernel_w = 12 : i64, ifm_col_stride = 3341 : i64, ofm_col_stride = 3598 : i64, channels = 3855 : i64, stride_h = 16 : i64, stride_w = 17 : i64, act_min = 18 : i64, act_max = -19 : i64}
    isa.sys_end
    return
  }
}
