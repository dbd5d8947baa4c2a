// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: isa.constant @table dense<[1, 2, 3, 4]> : tensor<4xi8>
// GENERIC: "isa.constant"() <{sym_name = "table", value = dense<[1, 2, 3, 4]> : tensor<4xi8>}> : () -> ()
isa.constant @table dense<[1, 2, 3, 4]> : tensor<4xi8>
