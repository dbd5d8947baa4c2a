// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: isa.vec_lut
// GENERIC: "isa.vec_lut"() <{d0 = 0 : i64, d1 = 0 : i64, d2 = 0 : i64, in_addr = 0 : i64, in_stride0 = 0 : i64, in_stride1 = 0 : i64, lut_addr = 0 : i64, out_addr = 0 : i64, out_stride0 = 0 : i64, out_stride1 = 0 : i64, wait_dma = 0 : i64, wait_mac = 0 : i64, wait_vec = 0 : i64}> : () -> ()
isa.vec_lut {}
