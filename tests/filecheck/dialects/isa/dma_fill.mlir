// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: isa.dma_fill
// GENERIC: "isa.dma_fill"() <{dst_addr = 0 : i64, dst_space = 0 : i64, dst_stride0 = 0 : i64, dst_stride1 = 0 : i64, dst_stride2 = 0 : i64, n1 = 0 : i64, n2 = 0 : i64, run = 0 : i64, value = 0 : i64, wait_dma = 0 : i64, wait_mac = 0 : i64, wait_vec = 0 : i64}> : () -> ()
isa.dma_fill {}
