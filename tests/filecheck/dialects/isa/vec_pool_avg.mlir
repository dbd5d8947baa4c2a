// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: isa.vec_pool_avg
// GENERIC: "isa.vec_pool_avg"() <{act_max = 0 : i64, act_min = 0 : i64, channels = 0 : i64, cols = 0 : i64, ifm_addr = 0 : i64, ifm_col_stride = 0 : i64, ifm_cols = 0 : i64, ifm_row_stride = 0 : i64, ifm_rows = 0 : i64, kernel_h = 0 : i64, kernel_w = 0 : i64, ofm_addr = 0 : i64, ofm_col_stride = 0 : i64, ofm_row_stride = 0 : i64, pad_left = 0 : i64, pad_top = 0 : i64, rows = 0 : i64, stride_h = 0 : i64, stride_w = 0 : i64, wait_dma = 0 : i64, wait_mac = 0 : i64, wait_vec = 0 : i64}> : () -> ()
isa.vec_pool_avg {}
