// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: isa.vec_sub
// GENERIC: "isa.vec_sub"() <{act_max = 0 : i64, act_min = 0 : i64, d0 = 0 : i64, d1 = 0 : i64, d2 = 0 : i64, in1_addr = 0 : i64, in1_multiplier = 0 : i64, in1_shift = 0 : i64, in1_stride0 = 0 : i64, in1_stride1 = 0 : i64, in1_stride2 = 0 : i64, in1_zp = 0 : i64, in2_addr = 0 : i64, in2_multiplier = 0 : i64, in2_shift = 0 : i64, in2_stride0 = 0 : i64, in2_stride1 = 0 : i64, in2_stride2 = 0 : i64, in2_zp = 0 : i64, left_shift = 0 : i64, out_addr = 0 : i64, out_multiplier = 0 : i64, out_shift = 0 : i64, out_stride0 = 0 : i64, out_stride1 = 0 : i64, out_zp = 0 : i64, wait_dma = 0 : i64, wait_mac = 0 : i64, wait_vec = 0 : i64}> : () -> ()
isa.vec_sub {}
