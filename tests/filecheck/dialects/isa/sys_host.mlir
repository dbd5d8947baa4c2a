// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: isa.sys_host
// GENERIC: "isa.sys_host"() <{call = 0 : i64, idle_dma = 0 : i64, idle_mac = 0 : i64, idle_vec = 0 : i64, wait_dma = 0 : i64, wait_mac = 0 : i64, wait_vec = 0 : i64}> : () -> ()
isa.sys_host {}
