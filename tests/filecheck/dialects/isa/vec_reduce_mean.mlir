// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: isa.vec_reduce_mean
// GENERIC: "isa.vec_reduce_mean"() <{act_max = 0 : i64, act_min = 0 : i64, in_addr = 0 : i64, in_stride_k0 = 0 : i64, in_stride_k1 = 0 : i64, in_stride_k2 = 0 : i64, in_stride_r0 = 0 : i64, in_stride_r1 = 0 : i64, in_zp = 0 : i64, k0 = 0 : i64, k1 = 0 : i64, k2 = 0 : i64, multiplier = 0 : i64, out_addr = 0 : i64, out_stride_k0 = 0 : i64, out_stride_k1 = 0 : i64, out_stride_k2 = 0 : i64, out_zp = 0 : i64, r0 = 0 : i64, r1 = 0 : i64, shift = 0 : i64, wait_dma = 0 : i64, wait_mac = 0 : i64, wait_vec = 0 : i64}> : () -> ()
isa.vec_reduce_mean {}
