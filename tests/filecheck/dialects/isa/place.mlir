// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: isa.place input 0 "image" {address = 0 : i64, tensor = tensor<1x8xi8>}
// GENERIC: "isa.place"() <{address = 0 : i64, index = 0 : i64, role = "input", tensor = tensor<1x8xi8>, tensor_name = "image"}> : () -> ()
isa.place input 0 "image" {address = 0 : i64, tensor = tensor<1x8xi8>}
