// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: isa.vec_softmax
// GENERIC: "isa.vec_softmax"() <{depth = 0 : i64, in_addr = 0 : i64, in_row_stride = 0 : i64, out_addr = 0 : i64, out_row_stride = 0 : i64, rows = 0 : i64, table_addr = 0 : i64, wait_dma = 0 : i64, wait_mac = 0 : i64, wait_vec = 0 : i64}> : () -> ()
isa.vec_softmax {}
