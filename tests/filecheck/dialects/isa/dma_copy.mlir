// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: isa.dma_copy
// GENERIC: "isa.dma_copy"() <{dst_addr = 0 : i64, dst_space = 0 : i64, dst_stride0 = 0 : i64, dst_stride1 = 0 : i64, dst_stride2 = 0 : i64, n1 = 0 : i64, n2 = 0 : i64, run = 0 : i64, src_addr = 0 : i64, src_space = 0 : i64, src_stride0 = 0 : i64, src_stride1 = 0 : i64, src_stride2 = 0 : i64, wait_dma = 0 : i64, wait_mac = 0 : i64, wait_vec = 0 : i64}> : () -> ()
isa.dma_copy {}
