// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: isa.sys_end
// GENERIC: "isa.sys_end"() <{wait_dma = 0 : i64, wait_mac = 0 : i64, wait_vec = 0 : i64}> : () -> ()
isa.sys_end {}
